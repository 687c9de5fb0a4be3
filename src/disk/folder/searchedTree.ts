import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { SearchedLink, SearchedTree } from '../../core/bundle/search/skillSearch.ts';
import type { FolderEntry } from '../../core/bundle/select/skillFolder.ts';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { parseWorkDirectoryName } from '../../core/published/workDirectoryName.ts';
import { withSlashes } from '../files/system.ts';
import { type GitCache, gitViewOf } from '../git/gitView.ts';
import { readIgnoreFile } from '../git/repository.ts';
import { toEntry } from './diskFolder.ts';

export interface DiskTree extends SearchedTree {
  /** Folders that were met on the way in which somebody makes another folder's successor: absolute paths. */
  readonly workFolders: readonly string[];
}

/** Lists a directory, or rejects with a system error. */
export type EntryLister = (directory: string) => Promise<readonly Dirent[]>;

const waitingEntries: EntryLister = directory => readdir(directory, { withFileTypes: true });

/** The folder tree at an absolute path that is real, with no link in it. */
export function diskTree(
  root: string,
  cache: GitCache = new Map(),
  listEntries: EntryLister = waitingEntries,
): DiskTree {
  const workFolders: string[] = [];
  const at = (path: string) => join(root, path);
  return {
    workFolders,
    git: directory => gitViewOf(at(directory), cache),
    readText: async path => {
      const look = await readIgnoreFile(at(path));
      return look !== null && 'text' in look ? look.text : null;
    },
    followLink: path => followLink(root, at(path)),
    list: async directory => {
      const entries = await entriesOf(at(directory), listEntries);
      if (entries === null) {
        return null;
      }
      const inWork = entries.filter(({ name }) => parseWorkDirectoryName(name) !== null);
      workFolders.push(...inWork.map(({ name }) => join(root, directory, name)));
      return inWork.length === 0 ? entries : entries.filter(entry => !inWork.includes(entry));
    },
  };
}

/** Null for a directory that may not be read, and none for one that is gone: others may hold skills. */
async function entriesOf(
  directory: string,
  listEntries: EntryLister,
): Promise<readonly FolderEntry[] | null> {
  try {
    return (await listEntries(directory)).map(toEntry);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) {
      throw error;
    }
    return code === 'EACCES' || code === 'EPERM' ? null : [];
  }
}

async function followLink(root: string, link: string): Promise<SearchedLink> {
  try {
    const target = await realpath(link);
    const isDirectory = (await stat(target)).isDirectory();
    if (!isDirectory) {
      return { kind: 'file' };
    }
    const inside = relative(root, target);
    return inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside
      ? { kind: 'outside' }
      : { kind: 'directory', path: withSlashes(inside) };
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return { kind: 'nowhere' };
  }
}
