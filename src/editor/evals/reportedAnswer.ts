import * as vscode from 'vscode';
import { verdictOfRun } from '../../core/evals/grade/grade.ts';
import type { EvalReport } from '../../core/evals/report/evalReport.ts';
import { armLabel } from '../../core/evals/run/arm.ts';
import type { RunKey, RunResult } from '../../core/evals/run/evalRun.ts';
import type { InputFile } from '../../core/evals/suite/suite.ts';
import { anything, decode, number, record, text } from '../../core/text/decode.ts';
import { plainText } from '../../core/text/plainText.ts';
import type { Choice } from '../ui/quickPick.ts';

/** Which answer a command is about: all of a key from a report's link, a suite and a case from the Test Explorer. */
export interface AnswerAddress {
  /** The address of the skill's SKILL.md. */
  readonly skill: string;
  readonly suite: string;
  readonly caseId: string;
  readonly arm: number | null;
  readonly run: number | null;
}

/** An answer with what was asked. */
export interface ReportedAnswer {
  readonly key: RunKey;
  readonly prompt: string;
  readonly files: readonly InputFile[];
  readonly answer: string;
  /** Null where it could not be judged, or nothing was to be. */
  readonly verdict: boolean | null;
}

const linkShape = record({ skill: text, suite: text, caseId: text, arm: number, run: number });

/** What a command was called on: a link of a report, a row or a message of the Test Explorer; null for anything else. */
export function answerAddress(target: unknown): AnswerAddress | null {
  const link = decode(linkShape, target);
  if (link.ok) {
    return link.value;
  }
  const path: string[] = [];
  for (let at = itemOf(target); typeof at?.id === 'string' && at.uri instanceof vscode.Uri; at = at.parent) {
    path.unshift(at.id);
  }
  const [skill, suite, caseId] = path;
  return skill && suite && caseId ? { skill, suite, caseId, arm: null, run: null } : null;
}

/** The file of the row, or of the message, of the Test Explorer that a command was called on. */
export function itemUri(target: unknown): vscode.Uri | undefined {
  const uri = itemOf(target)?.uri;
  return uri instanceof vscode.Uri ? uri : undefined;
}

function itemOf(target: unknown): Partial<vscode.TestItem> | null | undefined {
  const message = decode(record({ test: anything }), target);
  const held = message.ok ? message.value.test : undefined;
  return (held ?? target) as Partial<vscode.TestItem> | null | undefined;
}

/** The answers of a report that an address means, those that failed first; all of them without one. */
export function answersOf(report: EvalReport, address: AnswerAddress | null): readonly ReportedAnswer[] {
  const meant = report.results.filter(
    ({ key }) =>
      address === null ||
      (key.suite === address.suite &&
        key.caseId === address.caseId &&
        (address.arm ?? key.arm) === key.arm &&
        (address.run ?? key.run) === key.run),
  );
  const answers = meant.flatMap(result => answerOf(report, result));
  const rank = ({ verdict }: ReportedAnswer) => (verdict === false ? 0 : 1);
  return answers.toSorted((left, right) => rank(left) - rank(right));
}

/** A row for an answer. */
export function answerChoice({ arms }: EvalReport, reported: ReportedAnswer): Choice<ReportedAnswer> {
  const { key, prompt, answer, verdict } = reported;
  const arm = arms[key.arm];
  const icon = verdict === null ? 'circle-outline' : verdict ? 'pass' : 'error';
  return {
    icon,
    label: plainText(prompt, 80),
    description: `${arm ? armLabel(arm) : ''}, run ${key.run}`,
    detail: plainText(answer, 160),
    value: reported,
  };
}

function answerOf(report: EvalReport, { key, outcome }: RunResult): readonly ReportedAnswer[] {
  if (outcome.kind !== 'answered' && outcome.kind !== 'triggered') {
    return [];
  }
  const suite = report.suites.find(({ path }) => path === key.suite);
  const evalCase = suite?.kind === 'cases' ? suite.cases.find(({ id }) => id === key.caseId) : undefined;
  const query = suite?.kind === 'triggers' ? suite.queries.find(({ id }) => id === key.caseId) : undefined;
  const prompt = evalCase?.prompt ?? query?.query;
  if (prompt === undefined) {
    return [];
  }
  const verdict = outcome.kind === 'answered' ? verdictOfRun(outcome.grades) : null;
  return [{ key, prompt, files: evalCase?.files ?? [], answer: outcome.answer.text, verdict }];
}
