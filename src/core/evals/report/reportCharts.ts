import { countWords } from '../../text/words.ts';
import { rateWords } from '../numbers/differenceWords.ts';
import type { Rate } from '../numbers/evalNumbers.ts';
import { armLabel } from '../run/arm.ts';
import type { EvalReport } from './evalReport.ts';
import { type Html, html } from './html.ts';

/** A version's figures at one time, for the line over versions. Rates from 0 to 1. */
export interface HistoryPoint {
  readonly label: string;
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

/** Sizes of the drawings, in the units of their own view box. */
const barWidth = 300;
const barHeight = 18;
const lineWidth = 600;
const lineHeight = 140;
const margin = 24;

/** Bars of each arm: the rate with its interval, tokens and time beside one another. */
export function barsOf({ numbers, arms }: EvalReport): Html | null {
  const rows = numbers.flatMap(counted => {
    const arm = arms[counted.arm];
    const rate = counted.kind === 'cases' ? counted.runsPassed : counted.right;
    return arm === undefined
      ? []
      : [{ name: `${counted.suite}, ${armLabel(arm)}`, rate, expense: counted.expense }];
  });
  if (rows.length === 0) {
    return null;
  }
  const maxTokens = Math.max(1, ...rows.map(({ expense }) => expense.meanTokens ?? 0));
  const maxMs = Math.max(1, ...rows.map(({ expense }) => expense.meanMs ?? 0));
  return html`<h2>Scores and cost</h2>
<table class="bars"><thead><tr><th scope="col">Tried</th><th scope="col">Runs that passed, with 95 % interval</th><th scope="col">Tokens a run</th><th scope="col">Seconds a run</th></tr></thead>
<tbody>${rows.map(
    ({ name, rate, expense }) => html`<tr><th scope="row">${name}</th><td>${rateBar(rate)}</td>
<td>${plainBar((expense.meanTokens ?? 0) / maxTokens, countWords(Math.round(expense.meanTokens ?? 0), 'token'))}</td>
<td>${plainBar((expense.meanMs ?? 0) / maxMs, `${((expense.meanMs ?? 0) / 1000).toFixed(1)} s`)}</td></tr>`,
  )}</tbody></table>`;
}

function rateBar(rate: Rate): Html {
  const words = rateWords(rate);
  if (rate.rate === null) {
    return html`${words}`;
  }
  const x = (share: number) => Math.round(share * barWidth);
  const { low, high } = rate.interval ?? { low: rate.rate, high: rate.rate };
  const middle = barHeight / 2;
  return html`<svg viewBox="0 0 ${barWidth} ${barHeight}" role="img" aria-label="${words}">
<rect class="track" width="${barWidth}" height="${barHeight}"/><rect class="bar" width="${x(rate.rate)}" height="${barHeight}"/>
<path class="interval" d="M${x(low)} ${middle}H${x(high)}M${x(low)} 4V${barHeight - 4}M${x(high)} 4V${barHeight - 4}"/></svg><span>${words}</span>`;
}

function plainBar(share: number, words: string): Html {
  const width = Math.round(share * barWidth);
  return html`<svg viewBox="0 0 ${barWidth} ${barHeight}" role="img" aria-label="${words}"><rect class="track" width="${barWidth}" height="${barHeight}"/><rect class="cost" width="${width}" height="${barHeight}"/></svg><span>${words}</span>`;
}

/** The skill's score over its versions, with intervals; nothing for fewer than two. */
export function historyLine(points: readonly HistoryPoint[]): Html | null {
  if (points.length < 2) {
    return null;
  }
  const step = (lineWidth - 4 * margin) / (points.length - 1);
  const x = (index: number) => Math.round(margin + index * step);
  const y = (share: number) => Math.round(margin + (1 - share) * (lineHeight - 2 * margin));
  const line = points.map(({ score }, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(score)}`).join('');
  const bars = points.map(({ low, high }, index) => `M${x(index)} ${y(low)}V${y(high)}`).join('');
  const words = points.map(({ label, score }) => `${label} ${Math.round(score * 100)} %`).join(', ');
  return html`<h2>Over its versions</h2>
<svg class="history" viewBox="0 0 ${lineWidth} ${lineHeight}" role="img" aria-label="${words}">
<path class="grid" d="M${margin} ${y(1)}H${lineWidth}M${margin} ${y(0.5)}H${lineWidth}M${margin} ${y(0)}H${lineWidth}"/>
<text class="scale" x="${lineWidth}" y="${y(1) - 3}">100 %</text><text class="scale" x="${lineWidth}" y="${y(0) - 3}">0 %</text>
<path class="interval" d="${bars}"/><path class="line" d="${line}"/>
${points.map(({ score, label }, index) => html`<circle cx="${x(index)}" cy="${y(score)}" r="4"/><text x="${x(index)}" y="${lineHeight - 4}">${label}</text>`)}
</svg><p class="figures">${words}</p>`;
}
