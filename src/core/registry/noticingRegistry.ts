import type { Failure } from '../failure/failure.ts';
import type { Result } from '../text/result.ts';
import type { CallOptions, PageOptions, Registry, RemoteSkill, Upload, UploadOptions } from './contract.ts';
import { type SkillNews, skillNews } from './skillFacts.ts';

/**
 * A registry that tells what its answers say of skills, whoever asked and why: so whatever shows one hears of every
 * publish, deletion and change of the default that goes through here, and of what others did as soon as it is seen.
 */
export class NoticingRegistry implements Registry {
  readonly #inner: Registry;
  readonly #tell: (news: readonly SkillNews[]) => void;

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
    const page = await this.#inner.listSkills(options);
    if (page.ok) {
      this.#tell(page.value.items.map(skill => this.#newsOf(skill)));
    }
    return page;
  }

  async getSkill(skillId: string, options?: CallOptions) {
    return this.#noticeSkill(skillId, await this.#inner.getSkill(skillId, options));
  }

  async createSkill(upload: Upload, options?: UploadOptions & { readonly label?: string }) {
    const created = await this.#inner.createSkill(upload, options);
    if (created.ok) {
      this.#tell([this.#newsOf(created.value.skill)]);
    }
    return created;
  }

  async deleteSkill(skillId: string, options?: CallOptions) {
    const deleted = await this.#inner.deleteSkill(skillId, options);
    if (deleted.ok) {
      this.#tell([{ kind: 'skill-gone', skillId }]);
    }
    return deleted;
  }

  async listVersions(skillId: string, options?: PageOptions) {
    const page = await this.#inner.listVersions(skillId, options);
    if (page.ok) {
      this.#tell(page.value.items.map(({ key }) => ({ kind: 'version-there', skillId, version: key })));
    }
    return page;
  }

  async getVersion(skillId: string, version: string, options?: CallOptions) {
    const read = await this.#inner.getVersion(skillId, version, options);
    if (read.ok || read.failure.kind === 'not-found') {
      this.#tell([{ kind: read.ok ? 'version-there' : 'version-gone', skillId, version }]);
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
      this.#tell([{ kind: 'published', skillId, version: created.value.key, runs }]);
    }
    return created;
  }

  async setDefault(skillId: string, version: string, options?: CallOptions) {
    return this.#noticeSkill(skillId, await this.#inner.setDefault(skillId, version, options));
  }

  async deleteVersion(skillId: string, version: string, options?: CallOptions) {
    const deleted = await this.#inner.deleteVersion(skillId, version, options);
    if (deleted.ok) {
      this.#tell([{ kind: 'version-gone', skillId, version }]);
    }
    return deleted;
  }

  download(skillId: string, version: string, options?: CallOptions) {
    return this.#inner.download(skillId, version, options);
  }

  #noticeSkill(skillId: string, answer: Result<RemoteSkill, Failure>): Result<RemoteSkill, Failure> {
    if (answer.ok) {
      this.#tell([this.#newsOf(answer.value)]);
    } else if (answer.failure.kind === 'not-found' && answer.failure.what === `skill "${skillId}"`) {
      this.#tell([{ kind: 'skill-gone', skillId }]);
    }
    return answer;
  }

  #newsOf(skill: RemoteSkill): SkillNews {
    return skillNews(skill, this.capabilities);
  }
}
