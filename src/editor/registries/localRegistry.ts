import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { Result } from '../../core/text/result.ts';
import type { RunningRegistry } from '../../server/startRegistry.ts';

/** The embedded registry of this window: started when first needed, on a free port, with a token of its own. */
export class LocalRegistry implements vscode.Disposable {
  /** Absolute; also where links to this registry are kept. */
  readonly dataDirectory: string;
  readonly #onBug: (bug: unknown) => void;
  #running: Promise<Result<RunningRegistry, Failure>> | undefined;

  /** `storage` is the extension's global storage: all windows share one data folder. */
  constructor(storage: vscode.Uri, onBug: (bug: unknown) => void) {
    this.dataDirectory = join(storage.fsPath, 'registry');
    this.#onBug = onBug;
  }

  /** Where it answers, and the token to say. Callers share one start; a failed one is tried again when next asked. */
  async running(): Promise<Result<RunningRegistry, Failure>> {
    this.#running ??= this.#start();
    const running = await this.#running;
    if (!running.ok) {
      this.#running = undefined;
    }
    return running;
  }

  dispose(): void {
    void this.#running?.then(async running => {
      if (running.ok) {
        await running.value.close();
      }
    });
    this.#running = undefined;
  }

  async #start(): Promise<Result<RunningRegistry, Failure>> {
    const [{ startRegistry }, { randomBytes }] = await Promise.all([
      import('../../server/startRegistry.ts'),
      import('node:crypto'),
    ]);
    return startRegistry({
      dataDirectory: this.dataDirectory,
      token: randomBytes(24).toString('base64url'),
      onBug: this.#onBug,
    });
  }
}
