import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';

const run = promisify(execFile);

/** Packs an extension of a few lines that stands beside ours in a window, and is never part of it; `folder` from here. */
export async function packHelper(folder: string, file: string): Promise<void> {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file],
    { cwd: join(import.meta.dirname, folder) },
  );
}
