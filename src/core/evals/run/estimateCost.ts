import type { Failure } from '../../failure/failure.ts';
import { estimateTokens } from '../../skill/document/tokens.ts';
import type { Result } from '../../text/result.ts';
import { countWords } from '../../text/words.ts';
import { isFree } from '../grade/gradeRun.ts';
import { sentenceRequest } from '../grade/judgePrompt.ts';
import type { Expectation } from '../suite/expectation.ts';
import type { EvalCase } from '../suite/suite.ts';
import type { ModelAnswer } from './answer.ts';
import type { OfferedArm } from './arm.ts';
import type { CostEstimate, EvalPlan } from './evalPlan.ts';
import type { Executor } from './executor.ts';
import { requestOf } from './oneRun.ts';
import { noUsage, tokensOf } from './tokenUsage.ts';
import { caseKey, type WorkItem, workListOf } from './workList.ts';

/** Tokens of an answer with what was done for it, as a judge reads them, and of the judge's reply. */
const judgedTokens = 1_500;
const replyTokens = 150;

/** What a judge's question holds besides the answer. */
const nothingAnswered: ModelAnswer = {
  text: '',
  trace: [],
  files: [],
  usage: noUsage,
  durationMs: 0,
  requests: 0,
  ranVersions: null,
  stop: { kind: 'done' },
};

/** What an estimate is handed; nothing is sent. */
export interface EstimateDeps {
  readonly executor: Executor;
  readonly readFile: (path: string) => Promise<Result<Uint8Array, Failure>>;
}

/** About what a plan will cost: requests, of which some judge, and tokens. Told before the first request. */
export async function estimateCost(plan: EvalPlan, deps: EstimateDeps): Promise<CostEstimate> {
  const items = workListOf(plan);
  const known = new Map<string, number>();
  let tokens = 0;
  let judgeRequests = 0;
  for (const item of items) {
    const key = `${caseKey(item.key)}\n${item.key.arm}`;
    const perRun = known.get(key) ?? (await tokensOfItem(item, deps));
    known.set(key, perRun);
    const judged = judgementsOf(item, plan);
    tokens += perRun + judged.tokens;
    judgeRequests += judged.requests;
  }
  const pairs = plan.comparesAnswers ? pairCost(items) : { requests: 0, tokens: 0 };
  const total = tokens + pairs.tokens;
  return {
    requests: items.length + judgeRequests + pairs.requests,
    judgeRequests: judgeRequests + pairs.requests,
    tokens: Math.round(total),
    isOverCeiling: plan.maxTokens !== null && total > plan.maxTokens,
  };
}

/** `21 requests, 3 of them to judge, ≈ 84,000 tokens.` */
export function costWords({ requests, judgeRequests, tokens }: CostEstimate): string {
  const judged = judgeRequests === 0 ? '' : `, ${judgeRequests.toLocaleString('en')} of them to judge`;
  return `${countWords(requests, 'request')}${judged}, ${estimateWords(tokens)}.`;
}

/** `≈ 84,000 tokens`: two digits, since an estimate knows no more. */
export function estimateWords(tokens: number): string {
  return `≈ ${countWords(Number(tokens.toPrecision(2)), 'token')}`;
}

async function tokensOfItem(item: WorkItem, { executor, readFile }: EstimateDeps): Promise<number> {
  const request = await requestOf(item, executor, readFile);
  return request.ok ? tokensOf(await executor.estimate(request.value)) : 0;
}

function judgementsOf(
  { arm, task }: WorkItem,
  { votes }: EvalPlan,
): { readonly requests: number; readonly tokens: number } {
  if (task.kind === 'query') {
    return { requests: 0, tokens: 0 };
  }
  let requests = 0;
  let tokens = 0;
  for (const expectation of judgedIn(task.evalCase, arm)) {
    const asked = expectation.grader.kind === 'baseline' ? 2 : votes;
    requests += asked;
    tokens += asked * questionTokens(expectation, task.evalCase);
  }
  return { requests, tokens };
}

function judgedIn({ expectations }: EvalCase, { arm }: OfferedArm): readonly Expectation[] {
  return expectations.filter(
    expectation => !isFree(expectation) && (arm.kind !== 'none' || expectation.arms === 'both'),
  );
}

function questionTokens({ text, grader }: Expectation, { prompt }: EvalCase): number {
  const run = { prompt, answer: nothingAnswered, offered: [] };
  const question = sentenceRequest(grader.kind === 'sentence' ? grader.sentence : text, run, null);
  return estimateTokens(question.system) + estimateTokens(question.prompt) + judgedTokens + replyTokens;
}

/** Both answers are read twice. */
function pairCost(items: readonly WorkItem[]): { readonly requests: number; readonly tokens: number } {
  const pairs = items.filter(({ key, task }) => key.arm === 1 && task.kind === 'case').length;
  return { requests: pairs * 2, tokens: pairs * 2 * (2 * judgedTokens + replyTokens) };
}
