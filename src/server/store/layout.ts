import { join } from 'node:path';

/**
 * The registry's folder. Every change becomes visible by one atomic operation of the file system, so there is
 * nothing to repair after a crash, no lock to break, and any number of processes may use one folder.
 *
 * ```
 * skills/ULID/               a skill; the ULID sorts by time of creation
 *   skill.json               its first name and its label; never changes
 *   bundles/N.zip            version N's bundle as it was uploaded; empty: N is taken, and its bundle is gone
 *   live/N-ULID.json         version N can be seen: its name, description and top-level folder
 *   default/T-N-ULID.json    the same for a version that was made the default; that with the highest turn T is it
 * skills/ULID/dead/          instead of `live`: the skill is deleted, and the rest may be thrown away
 * scratch/HOST-PID-ULID/     what is being received or thrown away; swept when its process is gone
 * ```
 *
 * - A skill appears when its finished folder is renamed from `scratch` into `skills`, its first version in it.
 * - A version takes its number by creating `bundles/N.zip`, which fails when N was ever taken. It appears when its
 *   facts are renamed to `live/N-ULID.json`, after its bundle has taken the place of the empty one.
 * - A version becomes the default when its facts are renamed into `default` with the next turn.
 * - A version disappears when its facts are removed by the name under which they were looked up: this fails when it
 *   was made the default since, because that renamed them. So nobody can remove what somebody else just made the
 *   default, and the last version cannot go by two requests that each saw another one left.
 * - A skill disappears when `live` does: renamed with what is in it, or removed because it is empty.
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
  readonly bundles: string;
  readonly live: string;
  readonly defaults: string;
  /** What `live` becomes when the skill is deleted: the rest may be thrown away. */
  readonly dead: string;

  constructor(root: string) {
    this.root = root;
    this.facts = join(root, 'skill.json');
    this.bundles = join(root, 'bundles');
    this.live = join(root, 'live');
    this.defaults = join(root, 'default');
    this.dead = join(root, 'dead');
  }

  bundle(number: number): string {
    return join(this.bundles, `${number}.zip`);
  }
}
