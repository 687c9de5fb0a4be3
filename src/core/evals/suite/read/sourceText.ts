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

/** The beginning of a file, for what is wrong with it as a whole. */
export function startOf(source: SourceText): SourceRange {
  return placeIn(source, { start: 0, end: 0 });
}
