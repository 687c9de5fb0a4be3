import { type Check, type CheckVerdict, type Examined, tally } from './check.ts';

const verdictWords: Readonly<Record<CheckVerdict, string>> = {
  held: 'held',
  differed: 'DIFFERED',
  'not-tried': 'not tried',
};

const modeWords: Readonly<Record<Examined['mode'], string>> = {
  read: 'Only read; nothing was written.',
  write: 'Read and written, with scratch skills.',
  'write with limits': 'Read and written, with scratch skills, up to the size limits.',
};

/** `24 held, 1 differed, 3 not tried`. */
export function tallyWords(checks: readonly Check[]): string {
  const { held, differed, 'not-tried': notTried } = tally(checks);
  return `${held} held, ${differed} differed, ${notTried} not tried`;
}

/** The report as plain text, ready to be pasted. `version` is Skillwright's. */
export function examinationText(examined: Examined, version: string): string {
  const { origin, protocol, mode, at, checks, trace, wasCancelled } = examined;
  const heading = `Check of ${origin}`;
  const width = Math.max(...checks.map(({ title }) => title.length), 1);
  const worth = checks.filter(({ verdict }) => verdict === 'differed');
  const harmful = worth.filter(({ differences }) => differences.some(({ isHarmless }) => !isHarmless));
  return [
    heading,
    '='.repeat(heading.length),
    '',
    `${protocol}. ${modeWords[mode]}`,
    `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC, Skillwright ${version}`,
    '',
    `${tallyWords(checks)}.${wasCancelled ? ' It was cancelled.' : ''}${harmWords(worth.length, harmful.length)}`,
    '',
    ...checks.flatMap(check => checkLines(check, width)),
    '',
    'Trace: every request, without keys, ids, names and contents',
    '',
    ...trace.map((line, index) => `${String(index + 1).padStart(4)}  ${line}`),
    '',
  ].join('\n');
}

function harmWords(differed: number, harmful: number): string {
  if (differed === 0) {
    return '';
  }
  return harmful === 0
    ? ' Skillwright understands it all the same.'
    : ` ${harmful} of the differences ${harmful === 1 ? 'stands' : 'stand'} in Skillwright’s way.`;
}

function checkLines(
  { title, expected, verdict, seen, differences }: Check,
  width: number,
): readonly string[] {
  const line = `${verdictWords[verdict].padEnd(9)}  ${title.padEnd(width)}  ${seen}`.trimEnd();
  if (verdict !== 'differed') {
    return [line];
  }
  return [
    line,
    `             expected: ${expected}`,
    ...differences.map(
      ({ what, isHarmless }) => `             seen: ${what}${isHarmless ? ' (understood all the same)' : ''}`,
    ),
  ];
}
