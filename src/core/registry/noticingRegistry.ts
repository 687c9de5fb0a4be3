import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { CallOptions, PageOptions, Registry, RemoteSkill, Upload, UploadOptions } from './contract.ts';
import { type SkillNews, skillNews } from './skillFacts.ts';

/**
 * A registry that tells what its answers say of skills, whoever asked and why: so whatever shows one hears of every
 * publish, deletion and change of the default that goes through here, and of what others did as soon as it is seen. An
 * answer that was overtaken, by what was done since it was asked for or by a later look, is not told.
 */
export class NoticingRegistry implements Registry {
  readonly #inner: Registry;
  readonly #tell: (news: readonly SkillNews[]) => void;
  /** Counts what begins and what is done. */
  #clock = 0;
  /** By skill, when something was last done to it. */
  readonly #acted = new Map<string, number>();
  /** By skill, when the look began whose answer is the newest that was told. */
  readonly #looked = new Map<string, number>();

  constructor(inner: Registry, tell: (news: readonly SkillNews[]) => void) {
    this.#inner = inner;
    this.#tell = tell;
  }

  get id() {
    return this.#inner.id;
  }

  get label() {
    return this.#inner.label;
  }

  get kind() {
    return this.#inner.kind;
  }

  get capabilities() {
    return this.#inner.capabilities;
  }

  async listSkills(options?: PageOptions & { readonly vendor?: boolean }) {
    const begun = ++this.#clock;
    const page = await this.#inner.listSkills(options);
    if (page.ok) {
      this.#tellSeen(
        page.value.items.map(skill => this.#newsOf(skill)),
        begun,
      );
    }
    return page;
  }

  async getSkill(skillId: string, options?: CallOptions) {
    const begun = ++this.#clock;
    const skill = await this.#inner.getSkill(skillId, options);
    this.#tellSeen(this.#newsIn(skillId, skill), begun);
    return skill;
  }

  async createSkill(upload: Upload, options?: UploadOptions & { readonly label?: string }) {
    const created = await this.#inner.createSkill(upload, options);
    if (created.ok) {
      this.#tellDone(this.#newsOf(created.value.skill));
    }
    return created;
  }

  async deleteSkill(skillId: string, options?: CallOptions) {
    const deleted = await this.#inner.deleteSkill(skillId, options);
    if (deleted.ok) {
      this.#tellDone({ kind: 'skill-gone', skillId });
    }
    return deleted;
  }

  async listVersions(skillId: string, options?: PageOptions) {
    const begun = ++this.#clock;
    const page = await this.#inner.listVersions(skillId, options);
    if (page.ok) {
      this.#tellSeen(
        page.value.items.map(({ key }) => ({ kind: 'version-there', skillId, version: key })),
        begun,
      );
    }
    return page;
  }

  async getVersion(skillId: string, version: string, options?: CallOptions) {
    const begun = ++this.#clock;
    const read = await this.#inner.getVersion(skillId, version, options);
    if (read.ok || read.failure.kind === 'not-found') {
      this.#tellSeen([{ kind: read.ok ? 'version-there' : 'version-gone', skillId, version }], begun);
    }
    return read;
  }

  async createVersion(
    skillId: string,
    upload: Upload,
    options?: UploadOptions & { readonly isDefault?: boolean },
  ) {
    const created = await this.#inner.createVersion(skillId, upload, options);
    if (created.ok) {
      const runs = this.capabilities.active === 'latest' || options?.isDefault === true;
      this.#tellDone({ kind: 'published', skillId, version: created.value.key, runs });
    }
    return created;
  }

  async setDefault(skillId: string, version: string, options?: CallOptions) {
    const skill = await this.#inner.setDefault(skillId, version, options);
    for (const news of this.#newsIn(skillId, skill)) {
      this.#tellDone(news);
    }
    return skill;
  }

  async deleteVersion(skillId: string, version: string, options?: CallOptions) {
    const deleted = await this.#inner.deleteVersion(skillId, version, options);
    if (deleted.ok) {
      this.#tellDone({ kind: 'version-gone', skillId, version });
    }
    return deleted;
  }

  download(skillId: string, version: string, options?: CallOptions) {
    return this.#inner.download(skillId, version, options);
  }

  /** What somebody has done: looks that began before it ended may not have seen it. */
  #tellDone(news: SkillNews): void {
    this.#acted.set(news.skillId, ++this.#clock);
    this.#tell([news]);
  }

  /** What a look that began then has seen. */
  #tellSeen(all: readonly SkillNews[], begun: number): void {
    this.#tell(
      all.filter(({ kind, skillId }) => {
        const isOfSkill = kind === 'skill' || kind === 'skill-gone';
        const newest = Math.max(
          this.#acted.get(skillId) ?? 0,
          isOfSkill ? (this.#looked.get(skillId) ?? 0) : 0,
        );
        if (isOfSkill && begun >= newest) {
          this.#looked.set(skillId, begun);
        }
        return begun >= newest;
      }),
    );
  }

  #newsIn(skillId: string, answer: Result<RemoteSkill, Failure>): readonly SkillNews[] {
    if (answer.ok) {
      return [this.#newsOf(answer.value)];
    }
    const { failure } = answer;
    const isGone = failure.kind === 'not-found' && failure.what === `skill "${skillId}"`;
    return isGone ? [{ kind: 'skill-gone', skillId }] : [];
  }

  #newsOf(skill: RemoteSkill): SkillNews {
    return skillNews(skill, this.capabilities);
  }
}
