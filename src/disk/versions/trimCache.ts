import { entryNames, keptPrefix, removeEntry, weighEntry } from './entries.ts';

/** What the cache may hold at most. */
export interface CacheCap {
  /** Of zips and what is known about them. */
  readonly bytes: number;
  readonly entries: number;
}

/** 200 MB; the number of entries keeps looking through them quick. */
export const defaultCap: CacheCap = { bytes: 200 * 2 ** 20, entries: 2_000 };

/**
 * Removes what was not used for longest until the rest is within the cap. Copies of deleted versions go last, being
 * the only ones there are; `spared` stays in any case.
 */
export async function trimCache(directory: string, cap: CacheCap, spared: string): Promise<void> {
  const weighed: { name: string; rank: number; bytes: number; usedAt: number }[] = [];
  for (const name of await entryNames(directory)) {
    const weight = await weighEntry(directory, name);
    const rank = name === spared ? 0 : name.startsWith(keptPrefix) ? 1 : 2;
    if (weight) {
      weighed.push({ name, rank, ...weight });
    }
  }
  weighed.sort((left, right) => left.rank - right.rank || right.usedAt - left.usedAt);
  let bytes = 0;
  for (const [index, entry] of weighed.entries()) {
    bytes += entry.bytes;
    const fits = bytes <= cap.bytes && index < cap.entries;
    if (!fits && entry.name !== spared) {
      await removeEntry(directory, entry.name);
    }
  }
}
