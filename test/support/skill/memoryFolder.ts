import { posix } from 'node:path';
import type { FolderEntry, LinkTarget, SkillFolder } from '../../../src/core/bundle/select/skillFolder.ts';

/** What is at a path: text or bytes for a plain file, or an object for anything else. */
export type MemoryEntry =
  | string
  | Uint8Array
  | { readonly content: string | Uint8Array; readonly isExecutable?: boolean; readonly changedAt?: number }
  /** A symbolic link: relative to its directory, or absolute (which leaves the folder). */
  | { readonly link: string }
  | { readonly kind: 'other' | 'directory' }
  /** Every access of it rejects with this system error code. */
  | { readonly error: string };

export interface MemoryFolder extends SkillFolder {
  /** By path with `/`; directories come into being with their files. Tests may change it at any time. */
  readonly entries: Map<string, MemoryEntry>;
  /** Every path whose content was read, in order. */
  readonly reads: string[];
  /** Every directory that was listed, in order. */
  readonly lists: string[];
}

/** A skill's folder that exists in memory only. */
export function memoryFolder(name: string, entries: Readonly<Record<string, MemoryEntry>>): MemoryFolder {
  const map = new Map(Object.entries(entries));
  const reads: string[] = [];
  const lists: string[] = [];
  const read = async (path: string) => {
    reads.push(path);
    return bytesOf(fileAt(map, path));
  };
  return {
    name,
    entries: map,
    reads,
    lists,
    list: async directory => {
      lists.push(directory);
      return listEntries(map, directory);
    },
    facts: async path => {
      const file = fileAt(map, path);
      const isObject = typeof file === 'object' && 'content' in file;
      return {
        size: bytesOf(file).length,
        isExecutable: (isObject && file.isExecutable) ?? false,
        changedAt: (isObject ? file.changedAt : undefined) ?? 0,
      };
    },
    read,
    stream: async function* (path) {
      const bytes = await read(path);
      for (let start = 0; start < bytes.length; start += 65_536) {
        yield bytes.subarray(start, start + 65_536);
      }
    },
    resolveLink: async path => resolve(map, path, 0),
  };
}

/** A Node system error as the file system would throw it. */
export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: '${path}'`), { code });
}

function fileAt(map: ReadonlyMap<string, MemoryEntry>, path: string): MemoryEntry {
  const entry = map.get(path);
  if (entry === undefined) {
    throw systemError(isDirectory(map, path) ? 'EISDIR' : 'ENOENT', path);
  }
  if (typeof entry === 'object' && 'error' in entry) {
    throw systemError(entry.error, path);
  }
  return entry;
}

function bytesOf(entry: MemoryEntry): Uint8Array {
  if (typeof entry === 'string') {
    return Buffer.from(entry);
  }
  if (entry instanceof Uint8Array) {
    return entry;
  }
  if ('content' in entry) {
    return bytesOf(entry.content);
  }
  throw systemError('EISDIR', '');
}

function listEntries(map: ReadonlyMap<string, MemoryEntry>, directory: string): FolderEntry[] {
  const own = map.get(directory);
  if (typeof own === 'object' && 'error' in own) {
    throw systemError(own.error, directory);
  }
  if (!isDirectory(map, directory)) {
    throw systemError('ENOENT', directory);
  }
  const prefix = directory === '' ? '' : `${directory}/`;
  const found = new Map<string, FolderEntry>();
  for (const [path, entry] of map) {
    if (!path.startsWith(prefix) || path === directory) {
      continue;
    }
    const [name = '', ...rest] = path.slice(prefix.length).split('/');
    if (rest.length > 0) {
      found.set(name, { name, kind: 'directory' });
    } else if (!found.has(name)) {
      found.set(name, { name, kind: kindOf(entry) });
    }
  }
  return [...found.values()];
}

function kindOf(entry: MemoryEntry): FolderEntry['kind'] {
  if (typeof entry !== 'object' || entry instanceof Uint8Array || 'content' in entry || 'error' in entry) {
    return 'file';
  }
  return 'link' in entry ? 'link' : entry.kind;
}

function isDirectory(map: ReadonlyMap<string, MemoryEntry>, path: string): boolean {
  const own = map.get(path);
  if (typeof own === 'object' && 'kind' in own) {
    return own.kind === 'directory';
  }
  return path === '' || [...map.keys()].some(key => key.startsWith(`${path}/`));
}

/** Follows links in the last part and in the directories before it; a loop leads nowhere. */
function resolve(map: ReadonlyMap<string, MemoryEntry>, path: string, depth: number): LinkTarget {
  if (depth > 40) {
    return { kind: 'leads-nowhere' };
  }
  const parts = path === '' ? [] : path.split('/');
  for (let count = 1; count <= parts.length; count++) {
    const head = parts.slice(0, count).join('/');
    const entry = map.get(head);
    if (typeof entry !== 'object' || entry instanceof Uint8Array || !('link' in entry)) {
      continue;
    }
    const target = posix.normalize(posix.join(posix.dirname(head), entry.link, ...parts.slice(count)));
    if (entry.link.startsWith('/') || target === '..' || target.startsWith('../')) {
      return { kind: 'leaves-folder' };
    }
    return resolve(map, target === '.' ? '' : target.replace(/\/$/, ''), depth + 1);
  }
  if (isDirectory(map, path)) {
    return { kind: 'directory', path };
  }
  const entry = map.get(path);
  if (entry === undefined) {
    return { kind: 'leads-nowhere' };
  }
  return kindOf(entry) === 'file' ? { kind: 'file', path } : { kind: 'other' };
}
