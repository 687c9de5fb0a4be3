import type { BundleFile } from '../../bundle/bundleFile.ts';
import type { FilesComparison } from '../../bundle/compareFiles.ts';
import type { LeftOut } from '../../bundle/select/selection.ts';
import type { TempFile } from '../../bundle/tempFiles.ts';
import type { Failure } from '../../failure/failure.ts';
import type { Link } from '../../link/linkFile.ts';
import type { PublishTarget } from '../../link/registryKey.ts';
import type { RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import type { SecretFinding } from '../../secrets/scanner.ts';
import type { Problem } from '../../skill/problem.ts';
import type { StoredCopy } from '../outcome.ts';
import type { SkillToPublish } from './request.ts';

/** The review: everything that a publish would do, before it does any of it. */
export interface PublishPlan {
  readonly skills: readonly SkillPlan[];
  /** Removes the bundles that were made for the review. Call it when the plan is carried out or given up. */
  dispose(): Promise<void>;
}

/** What would be published of one skill, and where. */
export interface SkillPlan {
  readonly source: SkillToPublish;
  /** The manifest's name; the folder's where there is none. */
  readonly name: string;
  readonly description: string | null;
  /** The manifest's `metadata.version`. */
  readonly metadataVersion: string | null;
  /** The content digest over `files`; null when the skill cannot be read. */
  readonly digest: string | null;
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
  readonly leftOut: readonly LeftOut[];
  /** Bytes of all files, uncompressed. */
  readonly totalBytes: number;
  /** Bytes of the zip; null where nothing is to be uploaded. */
  readonly zipBytes: number | null;
  /** Of SKILL.md, roughly. */
  readonly tokens: number;
  /** Those that nobody has allowed; each stops the publish until its file is allowed. */
  readonly secrets: readonly SecretFinding[];
  /** Why the skill cannot be published anywhere; null when it can. */
  readonly refusal: Failure | null;
  readonly targets: readonly TargetPlan[];
  /** What is uploaded: these bytes and no others. Null where nothing is to be uploaded. */
  readonly bundle: TempFile | null;
}

/** What would happen in one registry. */
export interface TargetPlan {
  /** Unique in the plan, the same in the next plan of the same request. */
  readonly id: string;
  readonly destination: PublishTarget;
  readonly action: PlannedAction;
  /** Against what is published now; null when there is nothing, or the registry does not let us look. */
  readonly changes: FilesComparison | null;
  /** Those of the specification and of this registry; errors stop this target, warnings ask once. */
  readonly problems: readonly Problem[];
  /** `always`: what is published is what runs, by the registry's rules. `choice`: the default pointer may move. */
  readonly becomesDefault: 'always' | 'choice';
  /** What came of earlier sendings that were not seen to arrive; none where there were none. */
  readonly late?: LateUploads;
  readonly basis: PlanBasis;
}

/** The version that is published and could not be looked into, so that nobody knows what changes; null where none is. */
export function unseenVersion({ action, changes, basis }: TargetPlan): string | null {
  const replaces = action.kind === 'new-version' || action.kind === 'conflict' ? action.from : null;
  return changes === null && basis.latestVersion !== null ? replaces : null;
}

/** What showed up of what was sent before. */
export interface LateUploads {
  /** What arrived after all, and is what is published now; what it is called. */
  readonly arrived: string | null;
  /** What arrived though it had been sent once more, so that it is there twice. */
  readonly copies: readonly StoredCopy[];
}

/** What the review was made on; it is looked at again before anything is sent. */
export interface PlanBasis {
  readonly link: Link | null;
  /** The folder that the link was found under, where the skill's folder was moved outside the editor. */
  readonly movedFrom: string | null;
  /** Key of the latest version; null where the skill or its versions do not exist. */
  readonly latestVersion: string | null;
  /** Ids of the remote skills of the same name that the person was asked about. */
  readonly namesakes: readonly string[];
}

/** `from`, `to`, `is` and `known` are words for people, such as "v3"; ids and keys are what the contract takes. */
export type PlannedAction =
  /** The registry has no such skill yet. */
  | { readonly kind: 'create'; readonly to: string }
  /** `remoteName` may differ from the skill's own, where the registry lets it. */
  | {
      readonly kind: 'new-version';
      readonly skillId: string;
      readonly remoteName: string | null;
      readonly from: string;
      readonly to: string;
    }
  /** What is published last is what the folder holds. `isDefault` false: it could be made the default. */
  | {
      readonly kind: 'nothing-changed';
      readonly skillId: string;
      readonly version: string;
      /** Milliseconds since 1970. */
      readonly createdAt: number;
      readonly is: string;
      readonly isDefault: boolean;
      /** Of the published version, what is left out by default by now; absent where nothing is. */
      readonly leftOut?: readonly string[];
    }
  /** Somebody published `found` since the link was written; `from` is what it is called. */
  | {
      readonly kind: 'conflict';
      readonly skillId: string;
      readonly remoteName: string | null;
      readonly known: string;
      readonly found: RemoteVersion;
      readonly from: string;
      readonly to: string;
    }
  /**
   * No link, but the name exists; or the linked skill is gone. Answer with `PublishRequest.linkDecisions` and plan
   * again. `identical` are the ids of those whose latest version holds what the folder holds.
   */
  | {
      readonly kind: 'ask-link';
      readonly candidates: readonly RemoteSkill[];
      readonly identical: readonly string[];
      readonly isGone: boolean;
      /** The link leads to a skill of another name than it says and than this one has. */
      readonly leadsTo?: { readonly id: string; readonly name: string; readonly linkedName: string };
    }
  /** The registry could not be asked, or would refuse. */
  | { readonly kind: 'impossible'; readonly failure: Failure };
