import type { IncomingMessage } from 'node:http';
import { failed, type Result, success } from '../../core/text/result.ts';
import { type AcceptedUpload, acceptUploadFor } from '../acceptUpload.ts';
import { BundleAnswer } from '../answers.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { LiveVersion } from '../store/entries.ts';
import type { SkillRecord, VersionRecord } from '../store/records.ts';
import type { SkillStore } from '../store/skillStore.ts';
import type { Dialect } from './dialect.ts';
import { noAnthropicSkill, ownAnthropicSkill } from './ownSkill.ts';
import { pageToken, readAnthropicPageQuery } from './pageQuery.ts';
import { findPrebuilt } from './prebuilt.ts';
import { versionKeys, viewVersion } from './views.ts';
import { wrapBundle } from './wrapBundle.ts';

/** Anthropic's operations on a skill's versions, between parsed requests and JSON bodies. */
export class AnthropicVersions {
  readonly #store: SkillStore;
  readonly #dialect: Dialect;

  constructor(store: SkillStore, dialect: Dialect) {
    this.#store = store;
    this.#dialect = dialect;
  }

  async list(id: string, query: Readonly<Record<string, string>>): Promise<Result<unknown, Refusal>> {
    const page = readAnthropicPageQuery(query, ['version']);
    if (!page.ok) {
      return page;
    }
    const prebuilt = findPrebuilt(id);
    if (prebuilt) {
      return success(this.#dialect.page([this.#dialect.version(prebuilt.version)], null));
    }
    const skill = await ownAnthropicSkill(this.#store, this.#dialect, id);
    if (!skill.ok) {
      return skill;
    }
    const { limit, start } = page.value;
    const after = start ? Number(start.after) : null;
    const { areNewestVersionsFirst } = this.#dialect;
    const { versions } = skill.value;
    const ordered = areNewestVersionsFirst ? versions.toReversed() : versions;
    const rest = ordered.filter(
      ({ number }) => after === null || (areNewestVersionsFirst ? number < after : number > after),
    );
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    const next =
      last && rest.length > limit ? pageToken({ part: 'version', after: String(last.number) }) : null;
    const records = await Promise.all(items.map(item => this.#store.version(skill.value.id, item)));
    const objects = records
      .filter(record => record !== null)
      .map(record => this.#dialect.version(viewVersion(record)));
    return success(this.#dialect.page(objects, next));
  }

  async create(id: string, request: IncomingMessage): Promise<Result<unknown, Refusal>> {
    const skill = await ownAnthropicSkill(this.#store, this.#dialect, id);
    return acceptUploadFor(skill, request, this.#store, this.#dialect.uploads, (upload, to) =>
      this.#create(to, id, upload),
    );
  }

  async retrieve(id: string, key: string): Promise<Result<unknown, Refusal>> {
    const prebuilt = findPrebuilt(id);
    if (prebuilt) {
      return [this.#dialect.keyOf(prebuilt.version), this.#dialect.latestAlias].includes(key)
        ? success(this.#dialect.version(prebuilt.version))
        : failed(noVersion(id, key));
    }
    const version = await this.#version(id, key);
    return version.ok ? success(this.#dialect.version(viewVersion(version.value))) : version;
  }

  async delete(id: string, key: string): Promise<Result<unknown, Refusal>> {
    if (key === 'latest') {
      return invalid("version: 'latest' cannot be deleted; name the version by its id.");
    }
    const version = await this.#version(id, key);
    if (!version.ok) {
      return version;
    }
    const { skillId, number } = version.value;
    const deletion = await this.#store.deleteVersion(skillId, number, this.#dialect.deletionRule);
    if (deletion.kind === 'is-only') {
      return invalid(
        `Cannot delete the only version of skill '${id}'. Delete the skill instead, with all that it holds.`,
      );
    }
    return deletion.kind === 'deleted'
      ? success(this.#dialect.deletedVersion(versionKeys(version.value)))
      : failed(noVersion(id, key));
  }

  async content(id: string, key: string): Promise<Result<unknown, Refusal>> {
    if (findPrebuilt(id)) {
      return failed({
        kind: 'forbidden',
        message: `Skill '${id}' is published by Anthropic and cannot be downloaded.`,
      });
    }
    if (key === this.#dialect.latestAlias) {
      return invalid("version: 'latest' has no content of its own; name the version by its id.");
    }
    const version = await this.#version(id, key);
    if (!version.ok) {
      return version;
    }
    const { skillId, number, facts } = version.value;
    const bundle = await BundleAnswer.ofVersion(this.#store, version.value, facts.name);
    if (!bundle.ok) {
      return bundle;
    }
    if (bundle.value === null) {
      return failed(noVersion(id, key));
    }
    const wrapped = await wrapBundle(this.#store.bundlePath(skillId, number), facts.name);
    if (wrapped === null) {
      return bundle;
    }
    bundle.value.close();
    return success(new BundleAnswer(facts.name, wrapped, null));
  }

  async #create(
    skill: SkillRecord,
    id: string,
    { staging, facts }: AcceptedUpload,
  ): Promise<Result<unknown, Refusal>> {
    if (skill.damage === null && facts.name !== skill.facts.name) {
      return invalid(
        `The name in SKILL.md must stay '${skill.facts.name}', as in the skill's first version, and is '${facts.name}'.`,
      );
    }
    const version = await this.#store.createVersion(skill.id, staging, facts, { isDefault: false });
    return version ? success(this.#dialect.version(viewVersion(version))) : failed(noAnthropicSkill(id));
  }

  async #version(id: string, key: string): Promise<Result<VersionRecord, Refusal>> {
    const skill = await ownAnthropicSkill(this.#store, this.#dialect, id);
    if (!skill.ok) {
      return skill;
    }
    const live = this.#find(skill.value, key);
    const version = live && (await this.#store.version(skill.value.id, live));
    return version ? success(version) : failed(noVersion(id, key));
  }

  #find({ versions }: SkillRecord, key: string): LiveVersion | undefined {
    const { latestAlias, keyOf } = this.#dialect;
    return key === latestAlias
      ? versions.at(-1)
      : versions.find(version => keyOf(versionKeys(version)) === presentId(key));
  }
}

/** The earlier protocol's ids of versions are taken in the present one, too. */
function presentId(key: string): string {
  return key.replace(/^skill_version_/, 'skver_');
}

function noVersion(id: string, key: string): Refusal {
  return { kind: 'not-found', message: `Skill version not found: ${key} of ${id}` };
}
