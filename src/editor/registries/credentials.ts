import * as vscode from 'vscode';
import type { Credentials } from '../../core/registry/settings.ts';
import { decodeJson, record, text } from '../../core/text/decode.ts';

/** A key, and the origin that it was entered for. */
interface StoredKey {
  readonly origin: string;
  readonly key: string;
}

/**
 * The keys of registries, in VS Code's secret storage and nowhere else. A key is bound to the origin that it was
 * entered for: once a registry's address changes, it has none.
 */
export class StoredCredentials implements Credentials, vscode.Disposable {
  readonly #secrets: vscode.SecretStorage;
  readonly #changed = new vscode.EventEmitter<string>();
  readonly #subscription: vscode.Disposable;
  /** The id of a registry whose key was entered, replaced or removed, in any window. */
  readonly onDidChange = this.#changed.event;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) {
        this.#changed.fire(key.slice(prefix.length));
      }
    });
  }

  async readKey(registryId: string, origin: string): Promise<string | null> {
    const stored = parse(await this.#secrets.get(prefix + registryId));
    return stored?.origin === origin ? stored.key : null;
  }

  async storeKey(registryId: string, origin: string, key: string): Promise<void> {
    await this.#secrets.store(prefix + registryId, JSON.stringify({ origin, key } satisfies StoredKey));
  }

  async removeKey(registryId: string): Promise<void> {
    await this.#secrets.delete(prefix + registryId);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

const prefix = 'skillwright.key.';

const storedKey = record({ origin: text, key: text });

function parse(stored: string | undefined): StoredKey | null {
  return decodeJson(storedKey, stored ?? 'null');
}
