import type { Span } from './skillDocument.ts';

/** Where the front matter's parts are. */
export interface FrontMatterPlace {
  readonly open: Span;
  readonly close: Span | null;
  readonly source: Span;
}

/** A line that is `---` and nothing else, at the sticky position. */
const delimiter = /---[ \t]*(?=[\r\n]|$)/y;

/** Looks like `key:`, as far as the front matter of an unclosed one reaches. */
const keyLine = /^[A-Za-z][\w-]*[ \t]*:(?:[ \t]|$)/;

/** What a body starts with at the left edge and a front matter hardly ever has. */
const bodyLine = /^(?:#{1,6}[ \t]|```|~~~)/;

/**
 * Finds the front matter: the first line that is not blank must be `---`, after an optional byte order mark.
 * One that is never closed is taken to end where something follows that is not a key.
 */
export function findFrontMatter(text: string, end: number): FrontMatterPlace | null {
  const start = firstContent(text, end);
  const openEnd = delimiterEnd(text, start);
  if (openEnd === null) {
    return null;
  }
  const open = { start, end: openEnd };
  const sourceStart = afterLineBreak(text, openEnd);
  for (let line = sourceStart; line < end; line = nextLine(text, line, end)) {
    if (delimiterEnd(text, line) !== null) {
      return { open, close: { start: line, end: line + 3 }, source: { start: sourceStart, end: line } };
    }
  }
  return { open, close: null, source: { start: sourceStart, end: endOfUnclosed(text, sourceStart, end) } };
}

/** Where the text starts behind a byte order mark, or several. */
export function marksEnd(text: string): number {
  let end = 0;
  while (text.charCodeAt(end) === 0xfeff) {
    end++;
  }
  return end;
}

/** Where the first line that is not blank starts, after a byte order mark. */
function firstContent(text: string, end: number): number {
  let line = marksEnd(text);
  for (let i = line; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || code === 13) {
      line = i + 1;
    } else if (code !== 32 && code !== 9) {
      break;
    }
  }
  return line;
}

function delimiterEnd(text: string, line: number): number | null {
  if (text.charCodeAt(line) !== 45) {
    return null;
  }
  delimiter.lastIndex = line;
  return delimiter.test(text) ? delimiter.lastIndex : null;
}

function endOfUnclosed(text: string, start: number, end: number): number {
  for (let line = start; line < end; ) {
    const next = nextLine(text, line, end);
    const content = text.slice(line, Math.min(next, line + 200)).trimEnd();
    if (bodyLine.test(content)) {
      return line;
    }
    if (content === '' && !keyLine.test(text.slice(next, Math.min(end, next + 200)))) {
      return line;
    }
    line = next;
  }
  return end;
}

/** The start of the line after the one that `offset` is on; `end` when there is none. */
function nextLine(text: string, offset: number, end: number): number {
  for (let i = offset; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === 10) {
      return i + 1;
    }
    if (code === 13) {
      return text.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
    }
  }
  return end;
}

/** Skips one line break, if there is one at `offset`. */
export function afterLineBreak(text: string, offset: number): number {
  if (text.startsWith('\r\n', offset)) {
    return offset + 2;
  }
  const code = text.charCodeAt(offset);
  return code === 10 || code === 13 ? offset + 1 : offset;
}
