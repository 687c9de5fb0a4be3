import type { EvalCase, Suite, TriggerQuery } from '../suite/suite.ts';
import type { OfferedArm } from './arm.ts';
import { type EvalPlan, maxRuns } from './evalPlan.ts';
import type { RunKey } from './evalRun.ts';

/** One run that a plan asks for. */
export interface WorkItem {
  readonly key: RunKey;
  readonly arm: OfferedArm;
  readonly task: WorkTask;
}

/** What is asked in a run. */
export type WorkTask =
  | { readonly kind: 'case'; readonly evalCase: EvalCase }
  | { readonly kind: 'query'; readonly query: TriggerQuery };

/**
 * Every run of a plan. Runs of the arms alternate, so that what changes at the vendor meanwhile meets both alike.
 * Trigger sets are not run without the skill: nothing could be loaded.
 */
export function workListOf(plan: EvalPlan): readonly WorkItem[] {
  return plan.suites.flatMap(suite =>
    tasksOf(suite).flatMap(({ caseId, runs, task }) =>
      Array.from({ length: runsOf(runs ?? plan.runs) }, (_, index) => index + 1).flatMap(run =>
        plan.arms.flatMap((arm, index) =>
          task.kind === 'query' && arm.arm.kind === 'none'
            ? []
            : [{ key: { suite: suite.path, caseId, arm: index, run }, arm, task }],
        ),
      ),
    ),
  );
}

/** Puts results that came in any order into the plan's: suite, case, arm, run. */
export function inPlanOrder<T extends { readonly key: RunKey }>(
  plan: EvalPlan,
  results: readonly T[],
): readonly T[] {
  const places = new Map<string, number>();
  for (const suite of plan.suites) {
    for (const { caseId } of tasksOf(suite)) {
      places.set(caseKey({ suite: suite.path, caseId }), places.size);
    }
  }
  const placeOf = ({ key }: T) => places.get(caseKey(key)) ?? 0;
  return results.toSorted(
    (a, b) => placeOf(a) - placeOf(b) || a.key.arm - b.key.arm || a.key.run - b.key.run,
  );
}

/** Names a case among all suites. */
export function caseKey({ suite, caseId }: Pick<RunKey, 'suite' | 'caseId'>): string {
  return `${suite}\n${caseId}`;
}

function tasksOf(
  suite: Suite,
): readonly { readonly caseId: string; readonly runs: number | null; readonly task: WorkTask }[] {
  return suite.kind === 'cases'
    ? suite.cases.map(evalCase => ({
        caseId: evalCase.id,
        runs: evalCase.limits.runs,
        task: { kind: 'case', evalCase },
      }))
    : suite.queries.map(query => ({ caseId: query.id, runs: null, task: { kind: 'query', query } }));
}

function runsOf(wanted: number): number {
  return Math.max(1, Math.min(maxRuns, Math.floor(wanted)));
}
