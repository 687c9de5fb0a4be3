import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { linkOf } from '../../core/link/linkFile.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { LinkLookup } from './findRemote.ts';

/**
 * Where the folder that was named is linked to the skill, so that its link follows what is done to the skill; none
 * where SKILL is a name or an id.
 */
export async function linkedPlaces(
  { dataDirectory, root }: LinkLookup,
  typed: string,
  registryKey: string,
  skillId: string,
): Promise<readonly LinkPlace[]> {
  const folder = resolve(typed);
  const isFolder = await stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    return [];
  }
  const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
  const place = linkPlaces({ root: workspace, dataDirectory })(folder, registryKey);
  const file = await place.store.read();
  return file.ok && linkOf(file.value, place.folder, registryKey)?.skillId === skillId ? [place] : [];
}
