import type { Problem } from '../../skill/problem.ts';
import type { SkillPlan, TargetPlan } from '../plan/plan.ts';
import type { ReviewAction } from './reviewRow.ts';

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
