import { countWords } from '../../text/words.ts';
import { countedVerdict, countedWords } from '../numbers/countedWords.ts';
import {
  differenceAdvice,
  differenceWords,
  pointsWords,
  preferenceWords,
  rateWords,
} from '../numbers/differenceWords.ts';
import type { ArmDifference, Rate, SuiteNumbers, TriggerNumbers } from '../numbers/evalNumbers.ts';
import { armLabel } from '../run/arm.ts';
import { noUsage, tokensOf } from '../run/tokenUsage.ts';
import type { Suite } from '../suite/suite.ts';
import type { EvalReport } from './evalReport.ts';
import { type Html, html } from './html.ts';
import { type CaseLink, caseOf, queryOf } from './reportCases.ts';
import { barsOf, type HistoryPoint, historyLine } from './reportCharts.ts';
import { reportStyle } from './reportStyle.ts';

export interface ReportPageOptions {
  /** The Content-Security-Policy's source of styles in a webview; null for a file. */
  readonly styleNonce: string | null;
  /** What was measured of the skill's versions before, oldest first. */
  readonly history: readonly HistoryPoint[];
  /** Null where the page stands alone. */
  readonly caseLink: CaseLink | null;
  /** The address behind “Save as…”; null where the page stands alone. */
  readonly saveLink: string | null;
}

/** A report as one page without a script and without anything from elsewhere. */
export function reportHtml(
  report: EvalReport,
  { styleNonce, history, caseLink, saveLink }: ReportPageOptions,
): string {
  const title = `Evals of ${report.skillName}`;
  const nonce = styleNonce === null ? '' : ` nonce="${styleNonce}"`;
  const policy =
    styleNonce === null
      ? "default-src 'none'; style-src 'unsafe-inline'"
      : `default-src 'none'; style-src 'nonce-${styleNonce}'`;
  const body = html`
<h1>${title}${saveLink && html` <a class="action" href="${saveLink}">Save as…</a>`}</h1>
${verdictsOf(report)}
${report.early ? html`<p class="note" role="alert">${report.early.sentence}</p>` : null}
${headOf(report)}
${barsOf(report)}
${historyLine(history)}
${report.suites.map(suite => suiteOf(report, suite, caseLink))}`;
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

function headOf(report: EvalReport): Html {
  const { arms, beside = [], executor, judgeModel, runs, startedAt, endedAt, results } = report;
  const { usage: comparingUsage = noUsage, requests: comparingRequests = 0 } = report.comparing ?? {};
  const tokens = results.reduce(
    (sum, { usage, judgeUsage }) => sum + usage.input + usage.output + judgeUsage.input + judgeUsage.output,
    tokensOf(comparingUsage),
  );
  const requests = results.reduce(
    (sum, result) => sum + result.requests + result.judgeRequests,
    comparingRequests,
  );
  const seconds = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
  const rows: readonly (readonly [string, string])[] = [
    ['Tried', arms.map(armLabel).join(' against ')],
    ...(beside.length === 0 ? [] : [['Offered beside it in trigger sets', beside.join(', ')] as const]),
    ['Model', `${executor.model} (${executor.label})`],
    ['Judged by', judgeModel],
    ['Runs of a case', String(runs)],
    ['When', `${startedAt.slice(0, 16).replace('T', ' ')} UTC, ${countWords(seconds, 'second')}`],
    ['Cost', `${countWords(requests, 'request')}, ${countWords(tokens, 'token')}`],
  ];
  return html`<dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** What it came to, in a sentence for each suite: of one arm how many passed, of two how they compare. */
function verdictsOf({ differences, arms, numbers }: EvalReport): Html {
  const [first, second] = arms;
  if (differences.length > 0 && first && second) {
    return html`${differences.map(
      difference =>
        html`<p class="verdict ${difference.verdict}"><strong>${armLabel(first)} ${
          difference.verdict === 'too-close' || difference.verdict === 'not-compared' ? 'against' : 'is'
        } ${
          difference.verdict === 'too-close' || difference.verdict === 'not-compared'
            ? `${armLabel(second)}: ${differenceWords(difference)}`
            : `${differenceWords(difference)} than ${armLabel(second)}`
        }</strong> <span class="figures">${[
          difference.suite,
          pointsWords(difference),
          preferenceWords(difference, armLabel(first), armLabel(second)),
        ]
          .filter(Boolean)
          .join(', ')}</span>${adviceOf(difference)}</p>`,
    )}`;
  }
  return html`${numbers.map(counted => {
    const arm = arms[counted.arm];
    const label = arm ? armLabel(arm) : '';
    return html`<p class="verdict ${verdictClasses[countedVerdict(counted)]}"><strong>${label}: ${countedWords(counted)}</strong> <span class="figures">${counted.suite}</span></p>`;
  })}`;
}

/** As differences are marked. */
const verdictClasses = { good: 'better', bad: 'worse', open: 'not-compared' } as const;

function adviceOf(difference: ArmDifference): Html | null {
  const advice = differenceAdvice(difference);
  return advice === null ? null : html`<br>${advice}`;
}

function suiteOf(report: EvalReport, suite: Suite, caseLink: CaseLink | null): Html {
  const counted = report.numbers.filter(numbers => numbers.suite === suite.path);
  return html`<section>
<h2>${suite.path}</h2>
${numbersTable(report, counted)}
${
  suite.kind === 'cases'
    ? suite.cases.map(evalCase => caseOf(report, suite.path, evalCase, { counted, caseLink }))
    : suite.queries.map(query => queryOf(report, suite.path, query, { counted, caseLink }))
}
</section>`;
}

function numbersTable({ arms }: EvalReport, counted: readonly (SuiteNumbers | TriggerNumbers)[]): Html {
  const cell = (rate: Rate) => html`<td>${rate.passed} of ${rate.total}</td><td>${rateWords(rate)}</td>`;
  return html`<table>
<thead><tr><th scope="col">Tried</th><th scope="col">Cases</th><th scope="col">Rate, with its 95 % interval</th><th scope="col">Tokens in all</th><th scope="col">Seconds an answer</th></tr></thead>
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
