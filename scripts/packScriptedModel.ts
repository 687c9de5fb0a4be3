import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './paths.ts';

const run = promisify(execFile);

/** Packs the model whose answers are written in advance, as an extension of its own; it is never part of ours. */
export async function packScriptedModel(file: string): Promise<void> {
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  await run(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', file],
    {
      cwd: join(root, 'scripts', 'scriptedModel'),
    },
  );
}
