import { join } from 'node:path';
import { isUlid } from './ulid.ts';

/**
 * The registry's folder. Every change becomes visible by one atomic operation of the file system, so there is
 * nothing to repair after a crash, no lock to break, and any number of processes may use one folder.
 *
 * ```
 * skills/ULID/                     a skill; the ULID sorts by time of creation
 *   skill.json                     its first name and its label; never changes
 *   versions/N/                    written once, then never changes; N is never used again
 *     version.json                 name, description and top-level folder; stays when the version is deleted
 *     bundle.zip                   as it was uploaded
 *   live/N-ULID/                   exists if and only if version N can be seen
 *     default                      the token: the version that holds it is the default
 *   default                        the token's place while no version holds it
 *   default.hint                   which version held the token last; only saves looking for it
 * scratch/HOST-PID-ULID/           what is being received or thrown away; swept when its process is gone
 * ```
 *
 * - A skill appears when its finished folder is renamed from `scratch` into `skills`, its first version in it.
 * - A version takes its number when its finished folder is renamed to `versions/N`: the rename fails when N is
 *   taken, because that folder is never empty. It appears when `live/N-ULID` is made.
 * - The default moves by renaming the one token, so there are never two.
 * - A version disappears when `live/N-ULID` is removed, which fails while it holds the token: the default cannot
 *   vanish under a request that makes it the default.
 * - A skill disappears when `live` is renamed (with its versions), or removed (when it is empty).
 *
 * Contents reach the disk (fsync) before the operation that shows them, and that operation before the answer.
 */
export class Layout {
  readonly skills: string;
  readonly scratch: string;

  constructor(root: string) {
    this.skills = join(root, 'skills');
    this.scratch = join(root, 'scratch');
  }

  skill(skillId: string): SkillPaths {
    return new SkillPaths(join(this.skills, skillId));
  }
}

/** The paths of one skill. */
export class SkillPaths {
  readonly root: string;
  readonly facts: string;
  readonly versions: string;
  readonly live: string;
  readonly dead: string;
  readonly tokenHome: string;
  readonly hint: string;

  constructor(root: string) {
    this.root = root;
    this.facts = join(root, 'skill.json');
    this.versions = join(root, 'versions');
    this.live = join(root, 'live');
    this.dead = join(root, 'dead');
    this.tokenHome = join(root, 'default');
    this.hint = join(root, 'default.hint');
  }

  version(number: number): VersionPaths {
    return versionPaths(join(this.versions, String(number)));
  }

  liveEntry(version: LiveVersion): string {
    return join(this.live, liveName(version));
  }

  token(version: LiveVersion): string {
    return join(this.liveEntry(version), 'default');
  }
}

export interface VersionPaths {
  readonly root: string;
  readonly facts: string;
  readonly bundle: string;
}

export function versionPaths(root: string): VersionPaths {
  return { root, facts: join(root, 'version.json'), bundle: join(root, 'bundle.zip') };
}

/** A version that can be seen. Numbers count from 1. */
export interface LiveVersion {
  readonly number: number;
  readonly ulid: string;
}

export function liveName({ number, ulid }: LiveVersion): string {
  return `${number}-${ulid}`;
}

/** The versions that a listing of `live` tells of, oldest first. Anything else in there is not ours. */
export function parseLive(names: readonly string[]): readonly LiveVersion[] {
  return names.flatMap(parseLiveName).sort((one, other) => one.number - other.number);
}

function parseLiveName(name: string): readonly LiveVersion[] {
  const [, number, ulid] = /^([1-9]\d{0,8})-(\w+)$/.exec(name) ?? [];
  return number !== undefined && ulid !== undefined && isUlid(ulid) ? [{ number: Number(number), ulid }] : [];
}
