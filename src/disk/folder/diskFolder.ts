import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { FileStat, FolderEntry, LinkTarget, SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import { bundleLimits } from '../../core/bundle/zip/bundleLimits.ts';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { type DiskLook, waitingLook } from '../files/look.ts';
import { openRegularFile, readRegularFile } from '../files/readRegularFile.ts';
import { withSlashes } from '../files/system.ts';
import { type GitCache, gitViewOf, withGitModes } from '../git/gitView.ts';

/**
 * The skill's folder at an absolute path. Nothing is read before it is asked for. With a cache, the directories above
 * are looked at once for many skills.
 */
export function diskFolder(
  absolutePath: string,
  cache?: GitCache,
  disk: DiskLook = waitingLook,
): SkillFolder {
  const root = resolve(absolutePath);
  const at = (path: string) => join(root, path);
  const git = (directory = '') => gitViewOf(at(directory), cache, disk);
  return {
    name: basename(root),
    list: async directory => (await readdir(at(directory), { withFileTypes: true })).map(toEntry),
    facts: withGitModes(path => readFacts(at(path)), git),
    read: (path, maxBytes = bundleLimits.fileBytes, offered) =>
      readRegularFile(at(path), { maxBytes, offered }),
    stream: path => streamFile(at(path)),
    digest: path => digestFile(at(path)),
    resolveLink: path => resolveLink(root, path),
    git,
  };
}

async function* streamFile(absolutePath: string): AsyncGenerator<Uint8Array> {
  const { file } = await openRegularFile(absolutePath);
  // Closes the file at its end, and when nobody reads on.
  yield* file.createReadStream();
}

/** A directory entry as the core sees it. */
export function toEntry(entry: Dirent): FolderEntry {
  const kind = entry.isSymbolicLink()
    ? 'link'
    : entry.isDirectory()
      ? 'directory'
      : entry.isFile()
        ? 'file'
        : 'other';
  return { name: entry.name, kind };
}

/** Windows has no executable bit: there, a file counts as executable when it says by `#!` what runs it. */
async function readFacts(absolutePath: string): Promise<FileStat> {
  const facts = toFacts(await stat(absolutePath));
  return process.platform === 'win32' ? { ...facts, isExecutable: await hasShebang(absolutePath) } : facts;
}

/** What the system says of a file, as the core sees it. */
export function toFacts({ size, mode, mtimeMs }: Stats): FileStat {
  return { size, isExecutable: (mode & 0o111) !== 0, changedAt: mtimeMs };
}

async function resolveLink(root: string, path: string): Promise<LinkTarget> {
  try {
    const target = await realpath(join(root, path));
    const inside = relative(await realpath(root), target);
    if (inside === '..' || inside.startsWith(`..${sep}`) || resolve(inside) === inside) {
      return { kind: 'leaves-folder' };
    }
    const facts = await stat(target);
    if (!facts.isFile() && !facts.isDirectory()) {
      return { kind: 'other' };
    }
    return { kind: facts.isFile() ? 'file' : 'directory', path: withSlashes(inside) };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') {
      return { kind: 'leads-nowhere' };
    }
    throw error;
  }
}

/** Bytes read at a time. */
const pieceBytes = 256 * 1024;

/**
 * A file's size in bytes and its digest, `sha256:…`. Every piece is read into the same memory: a stream makes new
 * buffers, which for a large file are 25 MB until they are collected. Rejects with a system error.
 */
export async function digestFile(path: string): Promise<{ readonly size: number; readonly digest: string }> {
  const { file } = await openRegularFile(path);
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(pieceBytes);
    let size = 0;
    while (true) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes);
      if (bytesRead === 0) {
        return { size, digest: `sha256:${hash.digest('hex')}` };
      }
      hash.update(piece.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** True for a file that begins with `#!`. Rejects with a system error. */
export async function hasShebang(absolutePath: string): Promise<boolean> {
  const { file } = await openRegularFile(absolutePath);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === '#!';
  } finally {
    await file.close();
  }
}
