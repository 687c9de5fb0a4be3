import type { Failure } from '../../core/failure/failure.ts';
import { describeFailure } from '../../core/failure/failureText.ts';
import type { Outcome } from '../../core/publish/outcome.ts';
import type { PlannedAction, PublishPlan, SkillPlan, TargetPlan } from '../../core/publish/plan/plan.ts';
import type { HeldBack } from './choices.ts';

/** The report for programs; `ok` is what the exit code says. Holds no value of a secret, and no key. */
export function reportJson(
  plan: PublishPlan,
  outcomes: ReadonlyMap<string, Outcome>,
  isOk: boolean,
  held: HeldBack = new Map(),
): unknown {
  return { ok: isOk, skills: plan.skills.map(skill => skillJson(skill, outcomes, held)) };
}

function skillJson(skill: SkillPlan, outcomes: ReadonlyMap<string, Outcome>, held: HeldBack) {
  return {
    path: skill.source.path,
    name: skill.name,
    digest: skill.digest,
    files: skill.files.length,
    totalBytes: skill.totalBytes,
    zipBytes: skill.zipBytes,
    tokens: skill.tokens,
    failure: failureJson(skill.refusal),
    secrets: skill.secrets,
    targets: skill.targets.map(target => targetJson(target, outcomes.get(target.id), held)),
  };
}

function targetJson(target: TargetPlan, outcome: Outcome | undefined, held: HeldBack) {
  const { changes } = target;
  const paths = (files: readonly { readonly path: string }[]) => files.map(({ path }) => path);
  return {
    registry: target.destination.key,
    ...actionJson(target.action),
    changes: changes && {
      added: paths(changes.added),
      removed: paths(changes.removed),
      changed: paths([...changes.changed, ...changes.modeOnly]),
    },
    problems: target.problems,
    late: target.late ?? null,
    heldBack: held.get(target.id) ?? null,
    outcome: outcome ? outcomeJson(outcome) : null,
  };
}

function actionJson(action: PlannedAction) {
  const { kind } = action;
  const from = 'from' in action ? action.from : null;
  const to = 'to' in action ? action.to : null;
  const skillId = 'skillId' in action ? action.skillId : null;
  const remoteName = 'remoteName' in action ? action.remoteName : null;
  const failure = 'failure' in action ? failureJson(action.failure) : null;
  return { action: kind, from, to, skillId, remoteName, failure };
}

function outcomeJson(outcome: Outcome) {
  switch (outcome.kind) {
    case 'published': {
      const { kind, skillId, version, isDefault, meanwhile, namesakes, copies, afterwards } = outcome;
      const failure = failureJson(afterwards);
      return {
        kind,
        skillId,
        version: version.key,
        isDefault,
        meanwhile,
        namesakes,
        copies,
        afterwards: failure,
      };
    }
    case 'nothing-to-do': {
      const { kind, skillId, version, madeDefault, afterwards } = outcome;
      return { kind, skillId, version, madeDefault, afterwards: failureJson(afterwards) };
    }
    case 'not-published': {
      const { kind, failure, mayArrive } = outcome;
      return { kind, mayArrive, failure: failureJson(failure) };
    }
    case 'unsettled':
      return { kind: outcome.kind, failure: failureJson(outcome.failure) };
  }
}

function failureJson(failure: Failure | null) {
  return failure && { kind: failure.kind, ...describeFailure(failure) };
}
