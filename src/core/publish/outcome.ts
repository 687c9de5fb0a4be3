import type { Failure } from '../failure/failure.ts';
import type { RemoteVersion } from '../registry/contract.ts';

/** What the person chose in the review. */
export interface PublishChoices {
  /** Warnings were seen. Without it a target that has some is not published. */
  readonly acceptWarnings: boolean;
  /** Files to publish in spite of what they hold: skill path → paths in the skill. Remembered by digest. */
  readonly allowSecrets?: ReadonlyMap<string, readonly string[]>;
  /** What the author says of the new version, by skill path; kept in the link file. */
  readonly notes?: ReadonlyMap<string, string>;
  /** By the target plan's `id`; a target that is missing here is left alone. */
  readonly targets: ReadonlyMap<string, TargetChoice>;
}

export interface TargetChoice {
  /** Make the published version the default, where the registry has such a pointer. */
  readonly makeDefault: boolean;
  /** Publish although somebody else published `found` since. */
  readonly publishAnyway?: boolean;
  /** The display name of a new skill, where the registry has one. */
  readonly label?: string;
}

export type PublishStep = 'check' | 'bundle' | 'compare' | 'upload' | 'confirm';

/** What happens while a bundle is sent. */
export type SendEvent =
  | { readonly kind: 'progress'; readonly sentBytes: number; readonly totalBytes: number }
  /** The registry cannot be asked just now; it is asked again after `forMs`. */
  | { readonly kind: 'waiting'; readonly forMs: number; readonly why: Failure }
  /** The answer is lost, and the registry is asked what it holds. */
  | { readonly kind: 'step'; readonly step: 'confirm' };

/** What happens, as it happens. `target` is the target plan's `id`. */
export type PublishEvent = { readonly target: string } & (
  | SendEvent
  | { readonly kind: 'step'; readonly step: PublishStep }
  | { readonly kind: 'done'; readonly outcome: Outcome }
);

/** How it ended, as certain as the registry allows. */
export type Outcome =
  /** It is stored, once. */
  | {
      readonly kind: 'published';
      readonly skillId: string;
      readonly version: RemoteVersion;
      /** For people: "v4". */
      readonly is: string;
      readonly isDefault: boolean;
      /** The answer was lost, and the registry was asked what it holds. */
      readonly wasReconciled: boolean;
      /**
       * What somebody else published between the last look and this version, newest first: no registry can be told
       * to refuse that, so it is said. For people: "v3".
       */
      readonly meanwhile: readonly string[];
      /** Ids of skills of the same name that somebody else made in the same moment. */
      readonly namesakes: readonly string[];
      /** What else holds the same upload: it was doubled on the way, or an earlier sending came late. */
      readonly copies: readonly StoredCopy[];
      /** It is published, but something after that failed: moving the default, or writing the link. */
      readonly afterwards: Failure | null;
    }
  /** Nothing new is stored; `mayArrive` where the bundle has left whole, and nobody refused it. */
  | { readonly kind: 'not-published'; readonly failure: Failure; readonly mayArrive: boolean }
  | {
      readonly kind: 'nothing-to-do';
      readonly skillId: string;
      /** Key of the version that holds this content already, and what it is called. */
      readonly version: string;
      readonly is: string;
      readonly madeDefault: boolean;
      readonly afterwards: Failure | null;
    }
  /**
   * The upload was sent, its answer was lost, and the registry could not be asked until the person gave up
   * waiting. The next plan finds out before it offers anything.
   */
  | { readonly kind: 'unsettled'; readonly failure: Failure };

/** How each chosen target ended, in the plan's order; `bug` is a mistake that changed nothing about that. */
export interface PublishReport {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly bug: Failure | null;
}

/** A version that holds what another one holds, because it was sent twice. `is` is what it is called. */
export interface StoredCopy {
  readonly skillId: string;
  readonly version: string;
  readonly is: string;
  /** It is a skill of its own, and not a version beside ours. */
  readonly isSkill: boolean;
}

export interface CarryOutOptions {
  /** Ends what can be ended, in every step; a bundle on its way is looked for in the registry before that. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: (event: PublishEvent) => void;
  /**
   * How long, in ms, a registry that cannot be asked is asked again, to learn whether it stored the upload.
   * Two minutes unless said.
   */
  readonly patience?: number;
}
