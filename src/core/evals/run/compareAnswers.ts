import { cancelled } from '../../failure/failure.ts';
import { success } from '../../text/result.ts';
import { mapLimited } from '../../work/mapLimited.ts';
import { judgePair } from '../grade/judge.ts';
import { withoutVersions } from '../grade/judgePrompt.ts';
import type { EvalCase } from '../suite/suite.ts';
import type { EvalDeps } from './evalEvents.ts';
import { type EvalPlan, evalConcurrency } from './evalPlan.ts';
import type { AnswerComparison, EvalOutcome, RunResult } from './evalRun.ts';
import type { Pacer } from './pacer.ts';
import type { StopRules } from './stopRules.ts';
import { addUsage, noUsage, tokensOf, untoldTokens } from './tokenUsage.ts';
import { caseKey } from './workList.ts';

/** Two answers to the same prompt in the same run. */
interface Pair {
  readonly evalCase: EvalCase;
  readonly first: RunResult;
  readonly second: RunResult;
}

/** What comparing came to, and what it took. */
type ComparedAnswers = Pick<EvalOutcome, 'comparisons' | 'comparing'>;

export const nothingCompared: ComparedAnswers = {
  comparisons: [],
  comparing: { usage: noUsage, requests: 0 },
};

/** Has the answers of both arms held against each other, run by run. Those that nobody judged are left out. */
export async function compareAnswers(
  plan: EvalPlan,
  results: readonly RunResult[],
  pacer: Pacer,
  rules: StopRules,
  deps: EvalDeps,
): Promise<ComparedAnswers> {
  const comparisons: AnswerComparison[] = [];
  let { usage, requests } = nothingCompared.comparing;
  const offered = plan.arms.flatMap(({ skills }) => skills.map(({ name }) => name));
  await mapLimited(pairsOf(plan, results), evalConcurrency, async ({ evalCase, first, second }) => {
    if (rules.early !== null) {
      return;
    }
    const judged = await judgePair(
      evalCase.prompt,
      withoutVersions(answerOf(first), offered),
      withoutVersions(answerOf(second), offered),
      null,
      async request => {
        if (rules.isOver()) {
          return cancelled;
        }
        const reply = await pacer.send(
          () => {
            requests++;
            return deps.judge.judge(request, { signal: deps.signal });
          },
          (failure, afterMs) => deps.onEvent?.({ kind: 'repeating', key: first.key, failure, afterMs }),
        );
        if (!reply.ok) {
          return reply;
        }
        usage = addUsage(usage, reply.value.usage);
        rules.add(tokensOf(reply.value.usage) + untoldTokens(request, reply.value));
        return success(reply.value.text);
      },
    );
    const { suite, caseId, run } = first.key;
    comparisons.push({ suite, caseId, run, ...judged });
  });
  return { comparisons, comparing: { usage, requests } };
}

function pairsOf(plan: EvalPlan, results: readonly RunResult[]): readonly Pair[] {
  const cases = new Map(
    plan.suites.flatMap(suite =>
      suite.kind === 'cases'
        ? suite.cases.map(each => [caseKey({ suite: suite.path, caseId: each.id }), each] as const)
        : [],
    ),
  );
  const answered = results.filter(({ outcome }) => outcome.kind === 'answered');
  const seconds = new Map(
    answered.filter(({ key }) => key.arm === 1).map(each => [`${caseKey(each.key)}\n${each.key.run}`, each]),
  );
  return answered
    .filter(({ key }) => key.arm === 0)
    .flatMap(first => {
      const second = seconds.get(`${caseKey(first.key)}\n${first.key.run}`);
      const evalCase = cases.get(caseKey(first.key));
      return second && evalCase ? [{ evalCase, first, second }] : [];
    });
}

function answerOf({ outcome }: RunResult): string {
  return outcome.kind === 'answered' ? outcome.answer.text : '';
}
