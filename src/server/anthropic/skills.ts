import type { IncomingMessage } from 'node:http';
import { failed, type Result, success } from '../../core/text/result.ts';
import { type AcceptedUpload, acceptUpload } from '../acceptUpload.ts';
import { invalid, type Refusal } from '../refusal.ts';
import type { SkillStore } from '../store/skillStore.ts';
import type { Dialect } from './dialect.ts';
import { readLabel } from './label.ts';
import { noAnthropicSkill, ownAnthropicSkill } from './ownSkill.ts';
import { pageToken, readAnthropicPageQuery } from './pageQuery.ts';
import { findPrebuilt, prebuiltSkills } from './prebuilt.ts';
import { type SkillView, viewSkill } from './views.ts';

type Query = Readonly<Record<string, string>>;

/** Anthropic's operations on skills as a whole, between parsed requests and JSON bodies. */
export class AnthropicSkills {
  readonly #store: SkillStore;
  readonly #dialect: Dialect;

  constructor(store: SkillStore, dialect: Dialect) {
    this.#store = store;
    this.#dialect = dialect;
  }

  /** The stored ones, newest first, then the pre-built ones. */
  async list(query: Query): Promise<Result<unknown, Refusal>> {
    const page = readAnthropicPageQuery(query, ['custom', 'anthropic'], this.#dialect.maxSkillsPerPage);
    if (!page.ok) {
      return page;
    }
    const { source = '' } = query;
    if (!['', 'custom', 'anthropic'].includes(source)) {
      return invalid("source: Input should be 'custom' or 'anthropic'");
    }
    const { limit, start } = page.value;
    const stored =
      source === 'anthropic' || start?.part === 'anthropic'
        ? { skills: [], hasMore: false }
        : await this.#store.page({
            order: 'desc',
            limit,
            isEmptySkipped: !this.#dialect.hasEmptySkills,
            ...(start ? { after: start.after } : {}),
          });
    const custom = stored.skills.map(viewSkill);
    const last = stored.skills.at(-1);
    if (stored.hasMore && last) {
      return this.#page(custom, pageToken({ part: 'custom', after: last.id }));
    }
    if (source === 'custom') {
      return this.#page(custom, null);
    }
    const from = start?.part === 'anthropic' ? Number(start.after) : 0;
    const upTo = from + limit - custom.length;
    const prebuilt = prebuiltSkills.slice(from, upTo).map(({ skill }) => skill);
    const next = upTo < prebuiltSkills.length ? pageToken({ part: 'anthropic', after: String(upTo) }) : null;
    return this.#page([...custom, ...prebuilt], next);
  }

  async create(request: IncomingMessage): Promise<Result<unknown, Refusal>> {
    return acceptUpload(request, this.#store, this.#dialect.uploads, upload => this.#create(upload));
  }

  async retrieve(id: string): Promise<Result<unknown, Refusal>> {
    const prebuilt = findPrebuilt(id);
    if (prebuilt) {
      return success(this.#dialect.skill(prebuilt.skill));
    }
    const skill = await ownAnthropicSkill(this.#store, this.#dialect, id);
    return skill.ok ? success(this.#dialect.skill(viewSkill(skill.value))) : skill;
  }

  async delete(id: string): Promise<Result<unknown, Refusal>> {
    const skill = await ownAnthropicSkill(this.#store, this.#dialect, id);
    if (!skill.ok) {
      return skill;
    }
    if (!this.#dialect.hasEmptySkills) {
      return (await this.#store.deleteSkill(skill.value.id))
        ? success(deleted(id))
        : failed(noAnthropicSkill(id));
    }
    switch (await this.#store.deleteEmptySkill(skill.value.id)) {
      case 'deleted':
        return success(deleted(id));
      case 'gone':
        return failed(noAnthropicSkill(id));
      case 'has-versions':
        return invalid(`Cannot delete skill '${id}' with existing versions. Delete all versions first.`);
    }
  }

  async #create({ staging, fields, facts }: AcceptedUpload): Promise<Result<unknown, Refusal>> {
    const { labelField, isLabelUnique } = this.#dialect;
    const label = readLabel(fields, labelField);
    if (!label.ok) {
      return label;
    }
    if (isLabelUnique && label.value !== null && (await this.#store.hasLabel(label.value))) {
      return invalid(`Skill cannot reuse an existing ${labelField}: ${label.value}`);
    }
    const skill = await this.#store.createSkill(staging, facts, { name: facts.name, label: label.value });
    return success(this.#dialect.skill(viewSkill(skill)));
  }

  #page(skills: readonly SkillView[], next: string | null): Result<unknown, Refusal> {
    return success(
      this.#dialect.page(
        skills.map(skill => this.#dialect.skill(skill)),
        next,
      ),
    );
  }
}

function deleted(id: string) {
  return { type: 'skill_deleted', id };
}
