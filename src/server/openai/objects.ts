import type { SkillRecord, VersionRecord } from '../store/records.ts';
import { timeOfUlid } from '../store/ulid.ts';

const skillPrefix = 'skill_';
const versionPrefix = 'skillver_';

export function skillObject(skill: SkillRecord, shown: VersionRecord) {
  return {
    id: skillId(skill),
    object: 'skill',
    name: skill.damage === null ? shown.facts.name : `${shown.facts.name} (damaged)`,
    description: skill.damage ?? shown.facts.description,
    created_at: seconds(skill.id),
    default_version: String(shown.number),
    latest_version: String(skill.versions.at(-1)?.number ?? shown.number),
  };
}

export function versionObject(version: VersionRecord) {
  return {
    id: versionId(version),
    object: 'skill.version',
    skill_id: skillId({ id: version.skillId }),
    version: String(version.number),
    created_at: seconds(version.ulid),
    name: version.facts.name,
    description: version.facts.description,
  };
}

export function listObject(data: readonly { readonly id: string }[], hasMore: boolean) {
  return {
    object: 'list',
    data,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: hasMore,
  };
}

export function skillId({ id }: Pick<SkillRecord, 'id'>): string {
  return skillPrefix + id;
}

export function versionId(version: Pick<VersionRecord, 'ulid'>): string {
  return versionPrefix + version.ulid;
}

/** The store's id of a skill, or something that no skill has. */
export function openaiStoreId(skillId: string): string {
  return skillId.startsWith(skillPrefix) ? skillId.slice(skillPrefix.length) : '';
}

/** Unix time. */
function seconds(ulid: string): number {
  return Math.floor(timeOfUlid(ulid) / 1000);
}
