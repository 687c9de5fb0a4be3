import type { Failure } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';

/** What is tried: a skill as it lies in its folder, as it was published, or the model without it. */
export type Arm = WorkingCopyArm | VersionArm | NoSkillArm;

export interface WorkingCopyArm {
  readonly kind: 'working-copy';
  /** The bundle's content digest, `sha256:…`: what was tried is known again once it is published. */
  readonly digest: string;
}

export interface VersionArm {
  readonly kind: 'version';
  /** As in registryKey.ts. */
  readonly registryKey: string;
  readonly skillId: string;
  /** The version's key in its registry; never `latest` or another pointer, which could move during a run. */
  readonly version: string;
  /** What people call it, such as `v5`. */
  readonly label: string;
  /** The version's content digest; null where it is not known. */
  readonly digest: string | null;
}

export interface NoSkillArm {
  readonly kind: 'none';
}

/** The arm in words: "working copy", "v5", "no skill". */
export function armLabel(arm: Arm): string {
  switch (arm.kind) {
    case 'working-copy':
      return 'working copy';
    case 'version':
      return arm.label;
    case 'none':
      return 'no skill';
  }
}

/** A skill that is offered to the model. */
export interface OfferedSkill {
  readonly name: string;
  readonly description: string;
  /** Where it is published; null for a working copy. */
  readonly published: { readonly skillId: string; readonly version: string } | null;
  /** Its files; null where nobody needs them, as with a published version that the vendor mounts itself. */
  readonly content: SkillContent | null;
}

/** The files of a skill, as they would be published. */
export interface SkillContent {
  readonly paths: readonly string[];
  read(path: string): Promise<Result<Uint8Array, Failure>>;
  /** The bundle that a publish would send. */
  zip(): Promise<Result<Blob, Failure>>;
}

/** An arm with the skills that are offered in it. */
export interface OfferedArm {
  readonly arm: Arm;
  /** The skill that is tried. Empty for `none`. */
  readonly skills: readonly OfferedSkill[];
  /** Others, offered to queries of trigger sets only, which ask what is chosen; nearest first. */
  readonly beside?: readonly OfferedSkill[];
}

/** What an arm offers to a case or to a query. */
export function offeredTo(
  task: 'case' | 'query',
  { skills, beside = [] }: OfferedArm,
): readonly OfferedSkill[] {
  return task === 'query' ? [...skills, ...beside] : skills;
}
