import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { historyOf, linkOf } from '../../core/link/linkFile.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import type { HistoryEntry } from '../../core/provenance/provenance.ts';
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
  const place = await placeOf({ dataDirectory, root }, typed, registryKey);
  const file = await place?.store.read();
  return place && file?.ok && linkOf(file.value, place.folder, registryKey)?.skillId === skillId
    ? [place]
    : [];
}

/** What the link file knows of the versions of the folder that was named; nothing where SKILL is a name or an id. */
export async function historyIn(
  lookup: LinkLookup,
  typed: string,
  registryKey: string,
): Promise<readonly HistoryEntry[]> {
  const place = await placeOf(lookup, typed, registryKey);
  const file = await place?.store.read();
  return place && file?.ok ? historyOf(file.value, place.folder, registryKey) : [];
}

async function placeOf(
  { dataDirectory, root }: LinkLookup,
  typed: string,
  registryKey: string,
): Promise<LinkPlace | null> {
  const folder = resolve(typed);
  const isFolder = await stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    return null;
  }
  const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
  return linkPlaces({ root: workspace, dataDirectory })(folder, registryKey);
}
