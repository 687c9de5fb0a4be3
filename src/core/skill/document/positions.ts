import type { Position, Range } from '../problem.ts';
import type { Span, TextLines } from './skillDocument.ts';

/** Where each line of `text` starts, up to `end`. Lines end at LF, CRLF or a lone CR, as in VS Code. */
export function lineStartsOf(text: string, end: number): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) {
        starts.push(i + 1);
      }
    }
    return starts;
  }
  for (let i = text.indexOf('\n'); i !== -1 && i < end; i = text.indexOf('\n', i + 1)) {
    starts.push(i + 1);
  }
  return starts;
}

/** The zero-based line that `offset` is on. */
export function lineAt(document: TextLines, offset: number): number {
  const { lineStarts } = document;
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** The offset where a line's text ends, before its line break. */
export function lineEnd(document: TextLines, line: number): number {
  const { text, lineStarts, seenEnd } = document;
  const start = lineStarts[line] ?? seenEnd;
  let end = lineStarts[line + 1] ?? seenEnd;
  while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) {
    end--;
  }
  return end;
}

/** An offset as a position; one inside a line break counts as the end of its line. */
export function positionAt(document: TextLines, offset: number): Position {
  const line = lineAt(document, offset);
  const start = document.lineStarts[line] ?? 0;
  return { line, character: Math.max(0, Math.min(offset, lineEnd(document, line)) - start) };
}

/** What stands in a range. */
export function textIn(document: TextLines, range: Range): string {
  const { start, end } = spanOf(document, range);
  return document.text.slice(start, end);
}

/** A position as an offset, clamped to the text. */
export function offsetAt(document: TextLines, position: Position): number {
  if (position.line >= document.lineStarts.length) {
    return document.seenEnd;
  }
  const start = document.lineStarts[Math.max(0, position.line)] ?? 0;
  return Math.min(start + Math.max(0, position.character), lineEnd(document, position.line));
}

export function rangeOf(document: TextLines, span: Span): Range {
  return { start: positionAt(document, span.start), end: positionAt(document, span.end) };
}

export function spanOf(document: TextLines, range: Range): Span {
  return { start: offsetAt(document, range.start), end: offsetAt(document, range.end) };
}
