import { createReadStream, type Dirent } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { FileStat, FolderEntry, LinkTarget, SkillFolder } from '../../core/bundle/select/skillFolder.ts';
import { systemErrorCode } from '../../core/failure/systemError.ts';
import { digestFile } from './digestFile.ts';
import { hasShebang } from './hasShebang.ts';
import { type AboveCache, ignoresAbove } from './ignoresAbove.ts';

/**
 * The skill's folder at an absolute path. Nothing is read before it is asked for. With a cache, the directories above
 * are looked at once for many skills.
 */
export function diskFolder(absolutePath: string, cache?: AboveCache): SkillFolder {
  const root = resolve(absolutePath);
  const at = (path: string) => join(root, path);
  return {
    name: basename(root),
    list: async directory => (await readdir(at(directory), { withFileTypes: true })).map(toEntry),
    facts: path => readFacts(at(path)),
    read: path => readFile(at(path)),
    stream: path => createReadStream(at(path)),
    digest: path => digestFile(at(path)),
    resolveLink: path => resolveLink(root, path),
    ignoresAbove: () => ignoresAbove(root, cache),
  };
}

function toEntry(entry: Dirent): FolderEntry {
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
  const facts = await stat(absolutePath);
  const isExecutable =
    process.platform === 'win32' ? await hasShebang(absolutePath) : (facts.mode & 0o111) !== 0;
  return { size: facts.size, isExecutable, changedAt: facts.mtimeMs };
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
    return { kind: facts.isFile() ? 'file' : 'directory', path: inside.split(sep).join('/') };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') {
      return { kind: 'leads-nowhere' };
    }
    throw error;
  }
}
