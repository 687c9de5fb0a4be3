import { bugFailure } from '../../failure/bug.ts';
import type { Failure } from '../../failure/failure.ts';
import { withAllowedSecrets } from '../../link/linkFile.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { CarryOutOptions, Outcome, PublishChoices, PublishEvent, PublishReport } from '../outcome.ts';
import { inspectSkill } from '../plan/inspectSkill.ts';
import type { PublishPlan, SkillPlan, TargetPlan } from '../plan/plan.ts';
import type { PublishDeps } from '../plan/request.ts';
import { publishTarget } from './publishTarget.ts';
import type { TargetJob } from './targetJob.ts';

/**
 * Carries a plan out: check → bundle → compare → upload → confirm for each chosen target, as events. Registries are
 * served at the same time, skills of one registry after each other; a failure ends its target only. What is uploaded
 * is what the plan showed, byte for byte, and each outcome says what the registry holds.
 */
export async function carryOut(
  plan: PublishPlan,
  choices: PublishChoices,
  deps: PublishDeps,
  options: CarryOutOptions = {},
): Promise<PublishReport> {
  let bug: Failure | null = null;
  const emit = (event: PublishEvent) => {
    try {
      options.onEvent?.(event);
    } catch (error) {
      // Whoever is told must not change what happens.
      bug ??= bugFailure(error);
    }
  };
  const ready = memoise((skill: SkillPlan) => readyToSend(skill, choices, deps));
  const queues = Map.groupBy(
    plan.skills.flatMap(skill => skill.targets.map(target => ({ skill, target }))),
    ({ target }) => target.destination.registry.id,
  );
  const outcomes = new Map<string, Outcome>();
  const serve = async ({ skill, target }: { skill: SkillPlan; target: TargetPlan }) => {
    const choice = choices.targets.get(target.id);
    if (!choice) {
      return;
    }
    const job: TargetJob = { skill, target, choice, choices, options, emit, ready: () => ready(skill) };
    const outcome = await publishTarget(job, deps);
    outcomes.set(target.id, outcome);
    emit({ kind: 'done', target: target.id, outcome });
  };
  await Promise.all(
    [...queues.values()].map(async queue => {
      for (const entry of queue) {
        await serve(entry);
      }
    }),
  );
  const inOrder = plan.skills.flatMap(({ targets }) => targets.map(({ id }) => id));
  const sorted = inOrder.flatMap(id => {
    const outcome = outcomes.get(id);
    return outcome ? [[id, outcome] as const] : [];
  });
  return { outcomes: new Map(sorted), bug };
}

/**
 * Looks whether the folder is still what the review showed, and remembers the files that were allowed in spite of
 * what they hold. Once for all targets of a skill.
 */
async function readyToSend(
  plan: SkillPlan,
  choices: PublishChoices,
  deps: PublishDeps,
): Promise<Result<null, Failure>> {
  const now = await inspectSkill(plan.source);
  if (!now.ok) {
    return now;
  }
  if (now.value.digest !== plan.digest) {
    return failed(changedSinceReview(plan, now.value.files));
  }
  const allowed = choices.allowSecrets?.get(plan.source.path) ?? [];
  const digests = plan.files.filter(({ path }) => allowed.includes(path));
  if (digests.length === 0) {
    return success(null);
  }
  const place = deps.linkPlace(plan.source, null);
  const kept = await place.store.update(file =>
    withAllowedSecrets(file, place.folder, new Map(digests.map(({ path, digest }) => [path, digest]))),
  );
  return kept.ok ? success(null) : kept;
}

function changedSinceReview(plan: SkillPlan, now: SkillPlan['files']): Failure {
  const reviewed = new Map(plan.files.map(file => [file.path, file]));
  const changed = now.filter(({ path, digest, isExecutable }) => {
    const before = reviewed.get(path);
    reviewed.delete(path);
    return before?.digest !== digest || before.isExecutable !== isExecutable;
  });
  const paths = [...changed.map(({ path }) => path), ...reviewed.keys()].sort();
  return { kind: 'changed-since-review', skill: plan.source.path, paths };
}

function memoise<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return key => {
    const known = made.get(key);
    if (known !== undefined) {
      return known;
    }
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
