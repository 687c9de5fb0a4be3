import type { Failure } from '../failure.ts';
import type { RemoteSkill, RemoteVersion } from '../registry/contract.ts';
import type { SecretFinding } from '../secrets/scanner.ts';
import type { Problem } from '../skill/problem.ts';
import type { PublishTarget, SkillToPublish } from './request.ts';

/** The review: everything that a publish would do, before it does any of it. */
export interface PublishPlan {
  readonly skills: readonly SkillPlan[];
  /** Removes the bundles that were made for the review. Call it when the plan is carried out or given up. */
  dispose(): Promise<void>;
}

/** What would be published of one skill, and where. */
export interface SkillPlan {
  readonly skill: SkillToPublish;
  /** The manifest's name; the folder's where there is none. */
  readonly name: string;
  /** The manifest's `metadata.version`. */
  readonly metadataVersion: string | null;
  /** `sha256:…` over the files; null when the skill cannot be bundled (`refusal` says why). */
  readonly digest: string | null;
  readonly files: readonly PlannedFile[];
  readonly excluded: readonly { readonly path: string; readonly reason: string }[];
  /** Bytes of all files, uncompressed, and of the zip; the zip is 0 where no target needs one. */
  readonly totalBytes: number;
  readonly zipBytes: number;
  /** Roughly, of SKILL.md. */
  readonly tokens: number;
  /** Not yet allowed ones; each stops the publish until its file is allowed. */
  readonly secrets: readonly SecretFinding[];
  /** Why the skill cannot be published anywhere; null when it can. */
  readonly refusal: Failure | null;
  readonly targets: readonly TargetPlan[];
}

/** A file of the bundle. */
export interface PlannedFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly isExecutable: boolean;
  /** `sha256:…` of the content. */
  readonly digest: string;
}

/** What would happen in one registry. */
export interface TargetPlan {
  /** Unique in the plan, the same in the next plan of the same request. */
  readonly id: string;
  readonly target: PublishTarget;
  readonly action: PlannedAction;
  /** Against what is published now; null when there is nothing, or the registry does not let us look. */
  readonly changes: FileChanges | null;
  /** Those of the specification and of this registry; errors stop this target, warnings ask once. */
  readonly problems: readonly Problem[];
  /** Whether "make it the default" is a choice at all, and what to preselect. */
  readonly makesDefault: 'always' | 'choice-yes' | 'choice-no';
}

/** Versions here are words for people, such as "v3"; `RemoteVersion` and ids are what the contract wants. */
export type PlannedAction =
  /** The registry has no such skill yet. */
  | { readonly kind: 'create'; readonly to: string }
  | { readonly kind: 'new-version'; readonly skillId: string; readonly from: string; readonly to: string }
  /** What is published last is what the folder holds. `isDefault` false: it could be made the default. */
  | {
      readonly kind: 'nothing-changed';
      readonly skillId: string;
      readonly version: RemoteVersion;
      readonly is: string;
      readonly isDefault: boolean;
    }
  /** Somebody published `found` since the link was written. */
  | {
      readonly kind: 'conflict';
      readonly skillId: string;
      readonly known: string;
      readonly found: RemoteVersion;
      readonly from: string;
      readonly to: string;
    }
  /** No link, but the name exists; answer with `PublishRequest.linkDecisions` and plan again. */
  | { readonly kind: 'ask-link'; readonly candidates: readonly RemoteSkill[]; readonly isGone: boolean }
  /** The registry could not be asked, or would refuse. */
  | { readonly kind: 'impossible'; readonly failure: Failure };

/** Paths, sorted. A file is changed when its content or its executable bit is. */
export interface FileChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}
