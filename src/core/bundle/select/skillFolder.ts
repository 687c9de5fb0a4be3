import type { GitView } from '../git/gitView.ts';

/** One thing in a folder. A `link` is a symbolic link, not followed. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'link' | 'other';
}

/** A file's size in bytes, its executable bit, and the time of its last change (ms since 1970). */
export interface FileStat {
  readonly size: number;
  readonly isExecutable: boolean;
  readonly changedAt: number;
}

/** `path` is inside the folder and no link. `leaves-folder` and `leads-nowhere` cannot be bundled. */
export type LinkTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'directory'; readonly path: string }
  | { readonly kind: 'leaves-folder' }
  | { readonly kind: 'leads-nowhere' }
  | { readonly kind: 'other' };

/**
 * A skill's folder as the core sees it: on disk (`disk/folder/diskFolder.ts`), in memory in tests, or unpacked from a
 * bundle. Paths are relative to the folder, with `/`; '' is the folder itself.
 *
 * Methods reject with a Node system error (`code: 'EACCES'` …), which callers turn into an `unreadable` failure.
 */
export interface SkillFolder {
  /** What the folder is called, which is also the bundle's top-level folder's default. */
  readonly name: string;
  list(directory: string): Promise<readonly FolderEntry[]>;
  facts(path: string): Promise<FileStat>;
  /**
   * Rejects with EFBIG for more than `maxBytes`, which is as much as a bundle takes unless said. A folder may read into
   * memory that it is offered for the size in bytes.
   */
  read(path: string, maxBytes?: number, offered?: (size: number) => Buffer): Promise<Uint8Array>;
  /** Streams a file, for one that is too large to hold. */
  stream(path: string): AsyncIterable<Uint8Array>;
  /** A file's size and digest, where the folder can tell them with less effort than by streaming. */
  digest?(path: string): Promise<{ readonly size: number; readonly digest: string }>;
  /** Where a link leads in the end, through all further links. */
  resolveLink(path: string): Promise<LinkTarget>;
  /** What Git says of the folder, or of a directory in it where a repository begins; absent where no Git can be, as in a bundle. */
  git?(directory?: string): Promise<GitView>;
}
