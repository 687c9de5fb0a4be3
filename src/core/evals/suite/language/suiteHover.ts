import { rangeOf } from '../../../skill/document/positions.ts';
import type { Hover } from '../../../skill/language/hover.ts';
import type { Position } from '../../../skill/problem.ts';
import type { SourceText } from '../read/sourceText.ts';
import { casePlaceOf } from './casePlace.ts';
import { caseKeyWords, keysBelow, valuesOfKey } from './suiteKeys.ts';

/** Says over a key of a case what it is for, with its values; over JSON suites their schema speaks. */
export function suiteHover(source: SourceText, position: Position): Hover | null {
  const place = casePlaceOf(source, position);
  if (!place) {
    return null;
  }
  const line = place.before + place.after;
  const [, indent, key] = /^( *(?:- +)*)([A-Za-z_][\w-]*):/.exec(line) ?? [];
  if (indent === undefined || key === undefined) {
    return null;
  }
  const words = keysBelow(place.kind, place.parents, place.type ?? typeIn(line)).includes(key)
    ? caseKeyWords[key]
    : undefined;
  if (words === undefined) {
    return null;
  }
  const values = valuesOfKey(key).map(({ value, detail }) => `- \`${value}\`: ${detail}`);
  const start = place.offset - place.before.length + indent.length;
  return {
    range: rangeOf(source.lines, { start, end: start + key.length }),
    markdown: [words, ...(values.length > 0 ? ['', ...values] : [])].join('\n'),
  };
}

/** A grader's type on the line itself, as where it is pointed at. */
function typeIn(line: string): string | null {
  return /^ *(?:- +)*type:[ \t]+(\w+)/.exec(line)?.[1] ?? null;
}
