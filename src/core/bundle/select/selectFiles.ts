import type { Failure } from '../../failure/failure.ts';
import type { RefusedPath } from '../../failure/refusedPath.ts';
import { readFailure } from '../../failure/systemError.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { comparePaths } from './comparePaths.ts';
import { expandLinks } from './expandLinks.ts';
import { IgnoreRules } from './ignoreRules.ts';
import type { LeftOut, SelectedFile, Selection } from './selection.ts';
import type { FolderEntry, LinkTarget, SkillFolder } from './skillFolder.ts';

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
  readonly signal?: AbortSignal;
}

/** What a walk through the real directories found; links are not followed yet. */
export interface Walk {
  readonly files: SelectedFile[];
  readonly leftOut: LeftOut[];
  readonly refused: RefusedPath[];
  readonly links: FoundLink[];
  /** Files, directories and links seen. */
  seen: number;
}

export interface FoundLink {
  readonly path: string;
  readonly target: LinkTarget;
  /** The rules of the directory that the link is in. */
  readonly rules: IgnoreRules;
}

/**
 * Puts every path of a skill's folder in or out of its bundle, with the reason. Directories that a rule leaves out
 * are named once and not read. No file's content is read but that of ignore files.
 *
 * Fails as `unreadable`, `too-many-files`, `malformed-file` (an ignore file of more than 64 KB) or `cancelled`.
 */
export async function selectFiles(
  folder: SkillFolder,
  options: SelectOptions = {},
): Promise<Result<Selection, Failure>> {
  const walk: Walk = { files: [], leftOut: [], refused: [], links: [], seen: 0 };
  const ended = await walkDirectory(folder, '', null, options, walk);
  if (!ended.ok) {
    return ended;
  }
  if (!expandLinks(walk, walkCap)) {
    return tooMany(folder);
  }
  walk.files.sort(byPath);
  walk.leftOut.sort(byPath);
  walk.refused.sort(byPath);
  const { files, leftOut, refused } = walk;
  return success({ files, leftOut, refused });
}

async function walkDirectory(
  folder: SkillFolder,
  directory: string,
  rulesAbove: IgnoreRules | null,
  options: SelectOptions,
  walk: Walk,
): Promise<Result<null, Failure>> {
  if (options.signal?.aborted) {
    return failed({ kind: 'cancelled' });
  }
  const listed = await attempt(directory || folder.name, () => folder.list(directory));
  if (!listed.ok) {
    return listed;
  }
  walk.seen += listed.value.length;
  if (walk.seen > walkCap) {
    return tooMany(folder);
  }

  const given = rulesAbove ?? (await rootRules(folder, listed.value));
  if ('ok' in given) {
    return given;
  }
  const rules = await withGitignore(folder, directory, given, listed.value);
  if ('ok' in rules) {
    return rules;
  }

  const looked = await Promise.all(
    listed.value.map(async ({ name, kind }) => {
      const path = directory === '' ? name : `${directory}/${name}`;
      const isDirectory = kind === 'directory';
      const reason = rules.reasonFor(path, isDirectory);
      if (reason) {
        walk.leftOut.push({ path, isDirectory, reason });
      } else if (kind === 'other') {
        walk.refused.push({ path, why: 'not-a-file' });
      } else if (isDirectory && isTooDeep(path)) {
        walk.refused.push({ path, why: 'bad-name', because: tooDeep });
      } else if (isDirectory) {
        return success(path);
      } else {
        return await addFileOrLink(folder, path, kind, rules, walk);
      }
      return success(null);
    }),
  );
  const below = await Promise.all(
    looked.map(result =>
      result.ok && result.value !== null ? walkDirectory(folder, result.value, rules, options, walk) : result,
    ),
  );
  return below.find(({ ok }) => !ok) ?? success(null);
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

/** What is above the root of a Git repository has no say in it. */
async function rootRules(
  folder: SkillFolder,
  entries: readonly FolderEntry[],
): Promise<IgnoreRules | Extract<Result<never, Failure>, { ok: false }>> {
  const isRepository = entries.some(({ name }) => name === '.git');
  const above = await attempt('../.gitignore', async () =>
    isRepository ? [] : ((await folder.ignoresAbove?.()) ?? []),
  );
  if (!above.ok) {
    return above;
  }
  if (!hasFile(entries, '.skillignore')) {
    return IgnoreRules.create(above.value, null);
  }
  const text = await readIgnoreFile(folder, '.skillignore');
  return text.ok ? IgnoreRules.create(above.value, text.value) : text;
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

async function attempt<T>(path: string, read: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return success(await read());
  } catch (error) {
    return failed(readFailure(path, error));
  }
}

function tooMany(folder: SkillFolder): Extract<Result<never, Failure>, { ok: false }> {
  return failed({ kind: 'too-many-files', path: folder.name, limit: walkCap });
}

function byPath(left: { readonly path: string }, right: { readonly path: string }): number {
  return comparePaths(left.path, right.path);
}
