import { stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { unlessRefused } from '../../core/failure/systemError.ts';
import { linkFileName } from '../../core/link/linkFileName.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import { withSlashes } from '../files/system.ts';
import { type LinkFileOptions, linkFile } from './linkFile.ts';

/** Where the links of a workspace folder's skills are kept. */
export interface LinkPlacesOptions extends LinkFileOptions {
  /** The workspace folder, absolute: `.skillwright.json` is there, for everybody. */
  readonly root: string;
  /** The embedded registry's data directory, absolute: links to it are there, for this machine. */
  readonly dataDirectory: string;
}

/**
 * Finds the link file for a skill and a registry. The embedded registry is on one machine only, so a link to it says
 * nothing to anybody else: it stays beside that registry's data and out of the repository, and goes away with it.
 */
export function linkPlaces(
  options: LinkPlacesOptions,
): (skillFolder: string, registryKey: string | null) => LinkPlace {
  const root = resolve(options.root);
  const files = linkFilesOf(root, options.dataDirectory);
  const shared = linkFile(files.shared, options);
  const personal = linkFile(files.personal, options);
  return (skillFolder, registryKey) => {
    const folder = resolve(skillFolder);
    if (registryKey === 'local') {
      return { store: personal, folder: withSlashes(folder) };
    }
    return { store: shared, folder: withSlashes(relative(root, folder)) || '.' };
  };
}

/** Another one when a link file of a workspace folder was written, came or went since. */
export async function linkStamp(root: string, dataDirectory: string): Promise<string> {
  const files = Object.values(linkFilesOf(root, dataDirectory));
  const found = await Promise.all(files.map(file => unlessRefused(stat(file))));
  return found.map(file => (file ? `${file.ino} ${file.size} ${file.mtimeMs}` : '')).join();
}

function linkFilesOf(
  root: string,
  dataDirectory: string,
): { readonly shared: string; readonly personal: string } {
  return {
    shared: join(resolve(root), linkFileName),
    personal: join(resolve(dataDirectory), 'links.json'),
  };
}
