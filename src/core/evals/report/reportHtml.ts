import { diffWordsWithSpace } from 'diff';
import { countWords } from '../../text/words.ts';
import type { Grade, Verdict } from '../grade/grade.ts';
import { differenceAdvice, differenceWords, pointsWords, rateWords } from '../numbers/differenceWords.ts';
import type { Rate, SuiteNumbers, TriggerNumbers } from '../numbers/evalNumbers.ts';
import type { ModelAnswer, TraceStep } from '../run/answer.ts';
import { armLabel } from '../run/arm.ts';
import type { RunResult } from '../run/evalRun.ts';
import type { EvalCase, Suite, TriggerQuery } from '../suite/suite.ts';
import type { EvalReport } from './evalReport.ts';
import { type Html, html } from './html.ts';
import { barsOf, type HistoryPoint, historyLine } from './reportCharts.ts';

/** Longer answers are not compared word by word: that takes a time that grows with both. In characters. */
const maxCompared = 20_000;

export interface ReportPageOptions {
  /** The Content-Security-Policy's source of styles in a webview; null for a file. */
  readonly styleNonce: string | null;
  /** What was measured of the skill's versions before, oldest first. */
  readonly history: readonly HistoryPoint[];
}

/** A report as one page without a script and without anything from elsewhere. */
export function reportHtml(report: EvalReport, { styleNonce, history }: ReportPageOptions): string {
  const title = `${report.skillName}: evals`;
  const nonce = styleNonce === null ? '' : ` nonce="${styleNonce}"`;
  const policy =
    styleNonce === null
      ? "default-src 'none'; style-src 'unsafe-inline'"
      : `default-src 'none'; style-src 'nonce-${styleNonce}'`;
  const body = html`
<h1>${title}</h1>
${headOf(report)}
${report.early ? html`<p class="note" role="alert">${report.early.sentence}</p>` : null}
${verdictsOf(report)}
${barsOf(report)}
${historyLine(history)}
${report.suites.map(suite => suiteOf(report, suite))}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html`${title}`.html}</title>
<style${nonce}>${reportStyle}</style>
</head>
<body>${body.html}</body>
</html>
`;
}

function headOf({ arms, executor, judgeModel, runs, startedAt, endedAt, results }: EvalReport): Html {
  const tokens = results.reduce(
    (sum, { usage, judgeUsage }) => sum + usage.input + usage.output + judgeUsage.input + judgeUsage.output,
    0,
  );
  const requests = results.reduce((sum, result) => sum + result.requests + result.judgeRequests, 0);
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  const rows: readonly (readonly [string, string])[] = [
    ['Tried', arms.map(armLabel).join(' against ')],
    ['Model', `${executor.model} (${executor.label})`],
    ['Judged by', judgeModel],
    ['Runs of a case', String(runs)],
    ['When', `${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${countWords(seconds, 'second')}`],
    ['Cost', `${countWords(requests, 'request')}, ${countWords(tokens, 'token')}`],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

function verdictsOf({ differences, arms }: EvalReport): Html | null {
  const [first, second] = arms;
  if (differences.length === 0 || !first || !second) {
    return null;
  }
  return html`<h2>${armLabel(first)} against ${armLabel(second)}</h2>
<ul>${differences.map(
    difference =>
      html`<li><strong>${differenceWords(difference)}</strong> in ${difference.suite}: ${pointsWords(difference)}${
        differenceAdvice(difference) === null ? '' : `. ${differenceAdvice(difference)}`
      }</li>`,
  )}</ul>`;
}

function suiteOf(report: EvalReport, suite: Suite): Html {
  const counted = report.numbers.filter(numbers => numbers.suite === suite.path);
  return html`<section>
<h2>${suite.path}</h2>
${numbersTable(report, counted)}
${
  suite.kind === 'cases'
    ? suite.cases.map(evalCase => caseOf(report, suite.path, evalCase, counted))
    : suite.queries.map(query => queryOf(report, suite.path, query, counted))
}
</section>`;
}

function numbersTable({ arms }: EvalReport, counted: readonly (SuiteNumbers | TriggerNumbers)[]): Html {
  const cell = (rate: Rate) => html`<td>${rate.passed} of ${rate.total}</td><td>${rateWords(rate)}</td>`;
  return html`<table>
<thead><tr><th scope="col">Tried</th><th scope="col">Cases</th><th scope="col">95 %</th><th scope="col">Tokens</th><th scope="col">Seconds an answer</th></tr></thead>
<tbody>${counted.map(numbers => {
    const arm = arms[numbers.arm];
    const { expense } = numbers;
    const tokens = (expense.inputTokens + expense.outputTokens + expense.judgeTokens).toLocaleString('en');
    const seconds = expense.meanMs === null ? '–' : (expense.meanMs / 1000).toFixed(1);
    const figures =
      numbers.kind === 'cases'
        ? cell(numbers.casesPassed)
        : html`<td>${numbers.right.passed} of ${numbers.right.total} right</td><td>precision ${rateWords(numbers.precision)}, recall ${rateWords(numbers.recall)}</td>`;
    return html`<tr><th scope="row">${arm ? armLabel(arm) : ''}</th>${figures}<td>${tokens}</td><td>${seconds}</td></tr>`;
  })}</tbody></table>`;
}

function caseOf(
  report: EvalReport,
  path: string,
  evalCase: EvalCase,
  counted: readonly (SuiteNumbers | TriggerNumbers)[],
): Html {
  const figures = report.arms.map((arm, index) => {
    const numbers = counted.find(entry => entry.kind === 'cases' && entry.arm === index);
    const found =
      numbers?.kind === 'cases' ? numbers.cases.find(({ caseId }) => caseId === evalCase.id) : undefined;
    const runs = found ? `${found.runs.passed} of ${found.runs.total}` : 'not run';
    return `${armLabel(arm)} ${runs}`;
  });
  const results = report.results.filter(({ key }) => key.suite === path && key.caseId === evalCase.id);
  return html`<details>
<summary><span class="title">${evalCase.title}</span> <span class="figures">${figures.join(' · ')}</span></summary>
<h4>Prompt</h4><pre>${evalCase.prompt}</pre>
${evalCase.expectedOutput === null ? null : html`<h4>Expected</h4><p>${evalCase.expectedOutput}</p>`}
${comparisonOf(report, results)}
${results.map(result => runOf(report, result, evalCase))}
</details>`;
}

function queryOf(
  report: EvalReport,
  path: string,
  query: TriggerQuery,
  counted: readonly (SuiteNumbers | TriggerNumbers)[],
): Html {
  const figures = report.arms.map((arm, index) => {
    const numbers = counted.find(entry => entry.kind === 'triggers' && entry.arm === index);
    const found =
      numbers?.kind === 'triggers' ? numbers.queries.find(({ caseId }) => caseId === query.id) : undefined;
    const loaded = found ? `loaded in ${found.triggered.passed} of ${found.triggered.total}` : 'not run';
    return `${armLabel(arm)} ${loaded}`;
  });
  const results = report.results.filter(({ key }) => key.suite === path && key.caseId === query.id);
  return html`<details>
<summary><span class="title">${query.query}</span> <span class="figures">${query.shouldTrigger ? 'should' : 'should not'} be loaded · ${figures.join(' · ')}</span></summary>
${results.map(result => runOf(report, result, null))}
</details>`;
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

function runOf({ arms }: EvalReport, { key, outcome, usage }: RunResult, evalCase: EvalCase | null): Html {
  const arm = arms[key.arm];
  const head = `${arm ? armLabel(arm) : ''}, run ${key.run}`;
  const tokens = countWords(usage.input + usage.output, 'token');
  switch (outcome.kind) {
    case 'answered':
      return html`<article><h4>${head} <span class="figures">${tokens}</span></h4>
${gradesOf(outcome.grades, evalCase)}${answerOf(outcome.answer)}</article>`;
    case 'triggered':
      return html`<article><h4>${head} <span class="figures">${tokens}</span></h4>
<p>${outcome.loaded.length === 0 ? 'No skill was loaded.' : `Loaded: ${outcome.loaded.join(', ')}.`}</p>${answerOf(outcome.answer)}</article>`;
    case 'failed':
      return html`<article><h4>${head}</h4><p class="note">No answer: ${outcome.failure.kind}.</p></article>`;
    case 'wrong-version':
      return html`<article><h4>${head}</h4><p class="note">${outcome.ran} ran instead of ${outcome.asked}; the answer does not count.</p></article>`;
    case 'not-run':
      return html`<article><h4>${head}</h4><p class="note">Not run: ${outcome.why}.</p></article>`;
  }
}

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
  const ended =
    stop.kind === 'done' ? null : html`<p class="note">It ended as “${stop.kind}”: ${stop.why}.</p>`;
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

/** The page's style: the editor's colours in a webview, the system's in a file. */
const reportStyle = `
:root { color-scheme: light dark; --fg: var(--vscode-foreground, CanvasText); --bg: var(--vscode-editor-background, Canvas);
  --quiet: var(--vscode-descriptionForeground, GrayText); --line: var(--vscode-panel-border, rgba(128, 128, 128, 0.4));
  --code: var(--vscode-textCodeBlock-background, rgba(128, 128, 128, 0.12)); --accent: var(--vscode-charts-blue, #3b82c4);
  --good: var(--vscode-testing-iconPassed, #2e8b57); --bad: var(--vscode-testing-iconFailed, #c9372c); }
body { font: 14px/1.5 var(--vscode-font-family, system-ui, sans-serif); color: var(--fg); background: var(--bg); margin: 0 auto; max-width: 1000px; padding: 16px 24px 48px; }
h1 { font-size: 22px; } h2 { font-size: 17px; margin: 28px 0 8px; } h4 { margin: 12px 0 4px; font-size: 14px; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 2px 24px; margin: 0; }
dl div { display: flex; gap: 8px; } dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: 8px 0; } th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; } .figures { color: var(--quiet); font-weight: normal; }
pre { background: var(--code); padding: 8px 10px; margin: 4px 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 var(--vscode-editor-font-family, ui-monospace, monospace); border-radius: 3px; }
.sides { table-layout: fixed; } .sides td { width: 50%; } ins { text-decoration: underline; background: color-mix(in srgb, var(--good) 25%, transparent); } del { background: color-mix(in srgb, var(--bad) 22%, transparent); }
details { border-bottom: 1px solid var(--line); padding: 6px 0; } details details { border: 0; } summary { cursor: pointer; } summary:focus-visible { outline: 1px solid var(--vscode-focusBorder, Highlight); }
summary .title { font-weight: 600; overflow-wrap: anywhere; } article { margin: 8px 0 12px 16px; }
tr.passed td:nth-child(2) { color: var(--good); } tr.failed td:nth-child(2) { color: var(--bad); } blockquote { margin: 4px 0 0; padding-left: 8px; border-left: 3px solid var(--line); color: var(--quiet); }
.note { border-left: 3px solid var(--bad); padding-left: 10px; } svg { display: block; width: 100%; max-width: 300px; height: 18px; } .bars span { color: var(--quiet); }
svg .track { fill: var(--code); } svg .bar { fill: var(--accent); } svg .cost { fill: var(--quiet); } svg .interval { stroke: var(--fg); stroke-width: 1.5; fill: none; }
svg.history { max-width: 600px; height: 120px; } svg .line { stroke: var(--accent); stroke-width: 2; fill: none; } svg circle { fill: var(--accent); } svg text { fill: var(--fg); font-size: 11px; text-anchor: middle; }
@media (max-width: 500px) { body { padding: 12px; } article { margin-left: 4px; } }
`;
