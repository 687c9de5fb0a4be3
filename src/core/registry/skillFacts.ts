import type { Registry, RemoteSkill } from './contract.ts';

/** What is known of a skill in a registry, from whatever was last heard of it. Versions are named by their keys. */
export interface HeardSkill {
  readonly isGone: boolean;
  /** The version that runs when a request names none; null where there is none, or nobody knows. */
  readonly runs: string | null;
  /** The newest version; null where there is none, or nobody knows. */
  readonly latest: string | null;
  /** Versions that were there and are not any more. */
  readonly goneVersions: readonly string[];
}

/** Something that a registry told, asked or in answer to what was changed. */
export type SkillNews =
  | {
      readonly kind: 'skill';
      readonly skillId: string;
      readonly runs: string | null;
      readonly latest: string | null;
    }
  | { readonly kind: 'skill-gone'; readonly skillId: string }
  /** `runs`: it is what runs from now on; else the pointer stays where it was. */
  | { readonly kind: 'published'; readonly skillId: string; readonly version: string; readonly runs: boolean }
  | { readonly kind: 'version-there'; readonly skillId: string; readonly version: string }
  | { readonly kind: 'version-gone'; readonly skillId: string; readonly version: string };

const unknown: HeardSkill = { isGone: false, runs: null, latest: null, goneVersions: [] };

/** Versions that are remembered to be gone, of one skill. */
const maxGone = 50;

/** What is known after the news. Ids and keys are never used again. */
export function withNews(before: HeardSkill | undefined, news: SkillNews): HeardSkill {
  const facts = before ?? unknown;
  switch (news.kind) {
    case 'skill': {
      const { runs, latest } = news;
      // What runs or is newest is there: who said before that it was not spoke too soon.
      const goneVersions = facts.goneVersions.filter(key => key !== runs && key !== latest);
      return { isGone: false, runs, latest, goneVersions };
    }
    case 'skill-gone':
      return { ...facts, isGone: true, runs: null, latest: null };
    case 'published':
      return {
        ...facts,
        isGone: false,
        latest: news.version,
        runs: news.runs ? news.version : facts.runs,
        goneVersions: facts.goneVersions.filter(key => key !== news.version),
      };
    case 'version-there':
      return { ...facts, goneVersions: facts.goneVersions.filter(key => key !== news.version) };
    case 'version-gone': {
      const others = facts.goneVersions.filter(key => key !== news.version);
      return {
        ...facts,
        // What takes its place is told when the registry is asked next.
        runs: facts.runs === news.version ? null : facts.runs,
        latest: facts.latest === news.version ? null : facts.latest,
        goneVersions: [...others, news.version].slice(-maxGone),
      };
    }
  }
}

/** Whether a version's key is of a later version than another: both protocols' numbers only grow. */
export function isNewerKey(key: string, other: string): boolean {
  return /^\d+ \d+$/.test(`${key} ${other}`) && BigInt(key) > BigInt(other);
}

/** What a registry's own word on a skill says of it. */
export function skillNews(
  skill: RemoteSkill,
  { active }: Registry['capabilities'],
): Extract<SkillNews, { kind: 'skill' }> {
  const { id: skillId, defaultVersion, latestVersion: latest } = skill;
  return { kind: 'skill', skillId, latest, runs: active === 'pointer' ? defaultVersion : latest };
}
