import { diffWordsWithSpace } from 'diff';
import { failureSentences } from '../../failure/failureText.ts';
import { countWords } from '../../text/words.ts';
import type { Grade, Verdict } from '../grade/grade.ts';
import type { Rate, SuiteNumbers, TriggerNumbers } from '../numbers/evalNumbers.ts';
import type { ModelAnswer, TraceStep } from '../run/answer.ts';
import { armLabel } from '../run/arm.ts';
import type { EarlyEnd, RunKey, RunResult } from '../run/evalRun.ts';
import type { EvalCase, TriggerQuery } from '../suite/suite.ts';
import type { EvalReport } from './evalReport.ts';
import { type Html, html } from './html.ts';
import { stopWords } from './stopWords.ts';

/** Longer answers are not compared word by word: that takes a time that grows with both. In characters. */
const maxCompared = 20_000;

/** The address behind “Make a case of this” at an answer. */
export type CaseLink = (key: RunKey) => string;

/** What the cases of a suite are shown with. */
export interface CaseContext {
  /** The suite's figures, by arm. */
  readonly counted: readonly (SuiteNumbers | TriggerNumbers)[];
  /** Null where the page stands alone. */
  readonly caseLink: CaseLink | null;
}

/** A case: its figures in one line; open, its prompt and every run with what it was held to. */
export function caseOf(
  report: EvalReport,
  path: string,
  evalCase: EvalCase,
  { counted, caseLink }: CaseContext,
): Html {
  const figures = report.arms.map((arm, index) => {
    const numbers = counted.find(entry => entry.kind === 'cases' && entry.arm === index);
    const found =
      numbers?.kind === 'cases' ? numbers.cases.find(({ caseId }) => caseId === evalCase.id) : undefined;
    return figureOf(armLabel(arm), found?.isPassed ?? null, found ? found.runs : null, 'runs');
  });
  const results = report.results.filter(({ key }) => key.suite === path && key.caseId === evalCase.id);
  return html`<details>
<summary><span class="title">${evalCase.title}</span> ${figures}</summary>
<h4>Prompt</h4><pre>${evalCase.prompt}</pre>
${evalCase.expectedOutput === null ? null : html`<h4>Expected</h4><p>${evalCase.expectedOutput}</p>`}
${comparisonOf(report, results)}
${preferencesOf(report, path, evalCase.id)}
${results.map(result => runOf(report, result, evalCase, caseLink))}
</details>`;
}

/** A query of a trigger set, with what was loaded for it. */
export function queryOf(
  report: EvalReport,
  path: string,
  query: TriggerQuery,
  { counted, caseLink }: CaseContext,
): Html {
  const figures = report.arms.map((arm, index) => {
    const numbers = counted.find(entry => entry.kind === 'triggers' && entry.arm === index);
    const found =
      numbers?.kind === 'triggers' ? numbers.queries.find(({ caseId }) => caseId === query.id) : undefined;
    return figureOf(armLabel(arm), found?.isRight ?? null, found ? found.triggered : null, 'runs loaded it');
  });
  const results = report.results.filter(({ key }) => key.suite === path && key.caseId === query.id);
  return html`<details>
<summary><span class="title">${query.query}</span> <span class="figures">${query.shouldTrigger ? 'should' : 'should not'} be loaded</span> ${figures}</summary>
${results.map(result => runOf(report, result, null, caseLink))}
</details>`;
}

/** How an arm did in a case: a mark that is also a word, and its figures. */
function figureOf(arm: string, isGood: boolean | null, rate: Rate | null, what: string): Html {
  if (rate === null || isGood === null) {
    return html`<span class="figure">– ${arm}: ${rate === null ? 'not run' : 'not judged'}</span>`;
  }
  return html`<span class="figure ${isGood ? 'passed' : 'failed'}"><span aria-hidden="true">${isGood ? '✓' : '✗'}</span> ${arm}: ${
    isGood ? 'passed' : 'failed'
  }, ${rate.passed} of ${rate.total} ${what}</span>`;
}

/** The first answers of both arms, word by word. */
function comparisonOf({ arms }: EvalReport, results: readonly RunResult[]): Html | null {
  const answers = [0, 1].map(arm =>
    results.find(({ key, outcome }) => key.arm === arm && outcome.kind === 'answered'),
  );
  const [first, second] = answers.map(result =>
    result?.outcome.kind === 'answered' ? result.outcome.answer.text : null,
  );
  if (arms.length < 2 || first == null || second == null) {
    return null;
  }
  const [tried, held] = arms;
  const heads = html`<th scope="col">${held ? armLabel(held) : ''}</th><th scope="col">${tried ? armLabel(tried) : ''}</th>`;
  if (first.length + second.length > maxCompared) {
    return html`<h4>Side by side</h4><table class="sides"><thead><tr>${heads}</tr></thead><tbody><tr><td><pre>${second}</pre></td><td><pre>${first}</pre></td></tr></tbody></table>`;
  }
  const parts = diffWordsWithSpace(second, first);
  const side = (skips: 'added' | 'removed') =>
    parts
      .filter(part => !part[skips])
      .map(part =>
        part.added
          ? html`<ins>${part.value}</ins>`
          : part.removed
            ? html`<del>${part.value}</del>`
            : html`${part.value}`,
      );
  return html`<h4>Side by side</h4>
<table class="sides"><thead><tr>${heads}</tr></thead>
<tbody><tr><td><pre>${side('added')}</pre></td><td><pre>${side('removed')}</pre></td></tr></tbody></table>`;
}

/** Which of two answers the judge preferred, run by run. */
function preferencesOf({ arms, comparisons }: EvalReport, path: string, caseId: string): Html | null {
  const own = comparisons.filter(({ suite, caseId: id }) => suite === path && id === caseId);
  const [first, second] = arms;
  if (own.length === 0 || !first || !second) {
    return null;
  }
  const words = { first: armLabel(first), second: armLabel(second), neither: 'neither' } as const;
  return html`<table><thead><tr><th scope="col">Run</th><th scope="col">Preferred</th><th scope="col">Why</th></tr></thead>
<tbody>${own.map(
    ({ run, preferred, reason, evidence }) =>
      html`<tr><td>${run}</td><td>${preferred === null ? 'not judged' : words[preferred]}</td><td>${reason}${
        evidence === null ? null : html`<blockquote>${evidence}</blockquote>`
      }</td></tr>`,
  )}</tbody></table>`;
}

function runOf(
  { arms }: EvalReport,
  { key, outcome, usage }: RunResult,
  evalCase: EvalCase | null,
  caseLink: CaseLink | null,
): Html {
  const arm = arms[key.arm];
  const head = `${arm ? armLabel(arm) : ''}, run ${key.run}`;
  const tokens = countWords(usage.input + usage.output, 'token');
  const make = caseLink && html`<a class="action" href="${caseLink(key)}">Make a case of this</a>`;
  switch (outcome.kind) {
    case 'answered':
      return html`<article><h4>${head} <span class="figures">${tokens}</span> ${make}</h4>
${gradesOf(outcome.grades, evalCase)}${answerOf(outcome.answer)}</article>`;
    case 'triggered':
      return html`<article><h4>${head} <span class="figures">${tokens}</span> ${make}</h4>
<p>${outcome.loaded.length === 0 ? 'No skill was loaded.' : `Loaded: ${outcome.loaded.join(', ')}.`}</p>${answerOf(outcome.answer)}</article>`;
    case 'failed':
      return html`<article><h4>${head}</h4><p class="note">No answer: ${failureSentences(outcome.failure)}</p></article>`;
    case 'wrong-version':
      return html`<article><h4>${head}</h4><p class="note">${outcome.ran} ran instead of ${outcome.asked}; the answer does not count.</p></article>`;
    case 'not-run':
      return html`<article><h4>${head}</h4><p class="note">${notRunWords[outcome.why]}</p></article>`;
  }
}

const notRunWords: Readonly<Record<EarlyEnd, string>> = {
  cancelled: 'It was not run, since the run was cancelled.',
  ceiling: 'It was not run, since the ceiling of tokens was reached.',
  'gave-up': 'It was not run, since the run was given up.',
};

const verdictMarks: Readonly<Record<Verdict, string>> = {
  passed: '✓ passed',
  failed: '✗ failed',
  'not-judged': '? not judged',
  'not-applicable': '– does not apply',
};

function gradesOf(grades: readonly Grade[], evalCase: EvalCase | null): Html | null {
  if (grades.length === 0) {
    return null;
  }
  const textOf = (id: string) =>
    evalCase?.expectations.find(expectation => expectation.id === id)?.text ?? id;
  return html`<table><thead><tr><th scope="col">Expectation</th><th scope="col">Verdict</th><th scope="col">Why</th></tr></thead>
<tbody>${grades.map(
    grade =>
      html`<tr class="${grade.verdict}"><td>${textOf(grade.expectation)}</td><td>${verdictMarks[grade.verdict]}</td><td>${grade.reason}${
        grade.evidence === null ? null : html`<blockquote>${grade.evidence}</blockquote>`
      }</td></tr>`,
  )}</tbody></table>`;
}

function answerOf({ text, trace, stop }: ModelAnswer): Html {
  const words = stopWords(stop);
  const ended = words === null ? null : html`<p class="note">${words}</p>`;
  const steps =
    trace.length === 0
      ? null
      : html`<details><summary>${countWords(trace.length, 'step')} before it</summary><ol>${trace.map(stepOf)}</ol></details>`;
  return html`${ended}<pre>${text}</pre>${steps}`;
}

function stepOf(step: TraceStep): Html {
  switch (step.kind) {
    case 'message':
      return html`<li>said<pre>${step.text}</pre></li>`;
    case 'skill-loaded':
      return html`<li>loaded the skill ${step.skill}</li>`;
    case 'command':
      return html`<li>ran<pre>${step.command}</pre>${step.stdout === '' && step.stderr === '' ? null : html`<pre>${step.stdout}${step.stderr}</pre>`}</li>`;
    case 'file':
      return html`<li>${step.action === 'read' ? 'read' : 'wrote'} ${step.path}</li>`;
    case 'tool':
      return html`<li>called ${step.tool}<pre>${step.input}</pre></li>`;
  }
}
