import { failed, type Result, success } from '../../core/text/result.ts';
import type { Refusal } from '../refusal.ts';
import type { SkillRecord } from '../store/records.ts';
import type { SkillStore } from '../store/skillStore.ts';
import type { Dialect } from './dialect.ts';
import { findPrebuilt } from './prebuilt.ts';
import { anthropicStoreId } from './views.ts';

/** A stored skill, which can be changed; refused for a pre-built one. */
export async function ownAnthropicSkill(
  store: SkillStore,
  { hasEmptySkills }: Dialect,
  id: string,
): Promise<Result<SkillRecord, Refusal>> {
  if (findPrebuilt(id)) {
    return failed({
      kind: 'forbidden',
      message: `Skill '${id}' is published by Anthropic and is read-only.`,
    });
  }
  const skill = await store.skill(anthropicStoreId(id));
  return skill && (hasEmptySkills || skill.versions.length > 0)
    ? success(skill)
    : failed(noAnthropicSkill(id));
}

export function noAnthropicSkill(id: string): Refusal {
  return { kind: 'not-found', message: `Skill not found: ${id}` };
}
