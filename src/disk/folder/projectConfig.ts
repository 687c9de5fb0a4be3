import { dirname, join, relative, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ignoresPath } from '../../core/bundle/select/ignorePattern.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { readFailure, unlessRefused } from '../../core/failure/systemError.ts';
import { type CheckChoice, configFileName } from '../../core/skill/config/checkChoice.ts';
import type { ConfigFlaw } from '../../core/skill/config/projectConfig.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { type DiskLook, waitingLook } from '../files/look.ts';
import { readRegularFile } from '../files/readRegularFile.ts';
import { hasCode, isBelow, withSlashes } from '../files/system.ts';

/** In bytes; with every rule in it, the file takes 4 KB. */
export const maxConfigBytes = 65_536;

/** A project's file, where it is and what it says. */
export interface FoundConfig {
  /** Absolute. */
  readonly path: string;
  /** What `ignore` is relative to. */
  readonly folder: string;
  readonly choice: CheckChoice;
  /** Those that leave the rest of it in force. */
  readonly warnings: readonly ConfigFlaw[];
}

export type ConfigAnswer = Result<FoundConfig | null, Failure>;

/** The nearest file in a directory or above it, within its repository where there is one. */
interface Look {
  readonly isInRepository: boolean;
  /** The file's folder; null where there is none. */
  readonly folder: string | null;
  readonly answer: ConfigAnswer;
}

/** What was found in and above directories. Keep one for one pass over many skills. */
export type ConfigCache = Map<string, Promise<Look>>;

const nothing: ConfigAnswer = success(null);

/**
 * The `skillwright.config.json` that a skill is under: the nearest one above its folder, up to the root of the Git
 * repository; outside a repository, up to `boundary` where the skill is in there, else beside the skill's folder. A
 * skill that is the whole project may hold it itself. Null where there is none. Fails as `bad-config` or `unreadable`.
 */
export async function findProjectConfig(
  skillFolder: string,
  boundary: string,
  cache: ConfigCache = new Map(),
  disk: DiskLook = waitingLook,
): Promise<ConfigAnswer> {
  const folder = resolve(skillFolder);
  const above = await lookFrom(dirname(folder), cache, disk);
  if (above.isInRepository && folder !== resolve(boundary)) {
    return above.answer;
  }
  const own = await look(folder, cache, disk);
  const limit = isIn(folder, resolve(boundary)) ? resolve(boundary) : dirname(folder);
  const isMeant = own.isInRepository || (own.folder !== null && isIn(own.folder, limit));
  return isMeant ? own.answer : nothing;
}

/** What is found by now where a cache was asked about; null when that is the same. */
export async function lookAnew(cache: ConfigCache): Promise<ConfigCache | null> {
  const anew: ConfigCache = new Map();
  const looks = [...cache].map(async ([directory, look]) =>
    isDeepStrictEqual(await look, await lookFrom(directory, anew, waitingLook)),
  );
  return (await Promise.all(looks)).includes(false) ? anew : null;
}

/** Whether the file says that the skill in this folder is not checked. */
export function leavesOut({ folder, choice }: FoundConfig, skillFolder: string): boolean {
  const path = withSlashes(relative(folder, resolve(skillFolder)));
  return path !== '' && choice.ignore !== null && ignoresPath(choice.ignore, `${path}/`);
}

function lookFrom(directory: string, cache: ConfigCache, disk: DiskLook): Promise<Look> {
  const known = cache.get(directory) ?? look(directory, cache, disk);
  cache.set(directory, known);
  return known;
}

async function look(directory: string, cache: ConfigCache, disk: DiskLook): Promise<Look> {
  const [answer, git] = await Promise.all([
    readConfig(join(directory, configFileName), disk),
    unlessRefused(disk.factsAt(join(directory, '.git'))),
  ]);
  const isRepository = git !== null;
  const isTop = isRepository || dirname(directory) === directory;
  const above = isTop ? null : await lookFrom(dirname(directory), cache, disk);
  const isInRepository = isRepository || (above?.isInRepository ?? false);
  return answer.ok && answer.value === null
    ? { folder: above?.folder ?? null, answer: above?.answer ?? nothing, isInRepository }
    : { folder: directory, answer, isInRepository };
}

async function readConfig(path: string, disk: DiskLook): Promise<ConfigAnswer> {
  try {
    if ((await disk.factsAt(path)) === null) {
      return nothing;
    }
    const bytes = await readRegularFile(path, { maxBytes: maxConfigBytes });
    // Loaded where there is a file: most projects have none.
    const { readProjectConfig } = await import('../../core/skill/config/projectConfig.ts');
    const { choice, flaws } = readProjectConfig(new TextDecoder().decode(bytes));
    const flaw = flaws.find(({ severity }) => severity === 'error');
    return flaw
      ? failed({ kind: 'bad-config', path, line: flaw.range.start.line + 1, why: flaw.words })
      : success({ path, folder: dirname(path), choice, warnings: flaws });
  } catch (error) {
    return hasCode(error, 'ENOENT', 'ENOTDIR') ? nothing : failed(readFailure(path, error));
  }
}

function isIn(path: string, folder: string): boolean {
  return path === folder || isBelow(folder, path);
}
