import type { IncomingMessage } from 'node:http';
import { acceptUpload } from '../acceptUpload.ts';
import { done, invalid, type Outcome, type Refusal, refused } from '../refusal.ts';
import type { LiveVersion } from '../store/layout.ts';
import type { SkillRecord, VersionRecord } from '../store/records.ts';
import type { SkillStore } from '../store/skillStore.ts';
import { listObject, skillObject, storeId, versionId, versionObject } from './objects.ts';
import { pick, readPageQuery } from './pageQuery.ts';
import { openaiUploads } from './uploadRules.ts';

type Query = Readonly<Record<string, string>>;

/** A bundle to be sent, by its skill's store id and version number. */
export interface BundleAddress {
  readonly skillId: string;
  readonly number: number;
  readonly name: string;
}

/** OpenAI's eleven operations on skills, between parsed requests and JSON bodies. */
export class OpenaiSkills {
  readonly #store: SkillStore;

  constructor(store: SkillStore) {
    this.#store = store;
  }

  async list(query: Query): Promise<Outcome<unknown>> {
    const page = readPageQuery(query);
    if (!page.ok) {
      return page;
    }
    const { limit, order, after } = page.value;
    if (after !== null && !(await this.#store.skill(storeId(after)))) {
      return wrongCursor(after);
    }
    const cursor = after === null ? {} : { after: storeId(after) };
    const { skills, hasMore } = await this.#store.page({ limit, order, isEmptySkipped: true, ...cursor });
    const objects = await Promise.all(skills.map(skill => this.#skillObject(skill)));
    return done(
      listObject(
        objects.filter(object => object !== null),
        hasMore,
      ),
    );
  }

  async create(request: IncomingMessage): Promise<Outcome<unknown>> {
    return acceptUpload(request, this.#store, openaiUploads, async ({ staging, facts }) => {
      const skill = await this.#store.createSkill(staging, facts, { name: facts.name, label: null });
      return found(skill.id, await this.#skillObject(skill));
    });
  }

  async retrieve(id: string): Promise<Outcome<unknown>> {
    const skill = await this.#skill(id);
    return skill.ok ? found(id, await this.#skillObject(skill.value)) : skill;
  }

  /** `{"default_version":"2"}`; some guides show a number, which is taken as well. */
  async update(id: string, body: unknown): Promise<Outcome<unknown>> {
    const skill = await this.#skill(id);
    if (!skill.ok) {
      return skill;
    }
    const wanted =
      typeof body === 'object' && body !== null && 'default_version' in body ? body.default_version : null;
    if (typeof wanted !== 'string' && typeof wanted !== 'number') {
      return invalid("Missing required parameter: 'default_version'.", {
        param: 'default_version',
        code: 'missing_required_parameter',
      });
    }
    const version = skill.value.versions.find(({ number }) => String(number) === String(wanted));
    if (!version || !(await this.#store.setDefault(skill.value.id, version))) {
      return invalid(`Skill '${id}' has no version '${wanted}'.`, {
        param: 'default_version',
        code: 'invalid_value',
      });
    }
    return this.retrieve(id);
  }

  async delete(id: string): Promise<Outcome<unknown>> {
    return (await this.#skill(id)).ok && (await this.#store.deleteSkill(storeId(id)))
      ? done({ object: 'skill.deleted', deleted: true, id })
      : refused(noSkill(id));
  }

  async listVersions(id: string, query: Query): Promise<Outcome<unknown>> {
    const skill = await this.#skill(id);
    const page = readPageQuery(query);
    if (!skill.ok || !page.ok) {
      return skill.ok ? page : skill;
    }
    const picked = pick(skill.value.versions, page.value, versionId);
    if (!picked) {
      return wrongCursor(page.value.after ?? '');
    }
    const versions = await Promise.all(picked.items.map(item => this.#store.version(skill.value.id, item)));
    return done(listObject(versions.filter(version => version !== null).map(versionObject), picked.hasMore));
  }

  async createVersion(id: string, request: IncomingMessage): Promise<Outcome<unknown>> {
    return acceptUpload(request, this.#store, openaiUploads, async ({ staging, facts, fields }) => {
      const skill = await this.#skill(id);
      if (!skill.ok) {
        return skill;
      }
      const isDefault = fields.get('default') ?? 'false';
      if (isDefault !== 'true' && isDefault !== 'false') {
        return invalid(`Invalid value for 'default': '${isDefault}'. Send true or false.`, {
          param: 'default',
          code: 'invalid_value',
        });
      }
      const version = await this.#store.createVersion(skill.value.id, staging, facts, {
        isDefault: isDefault === 'true',
      });
      return version ? done(versionObject(version)) : refused(noSkill(id));
    });
  }

  async retrieveVersion(id: string, number: string): Promise<Outcome<unknown>> {
    const version = await this.#version(id, number);
    return version.ok ? done(versionObject(version.value)) : version;
  }

  async deleteVersion(id: string, number: string): Promise<Outcome<unknown>> {
    const version = await this.#version(id, number);
    if (!version.ok) {
      return version;
    }
    const deletion = await this.#store.deleteVersion(storeId(id), version.value.number, 'protect-default');
    if (deletion.kind === 'is-default') {
      return invalid(
        `Version ${number} is the default version of skill '${id}' and cannot be deleted: set another default version first.`,
        { param: 'version', code: 'invalid_value' },
      );
    }
    return deletion.kind === 'deleted'
      ? done({
          object: 'skill.version.deleted',
          deleted: true,
          id: versionId(version.value),
          version: String(version.value.number),
        })
      : refused(noVersion(id, number));
  }

  /** The default version's bundle. */
  async content(id: string): Promise<Outcome<BundleAddress>> {
    const skill = await this.#skill(id);
    return skill.ok ? this.versionContent(id, String(skill.value.defaultVersion?.number)) : skill;
  }

  async versionContent(id: string, number: string): Promise<Outcome<BundleAddress>> {
    const version = await this.#version(id, number);
    return version.ok
      ? done({
          skillId: version.value.skillId,
          number: version.value.number,
          name: version.value.facts.directory,
        })
      : version;
  }

  async #skill(id: string): Promise<Outcome<SkillRecord>> {
    const skill = await this.#store.skill(storeId(id));
    return skill && skill.versions.length > 0 ? done(skill) : refused(noSkill(id));
  }

  async #version(id: string, number: string): Promise<Outcome<VersionRecord>> {
    const skill = await this.#skill(id);
    if (!skill.ok) {
      return skill;
    }
    const live = skill.value.versions.find(version => String(version.number) === number);
    const version = live && (await this.#store.version(skill.value.id, live));
    return version ? done(version) : refused(noVersion(id, number));
  }

  async #skillObject(skill: SkillRecord) {
    const shown: LiveVersion | null = skill.defaultVersion;
    const version = shown && (await this.#store.version(skill.id, shown));
    return version && skillObject(skill, version);
  }
}

function found(id: string, object: unknown): Outcome<unknown> {
  return object === null ? refused(noSkill(id)) : done(object);
}

function noSkill(id: string): Refusal {
  return { kind: 'not-found', message: `No skill found with id '${id}'.`, param: 'skill_id' };
}

function noVersion(id: string, version: string): Refusal {
  return { kind: 'not-found', message: `Skill '${id}' has no version '${version}'.`, param: 'version' };
}

function wrongCursor(after: string): Outcome<never> {
  return invalid(`Invalid value for 'after': nothing in this list has the id '${after}'.`, {
    param: 'after',
    code: 'invalid_value',
  });
}
