import type { Failure } from '../../failure/failure.ts';
import { failureSentences } from '../../failure/failureText.ts';
import { plainText } from '../../text/plainText.ts';
import type { Result } from '../../text/result.ts';
import type { JudgeRequest } from '../run/executor.ts';
import type { GraderTarget } from '../suite/expectation.ts';
import type { Judgement, Verdict } from './grade.ts';
import { type JudgedRun, pairRequest, quotable, sentenceRequest } from './judgePrompt.ts';
import { isQuotation, readPairReply, readSentenceReply, type SaidOfSentence } from './readJudgement.ts';

/** Puts a question to the judge; repeats what was lost. The text of its reply, or why there is none. */
export type AskJudge = (request: JudgeRequest) => Promise<Result<string, Failure>>;

/** A judgement with the votes that made it. */
export interface VotedJudgement extends Judgement {
  readonly votes: readonly Verdict[];
}

/** Which of two answers a judge preferred. */
export interface PairJudgement {
  /** Null when it could not be judged. */
  readonly preferred: 'first' | 'second' | 'neither' | null;
  readonly evidence: string | null;
  readonly reason: string;
}

const noJson =
  'Your last reply was not the JSON object that was asked for. Reply with that object and nothing else.';
const noQuotation =
  'The "evidence" of your last reply does not stand in the material. Copy a passage from it word for word.';

/**
 * Has a sentence judged: once, or until two of three votes agree. A reply without JSON, or whose quotation is not there,
 * is asked for once more; without JSON again it is not judged, without a quotation again it is not passed.
 */
export async function judgeSentence(
  sentence: string,
  run: JudgedRun,
  focus: GraderTarget | null,
  votes: 1 | 3,
  ask: AskJudge,
): Promise<VotedJudgement> {
  const cast: Judgement[] = [];
  while (cast.length < votes && decided(cast, votes) === null) {
    cast.push(await vote(sentence, run, focus, ask));
  }
  const verdict = decided(cast, votes) ?? 'not-judged';
  const telling = cast.find(each => each.verdict === verdict) ?? cast.at(-1);
  const agreed = cast.filter(each => each.verdict === verdict).length;
  const count = votes === 1 || verdict === 'not-judged' ? '' : ` (${agreed} of ${cast.length} votes)`;
  return {
    verdict,
    evidence: telling?.evidence ?? null,
    reason: `${telling?.reason ?? 'The judge was not asked.'}${count}`,
    votes: cast.map(each => each.verdict),
  };
}

/** Has two answers compared in both orders; a judge that goes by the order prefers neither. */
export async function judgePair(
  prompt: string,
  first: string,
  second: string,
  criteria: string | null,
  ask: AskJudge,
): Promise<PairJudgement> {
  const ahead = await pairVote(prompt, first, second, criteria, ask);
  const behind = ahead && (await pairVote(prompt, second, first, criteria, ask));
  if (!ahead || !behind) {
    return { preferred: null, evidence: null, reason: 'The judge gave no usable reply.' };
  }
  const points = pointsOf(ahead.better) - pointsOf(behind.better);
  const isTorn = points === 0 && ahead.better !== 'same';
  const reason = isTorn
    ? 'The judge changed its mind with the order of the answers.'
    : 'Judged in both orders.';
  const preferred = points === 0 ? 'neither' : points > 0 ? 'first' : 'second';
  return { preferred, evidence: ahead.evidence === '' ? null : ahead.evidence, reason };
}

async function vote(
  sentence: string,
  run: JudgedRun,
  focus: GraderTarget | null,
  ask: AskJudge,
): Promise<Judgement> {
  const texts = quotable(run, focus);
  let again: string | null = null;
  for (let attempt = 0; ; attempt++) {
    const reply = await ask(sentenceRequest(sentence, run, focus, again));
    if (!reply.ok) {
      return notJudged(`It could not be judged: ${failureSentences(reply.failure)}`);
    }
    const said = readSentenceReply(reply.value);
    if (said && isBacked(said, texts)) {
      return backed(said);
    }
    if (attempt > 0) {
      return said
        ? unbacked(said)
        : notJudged('It could not be judged: the judge replied twice without JSON.');
    }
    again = said ? noQuotation : noJson;
  }
}

function backed({ passed, evidence }: SaidOfSentence): Judgement {
  const reason = passed ? 'The judge found it to be so.' : 'The judge found it not to be so.';
  return { verdict: passed ? 'passed' : 'failed', evidence: evidence === '' ? null : evidence, reason };
}

/** A false statement needs no passage; any passage that is given has to be there. */
function isBacked({ passed, evidence }: SaidOfSentence, texts: readonly string[]): boolean {
  return evidence === '' ? !passed : isQuotation(evidence, texts);
}

function unbacked({ passed, evidence }: SaidOfSentence): Judgement {
  const said = passed ? 'The judge found it to be so' : 'The judge found it not to be so';
  const why =
    evidence === ''
      ? 'without a quotation'
      : `with a quotation that is not there: “${plainText(evidence, 120)}”`;
  return { verdict: 'failed', evidence: null, reason: `${said}, but ${why}.` };
}

/** The verdict of the majority, once it cannot change any more. */
function decided(cast: readonly Judgement[], votes: 1 | 3): Verdict | null {
  const needed = votes === 1 ? 1 : 2;
  const found = (['passed', 'failed', 'not-judged'] as const).find(
    verdict => cast.filter(each => each.verdict === verdict).length >= needed,
  );
  return found ?? null;
}

async function pairVote(
  prompt: string,
  first: string,
  second: string,
  criteria: string | null,
  ask: AskJudge,
) {
  let again: string | null = null;
  for (let attempt = 0; attempt < 2; attempt++) {
    const reply = await ask(pairRequest(prompt, first, second, criteria, again));
    if (!reply.ok) {
      return null;
    }
    const said = readPairReply(reply.value);
    if (said && isQuotation(said.evidence, [first, second])) {
      return said;
    }
    again = said ? noQuotation : noJson;
  }
  return null;
}

function pointsOf(better: 'first' | 'second' | 'same'): number {
  return better === 'first' ? 1 : better === 'second' ? -1 : 0;
}

function notJudged(reason: string): Judgement {
  return { verdict: 'not-judged', evidence: null, reason };
}
