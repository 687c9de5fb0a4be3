import type { Problem } from '../../skill/problem.ts';
import type { PublishPlan, SkillPlan, TargetPlan } from '../plan/plan.ts';

/** A target together with the skill that would be published to it. */
export interface PlannedPublish {
  readonly skill: SkillPlan;
  readonly target: TargetPlan;
}

/** Every skill with every target, in the plan's order. */
export function plannedPublishes(plan: PublishPlan): readonly PlannedPublish[] {
  return plan.skills.flatMap(skill => skill.targets.map(target => ({ skill, target })));
}

/** Files to publish in spite of what they hold: the skill's path → paths in the skill. */
export type AllowedSecrets = ReadonlyMap<string, readonly string[]>;

/** What the person did not want of it: ids of targets. */
export type Unticked = ReadonlySet<string>;

/** Whether it is for the person to say if it is published with the others: it could be, as it stands. */
export function isChoice(publish: PlannedPublish, allowed: AllowedSecrets): boolean {
  return isReady(publish, allowed) || isConflict(publish, allowed);
}

/** Whether choosing "Publish" publishes it: there is something to send, and nothing stands in the way. */
export function isReady(publish: PlannedPublish, allowed: AllowedSecrets): boolean {
  const { kind } = publish.target.action;
  return (kind === 'create' || kind === 'new-version') && !isBlocked(publish, allowed);
}

/** Whether it is ready but for what somebody else published since. */
export function isConflict(publish: PlannedPublish, allowed: AllowedSecrets): boolean {
  return publish.target.action.kind === 'conflict' && !isBlocked(publish, allowed);
}

/** Whether the version that holds the folder's files could be made the default. */
export function canBecomeDefault({ target: { action, becomesDefault } }: PlannedPublish): boolean {
  return action.kind === 'nothing-changed' && !action.isDefault && becomesDefault === 'choice';
}

function isBlocked({ skill, target }: PlannedPublish, allowed: AllowedSecrets): boolean {
  return skill.refusal !== null || openSecrets(skill, allowed).length > 0 || errors(target).length > 0;
}

export function openSecrets(skill: SkillPlan, allowed: AllowedSecrets): SkillPlan['secrets'] {
  const paths = allowed.get(skill.source.path) ?? [];
  return skill.secrets.filter(({ path }) => !paths.includes(path));
}

export function errors(target: TargetPlan): readonly Problem[] {
  return target.problems.filter(({ severity }) => severity === 'error');
}
