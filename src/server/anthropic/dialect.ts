import type { DeletionRule } from '../store/remove.ts';
import type { UploadRules } from '../upload/uploadRules.ts';
import { anthropicEarlierUploads, anthropicUploads } from './uploadRules.ts';
import type { SkillView, VersionKeys, VersionView } from './views.ts';

/** Where Anthropic's two protocols differ. */
export interface Dialect {
  /** The form field with the display name. */
  readonly labelField: string;
  readonly isLabelUnique: boolean;
  readonly uploads: UploadRules;
  readonly areNewestVersionsFirst: boolean;
  /** Largest `limit` of a list of skills. */
  readonly maxSkillsPerPage: number;
  /** Whether a skill can be without a version, and can only then be deleted. */
  readonly hasEmptySkills: boolean;
  readonly deletionRule: DeletionRule;
  /** What names the newest version in an address, if anything does. */
  readonly latestAlias: string | null;
  /** What names a version in an address. */
  keyOf(version: VersionKeys): string;
  skill(skill: SkillView): object;
  version(version: VersionView): object;
  page(data: readonly object[], next: string | null): object;
  deletedVersion(version: VersionKeys): object;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Since general availability. */
export const currentDialect: Dialect = {
  labelField: 'display_name',
  isLabelUnique: false,
  uploads: anthropicUploads,
  areNewestVersionsFirst: true,
  maxSkillsPerPage: 1000,
  hasEmptySkills: false,
  deletionRule: 'keep-one',
  latestAlias: 'latest',
  keyOf: version => version.id,
  skill: ({ id, label, name, source, createdAt, updatedAt, latest }) => ({
    type: 'skill',
    id,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
    display_name: label ?? name,
    latest_version_id: latest?.id ?? null,
    source: { type: source },
  }),
  version: ({ id, skillId, name, description, createdAt }) => ({
    type: 'skill_version',
    id,
    skill_id: skillId,
    name,
    description,
    created_at: isoTime(createdAt),
  }),
  page: (data, next) => ({ data, next_page: next }),
  deletedVersion: ({ id }) => ({ type: 'skill_version_deleted', id }),
};

/** Before: requests with the header `anthropic-beta: skills-2025-10-02`. */
export const earlierDialect: Dialect = {
  labelField: 'display_title',
  isLabelUnique: true,
  uploads: anthropicEarlierUploads,
  areNewestVersionsFirst: false,
  maxSkillsPerPage: 100,
  hasEmptySkills: true,
  deletionRule: 'any',
  latestAlias: null,
  keyOf: version => version.micros,
  skill: ({ id, label, source, createdAt, updatedAt, latest }) => ({
    type: 'skill',
    id,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
    display_title: label,
    latest_version: latest?.micros ?? null,
    source,
  }),
  version: ({ id, micros, skillId, name, description, directory, createdAt }) => ({
    type: 'skill_version',
    id: id.replace(/^skver_/, 'skill_version_'),
    skill_id: skillId,
    version: micros,
    name,
    description,
    directory,
    created_at: isoTime(createdAt),
  }),
  page: (data, next) => ({ data, has_more: next !== null, next_page: next }),
  deletedVersion: ({ micros }) => ({ type: 'skill_version_deleted', id: micros }),
};
