import type { IncomingMessage } from 'node:http';
import { failed, type Result, success } from '../../core/text/result.ts';
import { type AcceptedUpload, acceptUploadFor } from '../acceptUpload.ts';
import { BundleAnswer } from '../answers.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { SkillRecord, VersionRecord } from '../store/records.ts';
import type { SkillStore } from '../store/skillStore.ts';
import { curatedBundle, curatedVersion, findCurated } from './curated.ts';
import { listObject, skillId, versionId, versionObject } from './objects.ts';
import { noOpenaiSkill, noVersion, ownOpenaiSkill } from './ownSkill.ts';
import { pick, readOpenaiPageQuery, wrongCursor } from './pageQuery.ts';
import { openaiUploads } from './uploadRules.ts';

/** OpenAI's operations on a skill's versions, between parsed requests and JSON bodies. */
export class OpenaiVersions {
  readonly #store: SkillStore;

  constructor(store: SkillStore) {
    this.#store = store;
  }

  async list(id: string, query: Readonly<Record<string, string>>): Promise<Result<unknown, Refusal>> {
    const page = readOpenaiPageQuery(query);
    if (!page.ok) {
      return page;
    }
    const curated = findCurated(id);
    if (curated) {
      return success(listObject(page.value.limit === 0 ? [] : [curatedVersion(curated)], false));
    }
    const skill = await ownOpenaiSkill(this.#store, id);
    if (!skill.ok) {
      return skill;
    }
    const picked = pick(skill.value.versions, page.value, versionId);
    if (!picked) {
      return wrongCursor(page.value.after ?? '');
    }
    const versions = await Promise.all(picked.items.map(item => this.#store.version(skill.value.id, item)));
    return success(
      listObject(versions.filter(version => version !== null).map(versionObject), picked.hasMore),
    );
  }

  async create(id: string, request: IncomingMessage): Promise<Result<unknown, Refusal>> {
    const skill = await ownOpenaiSkill(this.#store, id);
    return acceptUploadFor(skill, request, this.#store, openaiUploads, (upload, to) =>
      this.#create(to, upload),
    );
  }

  async retrieve(id: string, number: string): Promise<Result<unknown, Refusal>> {
    const curated = findCurated(id);
    if (curated) {
      return number === '1' ? success(curatedVersion(curated)) : failed(noVersion(id, number));
    }
    const version = await this.#version(id, number);
    return version.ok ? success(versionObject(version.value)) : version;
  }

  /** The default one is failed; the only one takes the skill along. */
  async delete(id: string, number: string): Promise<Result<unknown, Refusal>> {
    const version = await this.#version(id, number);
    if (!version.ok) {
      return version;
    }
    const { skillId: owner, number: exact } = version.value;
    const deletion = await this.#store.deleteVersion(owner, exact, 'protect-default');
    if (deletion.kind === 'is-default') {
      return invalid(
        `Version '${number}' is the default version of skill '${id}' and cannot be deleted: set another default version first.`,
        { param: 'version', code: 'invalid_value' },
      );
    }
    const deleted = {
      object: 'skill.version.deleted',
      deleted: true,
      id: versionId(version.value),
      version: String(exact),
    };
    return deletion.kind === 'deleted' ? success(deleted) : failed(noVersion(id, number));
  }

  async content(id: string, number: string): Promise<Result<unknown, Refusal>> {
    const curated = findCurated(id);
    if (curated) {
      return number === '1' ? success(await curatedBundle(curated)) : failed(noVersion(id, number));
    }
    const version = await this.#version(id, number);
    return version.ok ? this.#send(version.value) : version;
  }

  /** The default version's bundle. */
  async defaultContent(id: string): Promise<Result<unknown, Refusal>> {
    const curated = findCurated(id);
    if (curated) {
      return success(await curatedBundle(curated));
    }
    const skill = await ownOpenaiSkill(this.#store, id);
    return skill.ok ? this.content(id, String(skill.value.defaultVersion?.number)) : skill;
  }

  async #create(
    skill: SkillRecord,
    { staging, facts, fields }: AcceptedUpload,
  ): Promise<Result<unknown, Refusal>> {
    const isDefault = fields.get('default') ?? 'false';
    if (isDefault !== 'true' && isDefault !== 'false') {
      return invalid(`Invalid value for 'default': '${isDefault}'. Send true or false.`, {
        param: 'default',
        code: 'invalid_value',
      });
    }
    const version = await this.#store.createVersion(skill.id, staging, facts, {
      isDefault: isDefault === 'true',
    });
    return version ? success(versionObject(version)) : failed(noOpenaiSkill(skillId(skill)));
  }

  async #send(version: VersionRecord): Promise<Result<unknown, Refusal>> {
    const bundle = await BundleAnswer.ofVersion(this.#store, version, version.facts.directory);
    return bundle.ok && bundle.value === null
      ? failed(noVersion(skillId({ id: version.skillId }), String(version.number)))
      : bundle;
  }

  async #version(id: string, number: string): Promise<Result<VersionRecord, Refusal>> {
    const skill = await ownOpenaiSkill(this.#store, id);
    if (!skill.ok) {
      return skill;
    }
    const live = skill.value.versions.find(version => String(version.number) === number);
    const version = live && (await this.#store.version(skill.value.id, live));
    return version ? success(version) : failed(noVersion(id, number));
  }
}
