import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/paths.ts';
import { type EditorWindow, openWindow, type WindowOptions } from './window.ts';

export interface SpecOptions extends Omit<WindowOptions, 'folder'> {
  /** A folder of the project, copied for the spec; none begins empty. */
  readonly workspace?: string;
  /** Files to add to the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the workspace's folder is called. */
  readonly folderName?: string;
}

/** A test in a window of its own; see window.ts. */
export function spec(
  title: string,
  options: SpecOptions,
  body: (window: EditorWindow) => Promise<void>,
): void {
  test(title, { timeout: 240_000 }, async () => {
    const parent = await mkdtemp(join(tmpdir(), 'skillwright-e2e-'));
    const folder = await makeWorkspace(parent, options);
    await using window = await openWindow({ ...options, folder });
    try {
      await body(window);
      assert.deepEqual(window.errors, [], 'The console shows errors');
    } catch (error) {
      await window.keepTrace(title, error);
      throw error;
    }
    await rm(parent, { recursive: true, force: true });
  });
}

/** Copies and writes a workspace below `parent`; resolves to its path. */
async function makeWorkspace(parent: string, options: SpecOptions): Promise<string> {
  const folder = join(parent, options.folderName ?? basename(options.workspace ?? 'workspace'));
  await mkdir(folder, { recursive: true });
  if (options.workspace !== undefined) {
    await cp(join(root, options.workspace), folder, { recursive: true });
  }
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
