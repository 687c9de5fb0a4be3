import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { Registry, RemoteSkill, RemoteVersion } from './contract.ts';
import { PagedList } from './pagedList.ts';

/** What is loaded of one registry: its skills, and the versions of those that were opened. */
export class RegistryBrowser {
  readonly registry: Registry;
  readonly skills: PagedList<RemoteSkill>;
  /** Those that the registry's vendor made. */
  readonly vendorSkills: PagedList<RemoteSkill>;
  readonly #versions = new Map<string, PagedList<RemoteVersion>>();
  /** By skill, while under way. */
  readonly #refreshes = new Map<string, Promise<Result<RemoteSkill, Failure>>>();

  constructor(registry: Registry) {
    this.registry = registry;
    this.skills = this.#listOf(false);
    this.vendorSkills = this.#listOf(true);
  }

  /** A skill as last heard of, of either list. */
  skill(skillId: string): RemoteSkill | undefined {
    return this.skills.get(skillId) ?? this.vendorSkills.get(skillId);
  }

  versions(skillId: string): PagedList<RemoteVersion> {
    let list = this.#versions.get(skillId);
    if (!list) {
      list = new PagedList(
        (cursor, signal, limit) => this.registry.listVersions(skillId, { signal, cursor, limit }),
        version => version.key,
      );
      this.#versions.set(skillId, list);
    }
    return list;
  }

  /**
   * Asks for one skill again, with one request, and forgets its versions; a skill that is gone leaves the list. An
   * answer that was overtaken by another refresh, or by `reset`, is not listed. `mayShare` joins a request that is
   * under way; not for a refresh after a change, which that request may not have seen.
   */
  refreshSkill(skillId: string, { mayShare = false } = {}): Promise<Result<RemoteSkill, Failure>> {
    const underWay = this.#refreshes.get(skillId);
    if (mayShare && underWay) {
      return underWay;
    }
    const refresh = this.#askAgain(skillId, () => this.#refreshes.get(skillId) === refresh);
    this.#refreshes.set(skillId, refresh);
    return refresh;
  }

  forgetSkill(skillId: string): void {
    this.#versions.get(skillId)?.reset();
    this.#versions.delete(skillId);
    this.skills.remove(skillId);
  }

  /** Forgets everything; what is on its way is dropped. */
  reset(): void {
    this.skills.reset();
    this.vendorSkills.reset();
    for (const list of this.#versions.values()) {
      list.reset();
    }
    this.#versions.clear();
    this.#refreshes.clear();
  }

  async #askAgain(skillId: string, isNewest: () => boolean): Promise<Result<RemoteSkill, Failure>> {
    this.#versions.get(skillId)?.reset();
    const skill = await this.registry.getSkill(skillId);
    if (!isNewest()) {
      return skill;
    }
    this.#refreshes.delete(skillId);
    if (skill.ok) {
      (skill.value.isOwn ? this.skills : this.vendorSkills).put(skill.value);
    } else if (skill.failure.kind === 'not-found') {
      this.forgetSkill(skillId);
    }
    return skill;
  }

  #listOf(vendor: boolean): PagedList<RemoteSkill> {
    return new PagedList(
      (cursor, signal, limit) => this.registry.listSkills({ signal, vendor, cursor, limit }),
      skill => skill.id,
    );
  }
}
