import { constants } from 'node:fs';
import { access, chmod, type FileHandle, lstat, readdir } from 'node:fs/promises';
import type { Failure } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { openRegularFile } from '../../disk/files/readRegularFile.ts';
import { hasCode, pathExists } from '../../disk/files/system.ts';
import { makeDirectory } from './durable.ts';
import type { LiveVersion } from './entries.ts';
import { Layout } from './layout.ts';
import { showSkill, showVersion } from './publish.ts';
import { readFacts, readStoredSkill, readVersion, readVersions } from './readStoredSkill.ts';
import type { SkillFacts, SkillRecord, StoredVersion, VersionRecord } from './records.ts';
import { type Deletion, type DeletionRule, removeEmptySkill, removeSkill, removeVersion } from './remove.ts';
import { ownerOf, Scratch, type Staging } from './scratch.ts';
import { setDefault } from './setDefault.ts';
import { SkillIndex } from './skillIndex.ts';
import { isUlid, UlidSource } from './ulid.ts';

export interface SkillPage {
  readonly skills: readonly SkillRecord[];
  readonly hasMore: boolean;
}

export interface SkillPageOptions {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  /** The page begins behind this id, whether or not there is such a skill. */
  readonly after?: string;
  /** Leaves out skills without a version. */
  readonly isEmptySkipped: boolean;
}

/** As many skills are read at the same time. */
const readAhead = 32;

/** The skills in a data directory (see `Layout`), without any wire's words. Ids are ULIDs. */
export class SkillStore {
  readonly #layout: Layout;
  readonly #ulids = new UlidSource();
  readonly #scratch: Scratch;
  readonly #index: SkillIndex;

  private constructor(root: string) {
    this.#layout = new Layout(root);
    this.#scratch = new Scratch(this.#layout.scratch, this.#ulids);
    this.#index = new SkillIndex(this.#layout.skills);
  }

  /** Opens a data directory, making it where it does not exist. Fails as `unwritable` or `disk-full`. */
  static async open(root: string): Promise<Result<SkillStore, Failure>> {
    const store = new SkillStore(root);
    try {
      const { skills, scratch } = store.#layout;
      for (const [folder, isOurs] of [
        [skills, isUlid],
        [scratch, (name: string) => ownerOf(name) !== null],
      ] as const) {
        await makeDirectory(folder);
        await keepPrivate(folder, isOurs);
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      }
      await store.#scratch.sweep(Date.now());
    } catch (error) {
      return failed(writeFailure(root, error));
    }
    return success(store);
  }

  async stage(): Promise<Staging> {
    return this.#scratch.stage();
  }

  /** Makes a skill of a staged bundle. */
  async createSkill(staging: Staging, version: StoredVersion, facts: SkillFacts): Promise<SkillRecord> {
    // A clock that went back would put the skill behind older ones, where nobody looks for it.
    this.#ulids.follow((await this.#index.ids()).at(-1));
    const id = this.#ulids.next();
    const first = { number: 1, ulid: this.#ulids.next(), turn: 1 };
    // The folder may have been cleared under us.
    await makeDirectory(this.#layout.skills);
    await showSkill(staging, this.#layout.skill(id).root, first.ulid, { skill: facts, version });
    return { id, facts, damage: null, versions: [first], defaultVersion: first };
  }

  /** Makes a version of a staged bundle; null when the skill is gone. */
  async createVersion(
    skillId: string,
    staging: Staging,
    facts: StoredVersion,
    options: { readonly isDefault: boolean },
  ): Promise<VersionRecord | null> {
    const paths = this.#layout.skill(skillId);
    this.#ulids.follow((await readVersions(paths))?.at(-1)?.ulid);
    const shown = await showVersion(staging, paths, this.#ulids.next(), facts, options);
    return shown && { skillId, number: shown.number, ulid: shown.ulid, facts };
  }

  async page(options: SkillPageOptions): Promise<SkillPage> {
    const ids = await this.#index.ids();
    const isNewestFirst = options.order === 'desc';
    const step = isNewestFirst ? -1 : 1;
    let next = startOf(ids, options);
    const found: SkillRecord[] = [];
    while (found.length <= options.limit && next >= 0 && next < ids.length) {
      const count = Math.min(readAhead, options.limit + 1 - found.length);
      const batch = Array.from({ length: count }, (_, offset) => ids[next + step * offset]);
      next += step * count;
      const read = await Promise.all(batch.map(async id => (id === undefined ? null : this.#read(id))));
      const isWanted = (skill: SkillRecord | null) =>
        skill !== null && !(options.isEmptySkipped && skill.versions.length === 0 && skill.damage === null);
      found.push(...read.filter((skill): skill is SkillRecord => isWanted(skill)));
    }
    return { skills: found.slice(0, options.limit), hasMore: found.length > options.limit };
  }

  /** Null when there is none. */
  async skill(id: string): Promise<SkillRecord | null> {
    return isUlid(id) ? this.#read(id) : null;
  }

  /** Whether a skill was given this label. Looks at every skill. */
  async hasLabel(label: string): Promise<boolean> {
    const ids = await this.#index.ids();
    for (let start = 0; start < ids.length; start += readAhead) {
      const facts = await Promise.all(
        ids.slice(start, start + readAhead).map(id => readFacts(this.#layout.skill(id))),
      );
      if (facts.some(found => 'label' in found && found.label === label)) {
        return true;
      }
    }
    return false;
  }

  /** Null when it is gone. */
  async version(skillId: string, version: LiveVersion): Promise<VersionRecord | null> {
    return readVersion(this.#layout.skill(skillId), skillId, version);
  }

  /** A version's bundle, to be closed by the caller; null when it is gone. */
  async bundle(skillId: string, number: number): Promise<FileHandle | null> {
    try {
      return (await openRegularFile(this.#layout.skill(skillId).bundle(number))).file;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        return null;
      }
      throw error;
    }
  }

  /** Where a version's bundle lies, as long as there is one. */
  bundlePath(skillId: string, number: number): string {
    return this.#layout.skill(skillId).bundle(number);
  }

  /** False when the skill or the version is gone. */
  async setDefault(skillId: string, number: number): Promise<boolean> {
    return setDefault(this.#layout.skill(skillId), number);
  }

  async deleteVersion(skillId: string, number: number, rule: DeletionRule): Promise<Deletion> {
    const paths = this.#layout.skill(skillId);
    const deletion = await removeVersion(paths, number, rule);
    if (deletion.kind === 'deleted') {
      await (deletion.isSkillGone
        ? this.#scratch.discard(paths.root)
        : this.#scratch.empty(paths.bundle(number)));
    }
    return deletion;
  }

  /** False when it was gone already. */
  async deleteSkill(id: string): Promise<boolean> {
    const paths = this.#layout.skill(id);
    const isDeleted = await removeSkill(paths);
    if (isDeleted) {
      await this.#scratch.discard(paths.root);
    }
    return isDeleted;
  }

  async deleteEmptySkill(id: string): Promise<'deleted' | 'has-versions' | 'gone'> {
    const paths = this.#layout.skill(id);
    const outcome = await removeEmptySkill(paths);
    if (outcome === 'deleted') {
      await this.#scratch.discard(paths.root);
    }
    return outcome;
  }

  async #read(id: string): Promise<SkillRecord | null> {
    const paths = this.#layout.skill(id);
    const skill = await readStoredSkill(paths, id);
    if (skill === null && (await pathExists(paths.dead))) {
      // What a crash left of a deleted skill.
      await this.#scratch.discard(paths.root);
    }
    return skill;
  }
}

/**
 * What earlier releases made for everybody to read becomes this user's alone. What is another's stays as it is, and so
 * does a link, and a folder of that name in which there is something else.
 */
async function keepPrivate(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  try {
    const facts = await lstat(folder);
    const isOpen = facts.isDirectory() && (facts.mode & 0o077) !== 0;
    if (isOpen && (await readdir(folder)).every(isOurs)) {
      await chmod(folder, 0o700);
    }
  } catch (error) {
    if (!hasCode(error, 'EPERM', 'EROFS', 'ENOTSUP', 'EACCES')) {
      throw error;
    }
  }
}

/** Where a page begins: ids are sorted, so a binary search would do, but comparing 10,000 takes no time either. */
function startOf(ids: readonly string[], { order, after }: SkillPageOptions): number {
  if (order === 'asc') {
    const index = after === undefined ? 0 : ids.findIndex(id => id > after);
    return index === -1 ? ids.length : index;
  }
  return after === undefined ? ids.length - 1 : ids.findLastIndex(id => id < after);
}
