import type { Failure } from '../../failure/failure.ts';
import { listedFailure, readFailure } from '../../failure/systemError.ts';
import { baseName, byPath, comparePaths } from '../../text/paths.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { GitOpinion, type GitView, type ParentIgnore, type UnreadIgnore } from '../git/gitView.ts';
import { derivedFolder } from './derivedFolder.ts';
import { expandLinks, type Walk } from './expandLinks.ts';
import { IgnoreRules, type IgnoreVerdict } from './ignoreRules.ts';
import type { LeftOutReason, Selection } from './selection.ts';
import type { FolderEntry, SkillFolder } from './skillFolder.ts';

/**
 * How many files and directories are looked at, and how many files links may multiply them to. Registries take 500
 * files; a folder beyond this is a mistake, such as a home directory.
 */
const walkCap = 10_000;

/** How many folders deep is looked. */
const depthCap = 32;

/** The largest ignore file that is read, in bytes. */
const ignoreFileCap = 65_536;

export interface SelectOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Where a walk stands. */
interface Place {
  readonly folder: SkillFolder;
  readonly directory: string;
  readonly rules: IgnoreRules;
  /** Why nothing in this directory is in but what Git tracks; null in one that is not ignored. */
  readonly ignoredBy: LeftOutReason | null;
  readonly git: GitOpinion;
  /** Where the repository begins of which `git` speaks: '' for that around the skill. */
  readonly repository: string;
  readonly options: SelectOptions;
  readonly walk: Walk;
}

/**
 * Puts every path of a skill's folder in or out of its bundle, with the reason. In this order: SKILL.md is always in;
 * the `.skillignore` decides; what tools make is left out by default; what Git tracks is in; what Git ignores is out.
 * Directories that a rule leaves out are named once and not read. No file's content is read but that of ignore files.
 *
 * Fails as `unreadable`, `changed-meanwhile`, `too-many-files`, `malformed-file` (an ignore file of
 * more than 64 KB, or with too many patterns) or `cancelled`.
 */
export async function selectFiles(
  folder: SkillFolder,
  options: SelectOptions = {},
): Promise<Result<Selection, Failure>> {
  const walk: Walk = {
    files: [],
    leftOut: [],
    refused: [],
    links: [],
    emptyDirectories: [],
    unreadIgnores: [],
    opinions: [],
    manifestRule: null,
    seen: 0,
  };
  const listed = await listDirectory(folder, '', options, walk);
  if (!listed.ok) {
    return listed;
  }
  const view = await attempt('../.gitignore', async () => (await folder.git?.()) ?? null);
  if (!view.ok) {
    return view;
  }
  const rules = await rootRules(folder, listed.value, view.value?.ignores ?? []);
  if ('ok' in rules) {
    return rules;
  }
  const git = opinionOf(walk, view.value);
  const place = { folder, directory: '', rules, ignoredBy: null, git, repository: '', options, walk };
  const ended = await walkEntries(place, listed.value);
  if (!ended.ok) {
    return ended;
  }
  if (!expandLinks(walk, walkCap)) {
    return tooManyFiles(folder);
  }
  const { files, leftOut, refused, emptyDirectories, manifestRule } = walk;
  files.sort(byPath);
  leftOut.sort(byPath);
  refused.sort(byPath);
  emptyDirectories.sort(comparePaths);
  const overtaxing = rules.overtaxed();
  if (overtaxing !== null) {
    return failed({
      kind: 'malformed-file',
      path: overtaxing,
      why: 'its patterns are too many for so many files',
    });
  }
  const unreadIgnores = [...(view.value?.unread ?? []), ...walk.unreadIgnores];
  const unreadIndex = walk.opinions.find(opinion => opinion.unreadIndex !== null)?.unreadIndex ?? null;
  return success({ files, leftOut, refused, emptyDirectories, manifestRule, unreadIndex, unreadIgnores });
}

async function listDirectory(
  folder: SkillFolder,
  directory: string,
  options: SelectOptions,
  walk: Walk,
): Promise<Result<readonly FolderEntry[], Failure>> {
  if (options.signal?.aborted) {
    return failed({ kind: 'cancelled' });
  }
  const list = () => folder.list(directory);
  const listed = await (directory === ''
    ? attempt(folder.name, list, readFailure)
    : attempt(directory, list));
  if (!listed.ok) {
    return listed;
  }
  walk.seen += listed.value.length;
  return walk.seen > walkCap ? tooManyFiles(folder) : listed;
}

async function walkDirectory(
  place: Place,
  siblings: readonly FolderEntry[],
  isWanted: boolean,
): Promise<Result<null, Failure>> {
  const { folder, directory, options, walk } = place;
  const listed = await listDirectory(folder, directory, options, walk);
  if (!listed.ok) {
    return listed;
  }
  const name = baseName(directory);
  const derived = isWanted ? null : derivedFolder(name, listed.value.map(nameOf), siblings.map(nameOf));
  if (derived !== null) {
    const reason = { kind: 'default', pattern: derived } as const;
    walk.leftOut.push({ path: directory, isDirectory: true, reason });
    return success(null);
  }
  if (listed.value.length === 0) {
    walk.emptyDirectories.push(directory);
  }
  return walkEntries(place, listed.value);
}

async function walkEntries(given: Place, entries: readonly FolderEntry[]): Promise<Result<null, Failure>> {
  const place = await inRepository(given, entries);
  const { folder, directory, walk } = place;
  walk.unreadIgnores.push(...unreadIn(directory, entries));
  const rules = await withGitignore(folder, directory, place.rules, entries);
  if ('ok' in rules) {
    return rules;
  }
  const here = { ...place, rules };
  const looked = await Promise.all(entries.map(entry => lookAt(here, entry)));
  const below = await Promise.all(
    looked.map(result => {
      if (!result.ok || result.value === null) {
        return result.ok ? success(null) : result;
      }
      const { path, ignoredBy, isWanted } = result.value;
      if (isTooDeep(path)) {
        walk.refused.push({ path, why: 'bad-name', because: tooDeep });
        return success(null);
      }
      return walkDirectory({ ...here, directory: path, ignoredBy }, entries, isWanted);
    }),
  );
  return below.find(({ ok }) => !ok) ?? success(null);
}

/** A directory to walk into. `isWanted`: the `.skillignore` asks for it. */
interface Below {
  readonly path: string;
  readonly ignoredBy: LeftOutReason | null;
  readonly isWanted: boolean;
}

/** Puts an entry in or out; resolves to a directory that is in, at least in part. */
async function lookAt(place: Place, { name, kind }: FolderEntry): Promise<Result<Below | null, Failure>> {
  const { folder, directory, rules, git, walk } = place;
  const path = directory === '' ? name : `${directory}/${name}`;
  const isDirectory = kind === 'directory';
  const verdict = rules.judge(path, isDirectory) ?? byParent(place);
  const inGit = place.repository === '' ? path : path.slice(place.repository.length + 1);
  const isTracked = verdict?.by === 'git' && (await git.tracks(inGit, isDirectory));
  const reason = isTracked ? null : (verdict?.reason ?? null);
  const isManifest = directory === '' && !isDirectory && name.toLowerCase() === 'skill.md';
  if (reason && isManifest) {
    walk.manifestRule = reason;
  } else if (reason) {
    walk.leftOut.push({ path, isDirectory, reason });
    return success(null);
  }
  if (kind === 'other') {
    walk.refused.push({ path, why: 'not-a-file' });
    return success(null);
  }
  if (!isDirectory) {
    return addFileOrLink(folder, path, kind, rules, walk);
  }
  const ignoredBy = isTracked ? (verdict?.reason ?? null) : verdict?.by === 'own' ? null : place.ignoredBy;
  return success({ path, ignoredBy, isWanted: verdict?.by === 'own' });
}

/** In a submodule, or another repository inside, its own rules and its own index count. */
async function inRepository(place: Place, entries: readonly FolderEntry[]): Promise<Place> {
  const { folder, directory, rules, walk } = place;
  if (directory === '' || !entries.some(({ name }) => name === '.git')) {
    return place;
  }
  const view = (await folder.git?.(directory)) ?? null;
  const inside = rules.inRepository(directory, view?.ignores ?? []);
  return { ...place, rules: inside, ignoredBy: null, git: opinionOf(walk, view), repository: directory };
}

function opinionOf({ opinions }: Walk, view: GitView | null): GitOpinion {
  const opinion = new GitOpinion(view);
  opinions.push(opinion);
  return opinion;
}

/** Ignore files of a directory that are there and have no say. */
function unreadIn(directory: string, entries: readonly FolderEntry[]): readonly UnreadIgnore[] {
  return entries.flatMap(({ name, kind }) => {
    const file = directory === '' ? name : `${directory}/${name}`;
    if (name === '.skillignore' && directory !== '') {
      return [{ file, why: 'only the one at the top of the skill counts' }];
    }
    if (kind === 'file' || (name !== '.skillignore' && name !== '.gitignore')) {
      return [];
    }
    const what = kind === 'link' ? 'it is a link' : 'it is no plain file';
    return [
      {
        file,
        why: name === '.gitignore' && kind === 'link' ? `${what}, which Git does not follow there` : what,
      },
    ];
  });
}

function byParent({ ignoredBy }: Place): IgnoreVerdict | null {
  return ignoredBy && { by: 'git', reason: ignoredBy };
}

function nameOf({ name }: FolderEntry): string {
  return name;
}

async function addFileOrLink(
  folder: SkillFolder,
  path: string,
  kind: 'file' | 'link',
  rules: IgnoreRules,
  walk: Walk,
): Promise<Result<null, Failure>> {
  if (kind === 'file') {
    const facts = await attempt(path, () => folder.facts(path));
    if (!facts.ok) {
      if (facts.failure.kind === 'changed-meanwhile' && path.includes('\ufffd')) {
        // Linux takes any bytes for a name, and nothing is found under what is left of them.
        walk.refused.push({ path, why: 'bad-name', because: 'has a name that is not UTF-8' });
        return success(null);
      }
      return facts;
    }
    walk.files.push({ path, source: path, ...facts.value });
    return success(null);
  }
  const target = await attempt(path, () => folder.resolveLink(path));
  if (!target.ok) {
    return target;
  }
  walk.links.push({ path, target: target.value, rules });
  return success(null);
}

async function rootRules(
  folder: SkillFolder,
  entries: readonly FolderEntry[],
  outside: readonly ParentIgnore[],
): Promise<IgnoreRules | Extract<Result<never, Failure>, { ok: false }>> {
  if (!hasFile(entries, '.skillignore')) {
    return IgnoreRules.forSkill(outside, null);
  }
  const text = await readIgnoreFile(folder, '.skillignore');
  return text.ok ? IgnoreRules.forSkill(outside, text.value) : text;
}

async function withGitignore(
  folder: SkillFolder,
  directory: string,
  rules: IgnoreRules,
  entries: readonly FolderEntry[],
): Promise<IgnoreRules | Extract<Result<never, Failure>, { ok: false }>> {
  if (!hasFile(entries, '.gitignore')) {
    return rules;
  }
  const text = await readIgnoreFile(folder, directory === '' ? '.gitignore' : `${directory}/.gitignore`);
  return text.ok ? rules.with(directory, text.value) : text;
}

function hasFile(entries: readonly FolderEntry[], wanted: string): boolean {
  return entries.some(({ name, kind }) => name === wanted && kind === 'file');
}

async function readIgnoreFile(folder: SkillFolder, path: string): Promise<Result<string, Failure>> {
  const facts = await attempt(path, () => folder.facts(path));
  if (!facts.ok) {
    return facts;
  }
  if (facts.value.size > ignoreFileCap) {
    return failed({ kind: 'malformed-file', path, why: 'an ignore file may have at most 64 KB' });
  }
  const bytes = await attempt(path, () => folder.read(path));
  return bytes.ok ? success(new TextDecoder().decode(bytes.value)) : bytes;
}

const tooDeep = `is more than ${depthCap} folders deep`;

function isTooDeep(path: string): boolean {
  return path.split('/').length > depthCap;
}

async function attempt<T>(
  path: string,
  read: () => Promise<T>,
  toFailure = listedFailure,
): Promise<Result<T, Failure>> {
  try {
    return success(await read());
  } catch (error) {
    return failed(toFailure(path, error));
  }
}

function tooManyFiles(folder: SkillFolder): Extract<Result<never, Failure>, { ok: false }> {
  return failed({ kind: 'too-many-files', path: folder.name, limit: walkCap });
}
