import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A fresh folder that goes away at the end of its scope: `await using folder = await tempFolder()`. Its real path. */
export async function tempFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'skillwright-test-')));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The path of one that goes away after the test, for helpers that hand it on. */
export async function tempFolderOf(test: TestContext): Promise<string> {
  const folder = await tempFolder();
  test.after(() => folder[Symbol.asyncDispose]());
  return folder.path;
}

/** Everything below a folder, sorted. */
export async function everythingIn(path: string): Promise<string[]> {
  return (await readdir(path, { recursive: true })).sort();
}
