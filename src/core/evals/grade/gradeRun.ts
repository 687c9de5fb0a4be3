import type { Failure } from '../../failure/failure.ts';
import { plainText } from '../../text/plainText.ts';
import type { Result } from '../../text/result.ts';
import type { ModelAnswer } from '../run/answer.ts';
import type { Expectation } from '../suite/expectation.ts';
import type { EvalCase } from '../suite/suite.ts';
import type { Grade, Judgement, Verdict } from './grade.ts';
import { gradeFree, type SeenRun, unseen } from './gradeFree.ts';
import { type AskJudge, judgePair, judgeSentence } from './judge.ts';
import { withoutVersions } from './judgePrompt.ts';
import { recordedAnswer } from './recordedAnswer.ts';

/** What the grading of a run is handed. */
export interface GradingDeps {
  readonly ask: AskJudge;
  readonly readFile: (path: string) => Promise<Result<Uint8Array, Failure>>;
  readonly votes: 1 | 3;
  /** The run's own arm has the skill. */
  readonly hasSkill: boolean;
  /** All arms of the plan have it, so that what only holds with it may count. */
  readonly isSkillEverywhere: boolean;
  /** Whether nothing more is asked, since the ceiling of tokens is reached. */
  readonly isOver?: () => boolean;
}

/** Judges all expectations of a case by one answer: the free ones first, then those that a model is asked about. */
export async function gradeRun(
  evalCase: EvalCase,
  seen: SeenRun,
  deps: GradingDeps,
): Promise<readonly Grade[]> {
  const { expectations } = evalCase;
  // Where nothing else is asked, what only holds with the skill is all there is.
  const declined = declinedWith(seen.answer);
  const areAllWithOnly = expectations.every(({ arms }) => arms === 'with-only');
  const grades = new Map<string, Grade>();
  for (const expectation of byCost(expectations)) {
    const isAsked = expectation.arms === 'both' || deps.hasSkill;
    const isScored = expectation.arms === 'both' || areAllWithOnly || deps.isSkillEverywhere;
    const said = isAsked ? (declined ?? (await judge(expectation, evalCase, seen, deps))) : withoutSkill;
    const isCutShort = said.verdict === 'not-judged' && !isFree(expectation) && deps.isOver?.() === true;
    const judged = isCutShort ? { ...said, reason: overCeiling } : said;
    grades.set(expectation.id, {
      expectation: expectation.id,
      weight: expectation.weight,
      isScored,
      by: isFree(expectation) ? 'free' : 'judge',
      votes: judged.votes ?? [],
      verdict: judged.verdict,
      evidence: judged.evidence,
      reason: judged.reason,
    });
  }
  return expectations.flatMap(({ id }) => grades.get(id) ?? []);
}

const overCeiling = 'It was not judged, since the ceiling of tokens was reached.';

const withoutSkill: Judged = {
  verdict: 'not-applicable',
  evidence: null,
  reason: 'It is not asked of an answer that was given without the skill.',
};

/** Nothing is met by an answer that the vendor kept back, not even that something is not in it. */
function declinedWith({ text, stop }: ModelAnswer): Judged | null {
  if (stop.kind !== 'refused' || text.trim() !== '') {
    return null;
  }
  const why = plainText(stop.why, 200).trim();
  const reason = why === '' ? 'The model declined.' : `The model declined: ${why}`;
  return { verdict: 'failed', evidence: null, reason };
}

type Judged = Judgement & { readonly votes?: readonly Verdict[] };

async function judge(
  { grader }: Expectation,
  { prompt }: EvalCase,
  seen: SeenRun,
  deps: GradingDeps,
): Promise<Judged> {
  const { answer, offered } = seen;
  switch (grader.kind) {
    case 'sentence': {
      const run = { prompt, answer, offered };
      const hidden = grader.focus && unseen(grader.focus, seen);
      return hidden ?? judgeSentence(grader.sentence, run, grader.focus, deps.votes, deps.ask);
    }
    case 'baseline': {
      const file = await deps.readFile(grader.path);
      const recorded = file.ok ? recordedAnswer(new TextDecoder().decode(file.value)) : null;
      if (recorded === null) {
        const reason = `It could not be judged: ${grader.path} is missing, or holds no answer.`;
        return { verdict: 'not-judged', evidence: null, reason };
      }
      const pair = await judgePair(
        prompt,
        withoutVersions(answer.text, offered),
        recorded,
        grader.criteria,
        deps.ask,
      );
      const { preferred, evidence, reason } = pair;
      const verdict = preferred === null ? 'not-judged' : preferred === 'second' ? 'failed' : 'passed';
      return { verdict, evidence, reason };
    }
    default:
      return gradeFree(grader, seen);
  }
}

function byCost(expectations: readonly Expectation[]): readonly Expectation[] {
  return expectations.toSorted((a, b) => Number(isFree(b)) - Number(isFree(a)));
}

/** Whether an expectation is judged without asking a model. */
export function isFree({ grader }: Expectation): boolean {
  return grader.kind !== 'sentence' && grader.kind !== 'baseline';
}
