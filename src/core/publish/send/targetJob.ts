import type { Failure } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';
import type { CarryOutOptions, PublishChoices, PublishEvent, TargetChoice } from '../outcome.ts';
import type { SkillPlan, TargetPlan } from '../plan/plan.ts';

/** One skill on its way to one registry. */
export interface TargetJob {
  readonly skill: SkillPlan;
  readonly target: TargetPlan;
  readonly choice: TargetChoice;
  readonly choices: PublishChoices;
  readonly options: CarryOutOptions;
  readonly emit: (event: PublishEvent) => void;
  /** Whether the skill's folder is still what the review showed. */
  readonly ready: () => Promise<Result<null, Failure>>;
}
