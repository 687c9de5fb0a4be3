import type { OfferedSkill } from './arm.ts';

/** Other skills that are offered beside the one whose trigger set runs: agents rarely have more. */
const maxNeighbours = 20;

/** Folders as they are in their workspace, those nearest to one of them first; alike ones stay in their order. */
export function nearestFirst<T>(
  folders: readonly T[],
  pathOf: (folder: T) => string,
  own: string,
): readonly T[] {
  const away = (path: string): number => {
    const [one, other] = [partsOf(path), partsOf(own)];
    const shared = one.findIndex((part, index) => part !== other[index]);
    const common = shared === -1 ? one.length : shared;
    return one.length + other.length - 2 * common;
  };
  return folders.toSorted((a, b) => away(pathOf(a)) - away(pathOf(b)));
}

/**
 * Reads skills one after the other until so many are found that have a name of their own. One that cannot be read is
 * null, and not in the way.
 */
export async function gatherNeighbours<T>(
  places: readonly T[],
  read: (place: T) => Promise<OfferedSkill | null>,
  { ownName, room }: { readonly ownName: string; readonly room: number },
): Promise<readonly OfferedSkill[]> {
  const names = new Set([ownName]);
  const found: OfferedSkill[] = [];
  for (const place of places) {
    if (found.length >= Math.min(room, maxNeighbours)) {
      break;
    }
    const skill = await read(place);
    if (skill && !names.has(skill.name)) {
      names.add(skill.name);
      found.push(skill);
    }
  }
  return found;
}

function partsOf(path: string): readonly string[] {
  return path.split(/[\\/]/).filter(part => part !== '' && part !== '.');
}
