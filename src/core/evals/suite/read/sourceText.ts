import { lineStartsOf, rangeOf } from '../../../skill/document/positions.ts';
import type { Span, TextLines } from '../../../skill/document/skillDocument.ts';
import type { SourceRange } from '../expectation.ts';

/** A file of a suite, with its lines. */
export interface SourceText {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  readonly lines: TextLines;
}

/** Finds the lines of a file's text. */
export function sourceText(path: string, text: string): SourceText {
  return { path, lines: { text, lineStarts: lineStartsOf(text, text.length), seenEnd: text.length } };
}

/** Offsets in a file as a place that an editor can show. */
export function placeIn({ path, lines }: SourceText, span: Span): SourceRange {
  return { path, range: rangeOf(lines, span) };
}

/**
 * Where a conflict begins that Git left in a text; null without one. Behind an odd number of fences it is an example in a
 * block of code.
 */
export function conflictIn(text: string): Span | null {
  const start = /^<{7}(?: [^\r\n]*)?$/m.exec(text);
  if (!start) {
    return null;
  }
  const behind = text.slice(start.index);
  const middle = behind.search(/^={7}\r?$/m);
  const isWhole = middle !== -1 && /^>{7}(?: |\r?$)/m.test(behind.slice(middle));
  const fences = text.slice(0, start.index).match(/^ {0,3}(?:`{3}|~{3})/gm)?.length ?? 0;
  return isWhole && fences % 2 === 0 ? { start: start.index, end: start.index + start[0].length } : null;
}

/**
 * The first character that could not be read, as in a file that is not UTF-8; null without one. In UTF-16 every other
 * byte is 0, and no text has that.
 */
export function brokenIn(text: string): Span | null {
  const start = text.search(/[\uFFFD\0]/);
  return start === -1 ? null : { start, end: start + 1 };
}

/** What is said of it: what would be asked is not what was written. */
export const brokenWords = 'This character cannot be read: the file is not UTF-8. Save it as UTF-8.';

/** What is said of a conflict, in every format. */
export const conflictWords =
  'Git left a conflict here: settle it first; until then nothing of this file is read.';

/** The beginning of a file, for what is wrong with it as a whole. */
export function startOf(source: SourceText): SourceRange {
  return placeIn(source, { start: 0, end: 0 });
}
