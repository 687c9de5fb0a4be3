import type { Failure } from '../../failure/failure.ts';
import type { PublishTarget } from '../../link/registryKey.ts';
import type { SentUpload } from '../../link/sentUpload.ts';
import type { SkillListings } from './findNamesakes.ts';
import type { SkillInspection } from './inspectSkill.ts';
import type { PlanBasis, TargetPlan } from './plan.ts';
import type { LinkDecision, SkillToPublish } from './request.ts';

/** One skill, one registry, and what is known about the skill. */
export interface TargetQuestion {
  readonly id: string;
  readonly skill: SkillToPublish;
  readonly target: PublishTarget;
  readonly name: string;
  readonly inspection: SkillInspection;
  readonly decision: LinkDecision | null;
  /** Of the review that this is part of. */
  readonly listings: SkillListings;
  readonly signal?: AbortSignal | undefined;
}

/** What is found out of it. */
export type TargetAnswer = Pick<TargetPlan, 'action' | 'changes' | 'basis' | 'late'>;

/** With what was sent before and not seen to arrive. */
export type AskedTarget = TargetQuestion & { readonly sent: readonly SentUpload[] };

/** Nothing is known of the registry. */
export const noBasis: PlanBasis = { link: null, movedFrom: null, latestVersion: null, namesakes: [] };

/** The answer where something stands against every publish. */
export function impossible(failure: Failure): TargetAnswer {
  return { action: { kind: 'impossible', failure }, changes: null, basis: noBasis };
}
