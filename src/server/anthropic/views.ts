import type { SkillRecord, VersionRecord } from '../store/records.ts';
import { timeOfUlid } from '../store/ulid.ts';

/** A skill as both of Anthropic's protocols need it, stored here or pre-built. Times in ms since 1970. */
export interface SkillView {
  readonly id: string;
  readonly source: 'custom' | 'anthropic';
  /** The display name that was given; null when none was. */
  readonly label: string | null;
  /** The name in the first upload. */
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null when the skill has no version. */
  readonly latest: VersionKeys | null;
}

/** How the two protocols address a version. */
export interface VersionKeys {
  /** `skver_…`. */
  readonly id: string;
  /** The earlier protocol's: microseconds since 1970. */
  readonly micros: string;
}

export interface VersionView extends VersionKeys {
  readonly skillId: string;
  readonly name: string;
  readonly description: string;
  readonly directory: string;
  readonly createdAt: number;
}

const skillPrefix = 'skill_';

export function viewSkill(skill: SkillRecord): SkillView {
  const latest = skill.versions.at(-1);
  const createdAt = timeOfUlid(skill.id);
  return {
    id: skillPrefix + skill.id,
    source: 'custom',
    label: skill.damage === null ? skill.facts.label : `Damaged: ${skill.damage}`,
    name: skill.facts.name,
    createdAt,
    updatedAt: latest ? timeOfUlid(latest.ulid) : createdAt,
    latest: latest ? versionKeys(latest) : null,
  };
}

export function viewVersion(version: VersionRecord): VersionView {
  return {
    ...versionKeys(version),
    ...version.facts,
    skillId: skillPrefix + version.skillId,
    createdAt: timeOfUlid(version.ulid),
  };
}

/** Two versions of one millisecond differ in the number, which makes up the last three digits. */
export function versionKeys({
  number,
  ulid,
}: {
  readonly number: number;
  readonly ulid: string;
}): VersionKeys {
  return { id: `skver_${ulid}`, micros: String(timeOfUlid(ulid) * 1000 + (number % 1000)) };
}

/** The store's id of a skill, or something that no skill has. */
export function anthropicStoreId(skillId: string): string {
  return skillId.startsWith(skillPrefix) ? skillId.slice(skillPrefix.length) : '';
}
