import type { LiveVersion } from '../store/layout.ts';
import type { SkillRecord, VersionRecord } from '../store/records.ts';
import { timeOfUlid } from '../store/ulid.ts';

const skillPrefix = 'skill_';
const versionPrefix = 'skillver_';

export function skillObject(skill: SkillRecord, shown: VersionRecord) {
  return {
    id: skillPrefix + skill.id,
    object: 'skill',
    name: shown.facts.name,
    description: shown.facts.description,
    created_at: seconds(skill.id),
    default_version: String(shown.number),
    latest_version: String(skill.versions.at(-1)?.number ?? shown.number),
  };
}

export function versionObject(version: VersionRecord) {
  return {
    id: versionId(version),
    object: 'skill.version',
    skill_id: skillPrefix + version.skillId,
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

export function versionId(version: LiveVersion): string {
  return versionPrefix + version.ulid;
}

/** The store's id of a skill, or something that no skill has. */
export function storeId(skillId: string): string {
  return skillId.startsWith(skillPrefix) ? skillId.slice(skillPrefix.length) : '';
}

/** Unix time. */
function seconds(ulid: string): number {
  return Math.floor(timeOfUlid(ulid) / 1000);
}
