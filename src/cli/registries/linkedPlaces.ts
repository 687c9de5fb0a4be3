import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { skillHistory } from '../../core/link/history.ts';
import { linkedFolders, linkOf } from '../../core/link/linkFile.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import type { HistoryEntry } from '../../core/provenance/provenance.ts';
import { plainText } from '../../core/text/plainText.ts';
import { isBelow } from '../../disk/files/system.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { LinkLookup } from './findRemote.ts';
import { folderThere } from './namedFolder.ts';

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

/**
 * What is wrong with a `--root` for these folders, which need not be there yet; null where nothing is, or where none was
 * given.
 */
export async function wrongRoot(
  root: string | undefined,
  folders: readonly string[] = [],
): Promise<string | null> {
  if (root === undefined) {
    return null;
  }
  if (!(await unlessRefused(stat(root)))?.isDirectory()) {
    return `${plainText(root)} is no folder that is there: --root names the one with ${linkFileName}.`;
  }
  const real = await realpath(root);
  for (const folder of folders) {
    const own = await realPlace(resolve(folder));
    if (own !== real && !isBelow(real, own)) {
      return `${plainText(folder)} is not in ${plainText(root)}: --root names the folder above it that has ${linkFileName}.`;
    }
  }
  return null;
}

/** Where a path leads by its links, though its end may not be there yet. */
async function realPlace(path: string): Promise<string> {
  const parent = dirname(path);
  const real = await unlessRefused(realpath(path));
  return real ?? (parent === path ? path : join(await realPlace(parent), basename(path)));
}

/** What a link file knows of a remote skill. */
export interface KnownHistory {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** The skill's folder here; null where none is linked. */
  readonly folder: string | null;
}

/** What the link file of the folder that was named, or of the working directory, knows of a skill's versions. */
export async function historyIn(
  { dataDirectory, root }: LinkLookup,
  typed: string,
  registryKey: string,
  skillId: string,
): Promise<KnownHistory> {
  const start = (await folderThere(typed)) ?? resolve('.');
  const workspace = root === undefined ? await workspaceRoot(start) : resolve(root);
  const { store } = linkPlaces({ root: workspace, dataDirectory })(start, registryKey);
  const file = await store.read();
  if (!file.ok) {
    return { entries: [], folder: null };
  }
  const folder = linkedFolders(file.value).find(
    path => linkOf(file.value, path, registryKey)?.skillId === skillId,
  );
  return {
    entries: skillHistory(file.value, registryKey, skillId),
    folder: folder === undefined ? null : resolve(workspace, folder),
  };
}

async function placeOf(
  { dataDirectory, root }: LinkLookup,
  typed: string,
  registryKey: string,
): Promise<LinkPlace | null> {
  const folder = await folderThere(typed);
  if (folder === null) {
    return null;
  }
  const workspace = root === undefined ? await workspaceRoot(folder) : resolve(root);
  return linkPlaces({ root: workspace, dataDirectory })(folder, registryKey);
}
