import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** An empty folder that is gone after the test; its real path. */
export async function temporaryFolder(test: TestContext): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'skillwright-test-')));
  test.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Everything below a folder, sorted. */
export async function everythingIn(path: string): Promise<string[]> {
  return (await readdir(path, { recursive: true })).sort();
}
