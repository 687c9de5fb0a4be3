import { plainText } from '../text/plainText.ts';
import { countWords } from '../text/words.ts';
import type { Passage, TrustPlace, TrustReport } from './trustReport.ts';

/** Lines that are listed in one section; the rest is counted. */
const maxLines = 100;

/** The report in a few words, for a row: `2 scripts · 3 addresses`. */
export function trustSummary(report: TrustReport): string {
  const { repository, runnables, tools, onLoad, addresses, hidden, comments } = report;
  const parts = [
    repository.length > 0 && 'a Git repository',
    runnables.length > 0 && countWords(runnables.length, 'script'),
    tools.length > 0 && countWords(tools.length, 'allowed tool'),
    onLoad.length > 0 && `${countWords(onLoad.length, 'command')} on loading`,
    addresses.length > 0 && `${addresses.length} network ${addresses.length === 1 ? 'address' : 'addresses'}`,
    hidden.length > 0 && 'hidden characters',
    comments.length > 0 && countWords(comments.length, 'comment'),
  ].filter(part => part !== false);
  return parts.length > 0 ? parts.join(' · ') : 'text only';
}

/** The report as plain text. Whatever comes from the version is made plain, so that nothing in it acts or hides. */
export function trustText(title: string, report: TrustReport): string {
  const heading = `What ${plainText(title)} can run, reach and hide`;
  return [
    heading,
    '='.repeat([...heading].length),
    '',
    `Found by searching its ${countWords(report.files, 'file')}: facts to look at before an agent follows it, and no`,
    'statement that it is safe. An agent can be misled by ordinary sentences as well, which no',
    'search finds.',
    '',
    ...(report.repository.length > 0
      ? section(
          'A Git repository, whose settings can name commands that Git runs unasked; it is never downloaded',
          report.repository.map(plain),
        )
      : []),
    ...section(
      'Scripts and programs',
      report.runnables.map(({ path, how }) => `${plainText(path)}  (${plainText(how)})`),
    ),
    ...section('Tools that it may use without asking (allowed-tools)', report.tools.map(plain)),
    ...section('Commands that some agents run while they load it', report.onLoad.map(passage)),
    ...section(
      'Network addresses that it mentions',
      report.addresses.map(
        ({ host, places }) => `${plainText(host)}  in ${places.map(placeWords).join(', ')}`,
      ),
    ),
    ...section('Hidden and direction-changing characters', report.hidden.map(passage)),
    ...section('Comments, which the rendered page does not show', report.comments.map(passage)),
    ...section('Not searched, being binary or larger than 1 MB', report.notSearched.map(plain)),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) {
    return [`${title}: none`, ''];
  }
  const rest = lines.length - maxLines;
  return [
    `${title}: ${lines.length}`,
    ...lines.slice(0, maxLines).map(line => `  ${line}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    '',
  ];
}

function passage(found: Passage): string {
  return `${placeWords(found)}  ${plainText(found.text)}`;
}

function placeWords({ path, line }: TrustPlace): string {
  return `${plainText(path)}:${line}`;
}

function plain(text: string): string {
  return plainText(text);
}
