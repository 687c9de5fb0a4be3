import type { IncomingMessage } from 'node:http';
import { failed, type Result, success } from '../../core/text/result.ts';
import { acceptUpload } from '../acceptUpload.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { SkillRecord, VersionRecord } from '../store/records.ts';
import type { SkillStore } from '../store/skillStore.ts';
import { curatedObject, findCurated } from './curated.ts';
import { listObject, openaiStoreId, skillObject } from './objects.ts';
import { noOpenaiSkill, ownOpenaiSkill } from './ownSkill.ts';
import { readOpenaiPageQuery, wrongCursor } from './pageQuery.ts';
import { openaiUploads } from './uploadRules.ts';

/** OpenAI's operations on skills as a whole, between parsed requests and JSON bodies. */
export class OpenaiSkills {
  readonly #store: SkillStore;

  constructor(store: SkillStore) {
    this.#store = store;
  }

  async list(query: Readonly<Record<string, string>>): Promise<Result<unknown, Refusal>> {
    const page = readOpenaiPageQuery(query);
    if (!page.ok) {
      return page;
    }
    const { limit, order, after } = page.value;
    if (after !== null && !(await this.#store.skill(openaiStoreId(after)))) {
      return wrongCursor(after);
    }
    const cursor = after === null ? {} : { after: openaiStoreId(after) };
    const { skills, hasMore } = await this.#store.page({ limit, order, isEmptySkipped: true, ...cursor });
    const objects = await Promise.all(skills.map(skill => this.#object(skill)));
    return success(
      listObject(
        objects.filter(object => object !== null),
        hasMore,
      ),
    );
  }

  async create(request: IncomingMessage): Promise<Result<unknown, Refusal>> {
    return acceptUpload(request, this.#store, openaiUploads, async ({ staging, facts }) => {
      const skill = await this.#store.createSkill(staging, facts, { name: facts.name, label: null });
      return this.#found(skill);
    });
  }

  async retrieve(id: string): Promise<Result<unknown, Refusal>> {
    const curated = findCurated(id);
    if (curated) {
      return success(curatedObject(curated));
    }
    const skill = await ownOpenaiSkill(this.#store, id);
    return skill.ok ? this.#found(skill.value) : skill;
  }

  /** `{"default_version":"2"}`; some guides show a number, which is taken as well. */
  async update(id: string, body: unknown): Promise<Result<unknown, Refusal>> {
    const skill = await ownOpenaiSkill(this.#store, id);
    if (!skill.ok) {
      return skill;
    }
    if (body === undefined) {
      return invalid('The JSON body of the request could not be parsed: send {"default_version":"NUMBER"}.');
    }
    const param = 'default_version';
    const wanted = typeof body === 'object' && body !== null && param in body ? body[param] : null;
    if (wanted === null) {
      return invalid(`Missing required parameter: '${param}'.`, {
        param,
        code: 'missing_required_parameter',
      });
    }
    if (typeof wanted !== 'string' && typeof wanted !== 'number') {
      return invalid(`Invalid type for '${param}': expected a string.`, { param, code: 'invalid_type' });
    }
    const version = skill.value.versions.find(({ number }) => String(number) === String(wanted));
    if (!version || !(await this.#store.setDefault(skill.value.id, version.number))) {
      return invalid(`Skill '${id}' has no version '${wanted}'.`, { param, code: 'invalid_value' });
    }
    return this.retrieve(id);
  }

  async delete(id: string): Promise<Result<unknown, Refusal>> {
    const skill = await ownOpenaiSkill(this.#store, id);
    if (!skill.ok) {
      return skill;
    }
    return (await this.#store.deleteSkill(skill.value.id))
      ? success({ object: 'skill.deleted', deleted: true, id })
      : failed(noOpenaiSkill(id));
  }

  async #found(skill: SkillRecord): Promise<Result<unknown, Refusal>> {
    const object = await this.#object(skill);
    return object ? success(object) : failed(noOpenaiSkill(`skill_${skill.id}`));
  }

  /** Null when the skill has just gone. */
  async #object(skill: SkillRecord) {
    if (skill.defaultVersion === null) {
      return skill.damage === null ? null : skillObject(skill, unseenVersion(skill));
    }
    const shown = await this.#store.version(skill.id, skill.defaultVersion);
    return shown && skillObject(skill, shown);
  }
}

/** The protocol has no skill without a version; of a damaged one nobody knows which there are. */
function unseenVersion({ id, facts }: SkillRecord): VersionRecord {
  return {
    skillId: id,
    number: 1,
    ulid: id,
    facts: { name: facts.name, description: '', directory: facts.name },
  };
}
