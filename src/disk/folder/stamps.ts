import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { mapLimited } from '../../core/work/mapLimited.ts';

/** Files and folders of a skill that are looked at, the upper ones first. */
const maxEntries = 500;

/** Looked at at the same time: all threads for files but one, which is left to whoever waits for something. */
const maxAtOnce = 3;

/** Within these ms before it was read, a change may have been missed: clocks of file systems tick coarsely. */
const coarseness = 2_000;

/** Notices by the times of the last change what no watcher told. It reads folders, and no file. */
export class Stamps {
  readonly #seen = new Map<string, string>();

  /**
   * Those of the folders, absolute paths, in which something changed since the last look, as far down as `areDeep`
   * says; one that is looked at for the first time counts when it changed since `since`, in ms since 1970.
   */
  async changed(
    folders: readonly string[],
    { areDeep, since }: { readonly areDeep: boolean; readonly since: number },
  ): Promise<ReadonlySet<string>> {
    const changed = new Set<string>();
    await mapLimited(folders, maxAtOnce, async folder => {
      const times = await (areDeep ? timesBelow(folder) : timeOf(folder));
      const key = `${areDeep ? 'below' : 'in'} ${folder}`;
      const stamp = times.join(' ');
      const seen = this.#seen.get(key);
      this.#seen.set(key, stamp);
      const isNew = seen === undefined && times.some(time => time > since - coarseness);
      if (isNew || (seen !== undefined && seen !== stamp)) {
        changed.add(folder);
      }
    });
    return changed;
  }
}

/** Of the folder and of what is in it, at any depth. */
async function timesBelow(folder: string): Promise<readonly number[]> {
  const times = [...(await timeOf(folder))];
  const folders = [folder];
  for (const each of folders) {
    for (const entry of await entriesOf(each)) {
      if (times.length >= maxEntries) {
        return times;
      }
      const path = join(each, entry.name);
      times.push(...(await timeOf(path)));
      if (entry.isDirectory() && !isLeftAlone(entry.name)) {
        folders.push(path);
      }
    }
  }
  return times;
}

/** Their entries change all the time, and are in no bundle. */
function isLeftAlone(name: string): boolean {
  return name === '.git' || name === 'node_modules';
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  return (await unlessRefused(readdir(folder, { withFileTypes: true }))) ?? [];
}

/** When it was last written, renamed or replaced, in ms; 0 where it is not there or may not be looked at. */
async function timeOf(path: string): Promise<readonly [number]> {
  return [(await unlessRefused(stat(path)))?.ctimeMs ?? 0];
}
