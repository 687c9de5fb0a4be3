import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RawEntry } from './rawZip.ts';

/** Where a person, or an editor, might ask Git for its status: `folder` and all below that is no repository's inside. */
async function foldersBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const inside = entries
    .filter(entry => entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
  return [
    folder,
    ...inside.filter(path => !/[/\\](\.git|objects|refs)([/\\]|$)/.test(path.slice(folder.length))),
  ];
}

/** Asks a real Git for its status everywhere in a folder; whether that ran a command that makes `mark`. */
export async function gitStatusMakes(mark: string, folder: string): Promise<boolean> {
  await rm(mark, { force: true });
  for (const cwd of await foldersBelow(folder)) {
    spawnSync('git', ['status'], {
      cwd,
      env: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', HOME: dirname(mark) },
    });
  }
  return existsSync(mark);
}

/** Whether there is a Git to ask. */
export function hasGit(): boolean {
  return spawnSync('git', ['--version']).status === 0;
}

/** Lays an archive's files out as a program would that refuses nothing; `demo/` becomes `folder`. */
export async function layOut(files: readonly RawEntry[], folder: string): Promise<void> {
  for (const { name, content = '', mode = 0o100644 } of files) {
    const path = join(folder, name.toString().replace(/^demo\//, ''));
    if (path.endsWith('/')) {
      await mkdir(path, { recursive: true });
      continue;
    }
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { mode: mode & 0o777 });
  }
}
