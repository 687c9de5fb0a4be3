import { readdir, stat } from 'node:fs/promises';
import { hasCode } from '../../disk/files/system.ts';
import { isUlid } from './ulid.ts';

/**
 * A directory's time may not move for changes within one tick of the file system's clock, which on FAT is two seconds,
 * on ext3 and HFS+ one. Nanoseconds.
 */
const clockGrain = 2_100_000_000n;

/**
 * The ids of all skills, oldest first. The folder itself is the index: it is listed anew only when its time of
 * change says that a skill came or went, whichever process did it.
 */
export class SkillIndex {
  readonly #folder: string;
  #ids: readonly string[] = [];
  #seen: bigint | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async ids(): Promise<readonly string[]> {
    const mtimeNs = await changeTime(this.#folder);
    if (mtimeNs === null) {
      return [];
    }
    if (mtimeNs !== this.#seen) {
      const listedAt = BigInt(Date.now()) * 1_000_000n;
      this.#ids = (await readdir(this.#folder)).filter(isUlid).sort();
      this.#seen = listedAt - mtimeNs > clockGrain ? mtimeNs : undefined;
    }
    return this.#ids;
  }
}

/** Nanoseconds since 1970; null where there is no such folder. */
async function changeTime(folder: string): Promise<bigint | null> {
  try {
    return (await stat(folder, { bigint: true })).mtimeNs;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return null;
    }
    throw error;
  }
}
