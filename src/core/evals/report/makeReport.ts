import type { Failure } from '../../failure/failure.ts';
import { failureSentences } from '../../failure/failureText.ts';
import { compareArms } from '../numbers/compareArms.ts';
import { countCases } from '../numbers/countCases.ts';
import { countTriggers } from '../numbers/countTriggers.ts';
import type { ArmDifference, SuiteNumbers, TriggerNumbers } from '../numbers/evalNumbers.ts';
import type { EvalPlan } from '../run/evalPlan.ts';
import type { EvalOutcome } from '../run/evalRun.ts';
import type { Executor, JudgeModel } from '../run/executor.ts';
import { suiteDigest } from '../suite/suiteDigest.ts';
import type { EvalReport } from './evalReport.ts';

/** Counts what came of a plan. `failureWords` say why it was given up: what helps differs with where one sits. */
export function makeReport(
  plan: EvalPlan,
  outcome: EvalOutcome,
  { kind, label, model }: Executor,
  judge: JudgeModel,
  failureWords: (failure: Failure) => string = failureSentences,
): EvalReport {
  const numbers = plan.suites.flatMap(suite =>
    plan.arms.flatMap((_, arm) => {
      const counted =
        suite.kind === 'cases'
          ? countCases(suite, arm, outcome.results)
          : countTriggers(suite, arm, outcome.results, plan.skillName);
      return counted ? [counted] : [];
    }),
  );
  return {
    skillName: plan.skillName,
    executor: { kind, label, model },
    judgeModel: judge.model,
    arms: plan.arms.map(({ arm }) => arm),
    beside: [...new Set(plan.arms.flatMap(({ beside = [] }) => beside.map(({ name }) => name)))],
    suiteDigest: suiteDigest(plan.suites),
    isWhole: plan.isWhole,
    suites: plan.suites,
    runs: plan.runs,
    votes: plan.votes,
    results: outcome.results,
    comparisons: outcome.comparisons,
    comparing: outcome.comparing,
    numbers,
    differences: plan.arms.length < 2 ? [] : differencesOf(plan, numbers, outcome),
    early: outcome.early && { why: outcome.early.why, sentence: earlyWords(outcome.early, failureWords) },
    startedAt: new Date(outcome.startedAt).toISOString(),
    endedAt: new Date(outcome.endedAt).toISOString(),
    maxTokens: plan.maxTokens,
  };
}

/** How a run of evals ended before its end, in a sentence. */
function earlyWords(
  { why, failure }: NonNullable<EvalOutcome['early']>,
  failureWords: (failure: Failure) => string,
): string {
  switch (why) {
    case 'cancelled':
      return 'It was cancelled or broken off; what had been measured by then is kept.';
    case 'ceiling':
      return 'The ceiling of tokens was reached; what had been measured by then is kept.';
    case 'gave-up':
      return failure === null
        ? 'It was given up, since no answer came.'
        : `It was given up: ${failureWords(failure)}`;
  }
}

function differencesOf(
  { suites }: EvalPlan,
  numbers: readonly (SuiteNumbers | TriggerNumbers)[],
  { comparisons }: EvalOutcome,
): readonly ArmDifference[] {
  return suites.flatMap(({ path, kind }) => {
    if (kind !== 'cases') {
      return [];
    }
    const inArm = (arm: number) =>
      numbers.find(
        (each): each is SuiteNumbers => each.kind === 'cases' && each.suite === path && each.arm === arm,
      ) ?? null;
    const judged = comparisons.filter(({ suite, preferred }) => suite === path && preferred !== null);
    const count = (wanted: 'first' | 'second' | 'neither') =>
      judged.filter(({ preferred }) => preferred === wanted).length;
    const preferred =
      judged.length === 0
        ? null
        : { first: count('first'), second: count('second'), neither: count('neither') };
    const difference = compareArms(inArm(0), inArm(1), preferred);
    return difference ? [difference] : [];
  });
}
