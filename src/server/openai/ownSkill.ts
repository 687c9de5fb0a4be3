import { failed, type Result, success } from '../../core/text/result.ts';
import type { Refusal } from '../refusal.ts';
import type { SkillRecord } from '../store/records.ts';
import type { SkillStore } from '../store/skillStore.ts';
import { findCurated } from './curated.ts';
import { openaiStoreId } from './objects.ts';

/** A stored skill, which can be changed; refused for a curated one. */
export async function ownOpenaiSkill(store: SkillStore, id: string): Promise<Result<SkillRecord, Refusal>> {
  if (findCurated(id)) {
    return failed({ kind: 'forbidden', message: `Skill '${id}' is maintained by OpenAI and is read-only.` });
  }
  const skill = await store.skill(openaiStoreId(id));
  return skill && (skill.versions.length > 0 || skill.damage !== null)
    ? success(skill)
    : failed(noOpenaiSkill(id));
}

export function noOpenaiSkill(id: string): Refusal {
  return { kind: 'not-found', message: `No skill found with id '${id}'.`, param: 'skill_id' };
}

export function noVersion(id: string, version: string): Refusal {
  return { kind: 'not-found', message: `Skill '${id}' has no version '${version}'.`, param: 'version' };
}
