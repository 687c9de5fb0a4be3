import type { RunResult } from '../run/evalRun.ts';
import type { TriggerQuery, TriggerSuite } from '../suite/suite.ts';
import { expenseOf } from './countCases.ts';
import type { QueryNumbers, TriggerNumbers } from './evalNumbers.ts';
import { countedRate } from './intervals.ts';

/** Skills with the number of runs that loaded them. */
type LoadCounts = readonly { readonly skill: string; readonly runs: number }[];

/**
 * Counts a trigger set in one arm; null when nothing of it was run there. A query is taken to trigger when at least half
 * of its answered runs loaded the skill; precision and recall count queries, as is common practice.
 */
export function countTriggers(
  suite: TriggerSuite,
  arm: number,
  results: readonly RunResult[],
  skill: string,
): TriggerNumbers | null {
  const own = results.filter(({ key }) => key.suite === suite.path && key.arm === arm);
  if (own.every(({ outcome }) => outcome.kind === 'not-run')) {
    return null;
  }
  const queries = suite.queries.map(each =>
    countQuery(
      each,
      own.filter(({ key }) => key.caseId === each.id),
      skill,
    ),
  );
  const answered = queries.filter(({ isTriggered }) => isTriggered !== null);
  const triggered = answered.filter(({ isTriggered }) => isTriggered);
  const wanted = answered.filter(({ shouldTrigger }) => shouldTrigger);
  const hits = triggered.filter(({ shouldTrigger }) => shouldTrigger).length;
  return {
    kind: 'triggers',
    suite: suite.path,
    arm,
    queries,
    right: countedRate(answered.filter(({ isRight }) => isRight).length, answered.length),
    precision: countedRate(hits, triggered.length),
    recall: countedRate(hits, wanted.length),
    instead: added(wanted.flatMap(({ instead }) => instead)),
    expense: expenseOf(own),
  };
}

function countQuery(
  { id, shouldTrigger }: TriggerQuery,
  results: readonly RunResult[],
  skill: string,
): QueryNumbers {
  const answered = results.flatMap(({ outcome }) => (outcome.kind === 'triggered' ? [outcome.loaded] : []));
  const loads = answered.filter(loaded => loaded.includes(skill)).length;
  const isTriggered = answered.length === 0 ? null : loads * 2 >= answered.length;
  const others = answered.filter(loaded => !loaded.includes(skill)).flat();
  return {
    caseId: id,
    shouldTrigger,
    triggered: countedRate(loads, answered.length),
    isTriggered,
    isRight: isTriggered === null ? null : isTriggered === shouldTrigger,
    instead: added(others.map(other => ({ skill: other, runs: 1 }))),
    notRun: results.filter(({ outcome }) => outcome.kind === 'not-run').length,
    failedRuns: results.filter(({ outcome }) => outcome.kind === 'failed' || outcome.kind === 'wrong-version')
      .length,
  };
}

/** Counts of the same skill in one; most frequent first. */
function added(counts: LoadCounts): LoadCounts {
  const totals = new Map<string, number>();
  for (const { skill, runs } of counts) {
    totals.set(skill, (totals.get(skill) ?? 0) + runs);
  }
  return [...totals]
    .map(([skill, runs]) => ({ skill, runs }))
    .sort((a, b) => b.runs - a.runs || (a.skill < b.skill ? -1 : 1));
}
