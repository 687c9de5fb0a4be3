import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type GitConfig, readGitConfig } from '../../core/bundle/git/gitConfig.ts';
import { type ListedPaths, readGitIndex } from '../../core/bundle/git/gitIndex.ts';
import type { TrackedAnswer } from '../../core/bundle/git/gitView.ts';
import { systemErrorCode, unlessRefused } from '../../core/failure/systemError.ts';
import { knownHome } from '../files/knownHome.ts';
import { type DiskLook, waitingLook } from '../files/look.ts';
import { readIfRegular, readRegularFile, readRegularText } from '../files/readRegularFile.ts';

/** An ignore or configuration file is hardly ever larger, in bytes; more is not read. */
const maxTextBytes = 65_536;

/** A million paths, in bytes. */
const maxIndexBytes = 128 * 2 ** 20;

/** What counts in a whole repository besides its `.gitignore` files. Each part is read once, when first asked for. */
export interface Repository {
  /** The directory with `.git` in it. */
  readonly root: string;
  /** `.git/info/exclude` and then the person's own excludes, those that are there. */
  excludes(): Promise<readonly { readonly file: string; readonly text: string }[]>;
  index(): Promise<IndexAnswer>;
  /** The index where it and not the disk says what is executable; null elsewhere, and where it cannot be read. */
  modes(): Promise<ListedPaths | null>;
  /** Another text when one of those files was written or replaced. None of them is read for it. */
  stamp(): Promise<string>;
  /** The real directory that its worktrees share; null where its own root has no files, as one beside a bare repository. */
  identity(): Promise<string | null>;
}

type IndexAnswer =
  | Exclude<TrackedAnswer, { readonly kind: 'read' }>
  | { readonly kind: 'read'; readonly paths: ListedPaths };

/** The repository whose root this directory is; null where it has no `.git`. */
export async function repositoryAt(root: string, disk: DiskLook = waitingLook): Promise<Repository | null> {
  const isFile = await isFileAt(join(root, '.git'), disk);
  if (isFile === null) {
    return null;
  }
  let excludes: ReturnType<Repository['excludes']> | undefined;
  let index: Promise<IndexAnswer> | undefined;
  let modes: Promise<ListedPaths | null> | undefined;
  const places = () => placesOf(root, isFile);
  const readModes = async () => {
    const { config } = await places();
    const answer = isFalse(config.get('core.filemode')) ? await repository.index() : null;
    return answer?.kind === 'read' ? answer.paths : null;
  };
  const repository: Repository = {
    root,
    modes: () => {
      modes ??= readModes();
      return modes;
    },
    excludes: () => {
      excludes ??= places().then(readExcludes);
      return excludes;
    },
    index: () => {
      index ??= places().then(readIndex);
      return index;
    },
    stamp: () => places().then(stampOf),
    identity: async () => {
      const { own, common, config } = await places();
      const isBare = own === common && config.get('core.bare') === 'true';
      return isBare ? null : ((await unlessRefused(disk.realPath(common))) ?? null);
    },
  };
  return repository;
}

/** As Git writes it in its configuration. */
function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^(?:false|no|off|0)$/i.test(value);
}

/** The text of a small file; null where there is none, or what is there is no plain, small file. */
function readText(path: string): Promise<string | null> {
  return readRegularText(path, { maxBytes: maxTextBytes });
}

/** A `.gitignore` above a skill; null where there is none. */
export type IgnoreFileLook = { readonly text: string } | { readonly unread: string } | null;

/** Reads a `.gitignore` as Git does, which follows no link there. */
export async function readIgnoreFile(path: string): Promise<IgnoreFileLook> {
  try {
    const bytes = await readRegularFile(path, { maxBytes: maxTextBytes, isLinkFollowed: false });
    return { text: new TextDecoder().decode(bytes) };
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === null) {
      throw error;
    }
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : { unread: unreadWords(code) };
  }
}

function unreadWords(code: string): string {
  switch (code) {
    case 'EFBIG':
      return 'it is larger than 64 KB';
    case 'EFTYPE':
    case 'EISDIR':
      return 'it is no plain file, and Git follows no link there';
    default:
      return `the system says ${code}`;
  }
}

/** Null where nothing is there. */
async function isFileAt(path: string, disk: DiskLook): Promise<boolean | null> {
  return (await unlessRefused(disk.factsAt(path)))?.isFile() ?? null;
}

/** Where a repository keeps its own files: a worktree and a submodule say so in a `.git` that is a file. */
interface GitPlaces {
  readonly root: string;
  /** Of this worktree. */
  readonly own: string;
  /** Of all worktrees together. */
  readonly common: string;
  readonly config: GitConfig;
}

async function placesOf(root: string, isFile: boolean): Promise<GitPlaces> {
  const pointer = isFile
    ? /^gitdir: (.+)/.exec((await readText(join(root, '.git'))) ?? '')?.[1]?.trim()
    : undefined;
  const own = pointer === undefined ? join(root, '.git') : resolve(root, pointer);
  const shared = (await readText(join(own, 'commondir')))?.trim();
  const common = shared === undefined || shared === '' ? own : resolve(own, shared);
  const config = readGitConfig((await readText(join(common, 'config'))) ?? '');
  return { root, own, common, config };
}

async function readExcludes({ common, config }: GitPlaces) {
  const persons = await personsExcludes(config);
  const found = [
    { file: '.git/info/exclude', text: await readText(join(common, 'info', 'exclude')) },
    { file: persons, text: await readText(persons) },
  ];
  return found.flatMap(({ file, text }) => (text === null || text === '' ? [] : [{ file, text }]));
}

/** As Git finds it: `core.excludesFile` of the repository, else of the person, else the place by default. */
async function personsExcludes(repository: GitConfig): Promise<string> {
  // Nobody's files where there is no home: never those of the folder that happens to be the current one.
  const home = process.env.HOME || (knownHome() ?? '/');
  const configHome = process.env.XDG_CONFIG_HOME || join(home, '.config');
  const global = process.env.GIT_CONFIG_GLOBAL;
  const files =
    global === undefined ? [join(home, '.gitconfig'), join(configHome, 'git', 'config')] : [global];
  const key = 'core.excludesfile';
  let set = repository.get(key);
  for (const file of files) {
    set ??= readGitConfig((await readText(file)) ?? '').get(key);
  }
  if (set === undefined) {
    return join(configHome, 'git', 'ignore');
  }
  return set.startsWith('~/') ? join(home, set.slice(2)) : resolve(set);
}

async function stampOf({ own, common, config }: GitPlaces): Promise<string> {
  const files = [join(own, 'index'), join(common, 'info', 'exclude'), await personsExcludes(config)];
  const facts = await Promise.all(files.map(path => unlessRefused(stat(path))));
  return facts.map(fact => (fact ? `${fact.ino} ${fact.size} ${fact.ctimeMs}` : '-')).join(', ');
}

async function readIndex({ own, config }: GitPlaces): Promise<IndexAnswer> {
  const path = join(own, 'index');
  const bytes = await readIfRegular(path, { maxBytes: maxIndexBytes });
  if (bytes === null) {
    return (await isFileAt(path, waitingLook)) === null
      ? { kind: 'absent' }
      : { kind: 'unreadable', why: 'it is larger than 128 MB, or may not be read' };
  }
  const hashBytes = config.get('extensions.objectformat') === 'sha256' ? 32 : 20;
  const read = readGitIndex(bytes, hashBytes);
  return read.ok ? { kind: 'read', paths: read.value } : { kind: 'unreadable', why: read.failure };
}
