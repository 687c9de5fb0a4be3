import type { PassedOver, SearchedTree } from './skillSearch.ts';

/** The skills in a folder that was passed over. */
export interface SkillCount {
  /** The folders with a SKILL.md, as paths in the tree. */
  readonly folders: readonly string[];
  /** False when there may be more: the folder is too large to be counted out. */
  readonly isWhole: boolean;
}

/** Folders that are read for a count at most: a `node_modules` may have a hundred thousand. */
const maxFolders = 2_000;

/** Counts the skills in folders that were passed over, for saying how many are not there. Links are not followed. */
export async function countSkills(
  tree: SearchedTree,
  passedOver: readonly PassedOver[],
): Promise<ReadonlyMap<string, SkillCount>> {
  const counts = new Map<string, SkillCount>();
  let left = maxFolders;
  for (const { path, isSearchable } of passedOver) {
    const queue = isSearchable ? [path] : [];
    const folders: string[] = [];
    for (; queue.length > 0 && left > 0; left--) {
      const directory = queue.shift() ?? '';
      const entries = (await tree.list(directory)) ?? [];
      if (entries.some(({ name, kind }) => kind === 'file' && name.toLowerCase() === 'skill.md')) {
        folders.push(directory);
      }
      queue.push(
        ...entries.filter(({ kind }) => kind === 'directory').map(({ name }) => `${directory}/${name}`),
      );
    }
    counts.set(path, { folders, isWhole: queue.length === 0 });
  }
  return counts;
}
