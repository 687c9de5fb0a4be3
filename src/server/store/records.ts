import type { LiveVersion } from './entries.ts';

/** What `skill.json` holds. */
export interface SkillFacts {
  /** The name in the first upload's manifest. */
  readonly name: string;
  /** Anthropic's display name, when one was given. */
  readonly label: string | null;
}

/** What a version's entry holds. */
export interface StoredVersion {
  readonly name: string;
  readonly description: string;
  /** The bundle's top-level folder. */
  readonly directory: string;
  /** SHA-256 of the bundle, hexadecimal; absent in what earlier releases stored. */
  readonly sha256?: string | null;
}

/** A skill as it is at one moment. */
export interface SkillRecord {
  /** A ULID, without any wire's prefix. */
  readonly id: string;
  readonly facts: SkillFacts;
  /** What is wrong with a file or folder of the skill, as a sentence with its name; null as it should be. */
  readonly damage: string | null;
  /** Oldest first; empty only after the earlier Anthropic protocol deleted the last one, or where damage hides them. */
  readonly versions: readonly LiveVersion[];
  /** Null when there is no version. */
  readonly defaultVersion: LiveVersion | null;
}

export interface VersionRecord {
  readonly skillId: string;
  readonly number: number;
  readonly ulid: string;
  readonly facts: StoredVersion;
}
