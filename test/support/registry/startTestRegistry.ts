import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type RegistryListener,
  type RunningRegistry,
  startRegistry,
} from '../../../src/server/startRegistry.ts';

export interface TestRegistry extends RunningRegistry {
  readonly dataDirectory: string;
  /** Without `/v1`, as Anthropic's clients take it. */
  readonly origin: string;
  /** Ends it and removes its data. Throws when it had internal errors. `await using` does the same. */
  dispose(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export interface TestRegistryOptions {
  /** Kept by `dispose`; a fresh temporary folder when absent. */
  readonly dataDirectory?: string;
  readonly wrap?: (listener: RegistryListener) => RequestListener;
}

/** The embedded registry on a free port, with a random token. */
export async function startTestRegistry(options: TestRegistryOptions = {}): Promise<TestRegistry> {
  const dataDirectory = options.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'skillwright-registry-')));
  const bugs: unknown[] = [];
  const started = await startRegistry({
    dataDirectory,
    token: randomBytes(24).toString('base64url'),
    onBug: error => bugs.push(error),
    ...(options.wrap ? { wrap: options.wrap } : {}),
  });
  if (!started.ok) {
    throw new Error(`The registry did not start: ${JSON.stringify(started.failure)}`);
  }
  const registry = started.value;
  const dispose = async () => {
    await registry.close();
    if (options.dataDirectory === undefined) {
      await rm(dataDirectory, { recursive: true, force: true });
    }
    if (bugs.length > 0) {
      throw new AggregateError(bugs, 'The registry had internal errors.');
    }
  };
  const origin = new URL(registry.baseURL).origin;
  return { ...registry, dataDirectory, origin, dispose, [Symbol.asyncDispose]: dispose };
}
