import { plainText } from '../../core/text/plainText.ts';
import { countWords } from '../../core/text/words.ts';
import type { Tone } from '../terminal.ts';
import type { ValidatedSkill } from './validateSkill.ts';

/** For other programs: the problems, and sentences about what could not be checked. `ok` is what the exit code says. */
export function jsonReport(
  skills: readonly ValidatedSkill[],
  isOk: boolean,
  errors: readonly string[],
): string {
  const problems = skills.flatMap(skill =>
    skill.problems.map(({ file, code, severity, message, range, profile, isFixable }) => {
      return { file, code, severity, message, range, profile, fixable: isFixable };
    }),
  );
  return JSON.stringify({ ok: isOk, skills: skills.length, problems, errors }, null, 2);
}

/** The problems by file, for people, without hints, and lines that count them and what was passed over. */
export function textReport(skills: readonly ValidatedSkill[], passedOver = ''): string {
  const lines: string[] = [];
  let lastFile = '';
  for (const { folder, isChanged, problems } of skills) {
    if (isChanged) {
      lines.push(`${plainText(folder)}: fixed`);
    }
    for (const { file, severity, message, range, code, profile } of problems) {
      if (severity === 'hint') {
        continue;
      }
      if (file !== lastFile) {
        lines.push(plainText(file));
      }
      lastFile = file;
      const place = `${range.start.line + 1}:${range.start.character + 1}`;
      lines.push(`  ${place.padEnd(7)} ${severity.padEnd(11)} ${plainText(message)} (${code}, ${profile})`);
    }
  }
  const rest = passedOver === '' ? [] : [`${passedOver}; -v says where`];
  return [...lines, summary(skills), ...rest].join('\n');
}

/** How a line of it is coloured. */
export function problemTone(line: string): Tone | null {
  const [, severity] = /^ {2}\S+ +(error|warning) /.exec(line) ?? [];
  return severity === 'error' ? 'red' : severity === 'warning' ? 'yellow' : null;
}

function summary(skills: readonly ValidatedSkill[]): string {
  const count = (wanted: string) =>
    skills.reduce(
      (sum, { problems }) => sum + problems.filter(({ severity }) => severity === wanted).length,
      0,
    );
  const fixable = skills.flatMap(({ problems }) => problems.filter(({ isFixable }) => isFixable)).length;
  const counts = [
    countWords(skills.length, 'skill'),
    countWords(count('error'), 'error'),
    countWords(count('warning'), 'warning'),
    `${count('information')} information`,
    countWords(count('hint'), 'hint') + (count('hint') > 0 ? ' (in --json)' : ''),
  ];
  return `${counts.join(', ')}${fixable > 0 ? `; --fix can fix ${fixable}` : ''}`;
}
