import type { Failure } from '../../failure/failure.ts';
import type { Problem } from '../../skill/problem.ts';
import type { PublishChoices, TargetChoice } from '../outcome.ts';
import type { SkillPlan, TargetPlan } from '../plan/plan.ts';

/** Why the review does not let a target go on with these choices; null when it does. Asks nobody. */
export function uploadRefusal(
  skill: SkillPlan,
  target: TargetPlan,
  choice: TargetChoice,
  choices: Pick<PublishChoices, 'acceptWarnings' | 'allowSecrets'>,
): Failure | null {
  const { action } = target;
  const { registry } = target.destination;
  const { path } = skill.source;
  if (skill.refusal) {
    return skill.refusal;
  }
  if (action.kind === 'impossible') {
    return action.failure;
  }
  if (action.kind === 'ask-link') {
    const { isGone, leadsTo } = action;
    const misled = leadsTo === undefined ? {} : { leadsTo };
    return { kind: 'link-undecided', skill: path, registry: registry.label, isGone, ...misled };
  }
  if (action.kind === 'nothing-changed') {
    return null;
  }
  if (action.kind === 'conflict' && !choice.publishAnyway) {
    const { known, from } = action;
    return { kind: 'moved-on', skill: path, registry: registry.label, known, found: from };
  }
  const stopping = target.problems.filter(problem => stops(problem, choices.acceptWarnings));
  if (stopping.length > 0) {
    return { kind: 'problems', skill: path, problems: stopping };
  }
  const allowed = choices.allowSecrets?.get(path) ?? [];
  const findings = skill.secrets.filter(finding => !allowed.includes(finding.path));
  return findings.length > 0 ? { kind: 'secrets', skill: path, findings } : null;
}

function stops({ severity }: Problem, acceptWarnings: boolean): boolean {
  return severity === 'error' || (severity === 'warning' && !acceptWarnings);
}
