import type { Failure } from '../../failure/failure.ts';
import type { Problem } from '../../skill/problem.ts';
import type { StoredCopy } from '../outcome.ts';
import type { SkillPlan, TargetPlan } from '../plan/plan.ts';

/** What choosing a row of the review does. */
export type ReviewAction =
  /** Publishes every target that is ready; `anyway` also those that somebody else published to. */
  | { readonly kind: 'publish'; readonly makeDefault: boolean; readonly anyway: boolean }
  | { readonly kind: 'make-default' }
  /** Leaves these targets out, by their ids, or takes them in again. */
  | { readonly kind: 'leave-out' | 'take-in'; readonly targets: readonly string[] }
  /** `version` is the published one's key. */
  | {
      readonly kind: 'compare';
      readonly skill: SkillPlan;
      readonly target: TargetPlan;
      readonly skillId: string;
      readonly version: string;
    }
  | { readonly kind: 'show-files'; readonly skill: SkillPlan }
  | { readonly kind: 'open'; readonly skill: SkillPlan; readonly path: string; readonly line: number }
  | { readonly kind: 'allow-secrets'; readonly skill: SkillPlan; readonly path: string }
  | { readonly kind: 'raise-version'; readonly skill: SkillPlan }
  /** Says something else of the new version than the row does. */
  | { readonly kind: 'write-notes' }
  /** Does what helps about a failure, and looks again. */
  | { readonly kind: 'mend'; readonly failure: Failure }
  /** Deletes what is there twice. */
  | { readonly kind: 'delete-copy'; readonly target: TargetPlan; readonly copy: StoredCopy }
  | { readonly kind: 'choose-targets' }
  | { readonly kind: 'close' };

/** A row of the review. `icon` is a codicon's name. Without an action it only tells. */
export interface ReviewRow {
  readonly icon: string;
  readonly label: string;
  readonly description: string;
  /** A line of its own, where the label cannot say it all. */
  readonly detail?: string;
  readonly action: ReviewAction | null;
}

/** Rows under a heading; the first section has none. */
export interface ReviewSection {
  readonly heading: string;
  readonly rows: readonly ReviewRow[];
}

/** The comparison with what is published now; null where nothing is. */
export function compareAction(skill: SkillPlan, target: TargetPlan): ReviewAction | null {
  const version = target.basis.latestVersion;
  if (version === null || !('skillId' in target.action)) {
    return null;
  }
  return { kind: 'compare', skill, target, skillId: target.action.skillId, version };
}

export function openProblem(skill: SkillPlan, { path, range }: Problem): ReviewAction {
  return { kind: 'open', skill, path, line: range.start.line };
}
