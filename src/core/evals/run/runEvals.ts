import { mapLimited } from '../../work/mapLimited.ts';
import { compareAnswers, nothingCompared } from './compareAnswers.ts';
import type { EvalDeps } from './evalEvents.ts';
import { type EvalPlan, evalConcurrency } from './evalPlan.ts';
import type { EarlyEnd, EvalOutcome, RunOutcome, RunResult } from './evalRun.ts';
import { carryOutRun, requestOf } from './oneRun.ts';
import { Pacer } from './pacer.ts';
import { Progress } from './progress.ts';
import { StopRules } from './stopRules.ts';
import { RunMeter, tokensOf } from './tokenUsage.ts';
import { inPlanOrder, type WorkItem, workListOf } from './workList.ts';

/**
 * Runs a plan. Four requests at a time; a 429 holds all of them back for as long as the vendor says; lost answers are
 * repeated. One failing case ends nothing; a failure that all would meet (no key, wrong key, unknown model) ends the run.
 * Never rejects; what was measured is in the outcome however it ends.
 */
export async function runEvals(plan: EvalPlan, deps: EvalDeps): Promise<EvalOutcome> {
  const startedAt = deps.now();
  const items = workListOf(plan);
  const pacer = new Pacer(deps);
  const rules = new StopRules(plan, await firstEstimate(plan, items, deps), deps.signal);
  const progress = new Progress(items, deps.onEvent ?? (() => {}));
  const isSkillEverywhere = plan.arms.every(({ arm }) => arm.kind !== 'none');
  const results: RunResult[] = [];

  const work = async (item: WorkItem): Promise<void> => {
    const { key } = item;
    const meter = new RunMeter();
    const why = await rules.begin(key, meter);
    if (why !== null) {
      results.push(progress.end(key, { kind: 'not-run', why }, meter));
      return;
    }
    progress.start(key, meter);
    const outcome = await carryOutRun(item, meter, {
      ...deps,
      pacer,
      skillName: plan.skillName,
      votes: plan.votes,
      isSkillEverywhere,
      isOver: () => rules.isOver(),
      onProgress: told => progress.tell(key, told),
      onJudging: () => progress.judging(key),
      onRepeat: (failure, afterMs) => progress.repeating(key, failure, afterMs),
    });
    rules.ended(key, outcome);
    results.push(progress.end(key, outcome, meter));
  };

  await mapLimited(items, evalConcurrency, work);
  const ordered = inPlanOrder(plan, results);
  const compared =
    plan.comparesAnswers && rules.early === null
      ? await compareAnswers(plan, ordered, pacer, rules, deps)
      : nothingCompared;
  return {
    results: ordered,
    ...compared,
    early: earlyEnd(rules, ordered),
    startedAt,
    endedAt: deps.now(),
  };
}

/** About what a run will cost, where a ceiling makes that worth knowing. */
async function firstEstimate(
  { maxTokens }: EvalPlan,
  [first]: readonly WorkItem[],
  { executor, readFile }: EvalDeps,
): Promise<number> {
  if (maxTokens === null || !first) {
    return 0;
  }
  const request = await requestOf(first, executor, readFile);
  return request.ok ? tokensOf(await executor.estimate(request.value)) : 0;
}

function earlyEnd(rules: StopRules, results: readonly RunResult[]): EvalOutcome['early'] {
  const why = results.map(({ outcome }) => notRun(outcome)).find(each => each !== null) ?? rules.early;
  return why === null ? null : { why, failure: why === 'gave-up' ? rules.failure : null };
}

function notRun(outcome: RunOutcome): EarlyEnd | null {
  return outcome.kind === 'not-run' ? outcome.why : null;
}
