import type { BodyLink, Code } from './body.ts';
import { NextMatch } from './nextMatch.ts';

/** CommonMark lets implementations bound how deep brackets nest in a link's target; this keeps the time linear. */
const maxBracketDepth = 8;
const maxTargetLength = 1000;
const maxTagLength = 1000;

/** Collects links, code spans and comments of lines that are not in a fenced block. Lines come in order. */
export class InlineScanner {
  readonly links: BodyLink[] = [];
  readonly codeSpans: Code[] = [];
  readonly comments: Code[] = [];
  isInComment = false;
  readonly #text: string;
  /** What begins or ends something. */
  readonly #marks: NextMatch;
  #commentStart = 0;
  /** No `>` stands between the last tag's start and here. */
  #noTagEndBefore = 0;

  constructor(text: string) {
    this.#text = text;
    this.#marks = new NextMatch(text, /[\\`<[\]]/g, 1);
  }

  /** False when a line has nothing for this scanner, which may then be told of the next one. */
  mayTake(start: number, end: number): boolean {
    return this.isInComment || this.#marks.from(start) < end;
  }

  scanLine(start: number, end: number): void {
    const text = this.#text;
    const openBrackets: number[] = [];
    const runs = new BacktickRuns(text, end);
    let i = this.isInComment ? this.#endComment(start, end) : start;
    for (;;) {
      i = this.#marks.from(i);
      if (i >= end) {
        return;
      }
      const code = text.charCodeAt(i);
      if (code === 92) {
        i += 2;
      } else if (code === 96) {
        i = this.#scanCode(i, runs);
      } else if (code === 60) {
        i = this.#scanTag(i, end);
      } else if (code === 91) {
        openBrackets.push(i);
        i++;
      } else {
        i = this.#scanLink(i, end, openBrackets.pop());
      }
    }
  }

  /** From the line's start to after the comment's end, or to the line's end. */
  #endComment(start: number, end: number): number {
    const close = this.#find('-->', start, end);
    if (close === -1) {
      return end;
    }
    this.#addComment(close);
    return close + 3;
  }

  #addComment(close: number): void {
    const span = { start: this.#commentStart, end: close };
    this.comments.push({ text: this.#text.slice(span.start, span.end), span });
    this.isInComment = false;
  }

  #scanCode(start: number, runs: BacktickRuns): number {
    const open = runs.endOf(start);
    const close = runs.next(open, open - start);
    if (close === -1) {
      return open;
    }
    const span = trimmed(this.#text, open, close);
    this.codeSpans.push({ text: this.#text.slice(span.start, span.end), span });
    return runs.endOf(close);
  }

  #scanTag(start: number, end: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', start)) {
      this.isInComment = true;
      this.#commentStart = start + 4;
      return this.#endComment(start + 4, end);
    }
    if (!/[A-Za-z]/.test(text.charAt(start + 1))) {
      return start + 1;
    }
    const limit = Math.min(end, start + maxTagLength);
    const close = this.#find('>', Math.max(start, this.#noTagEndBefore), limit);
    if (close === -1) {
      this.#noTagEndBefore = limit;
      return start + 1;
    }
    const tag = text.slice(start, close);
    const attribute = /\s(src|href)=(["'])([^"']+)\2/i.exec(tag);
    if (attribute?.[1] && attribute[3]) {
      const at = start + attribute.index + attribute[0].length - 1 - attribute[3].length;
      const kind = attribute[1].toLowerCase() === 'src' ? 'image' : 'link';
      this.links.push({ kind, target: attribute[3], span: { start: at, end: at + attribute[3].length } });
    }
    return close + 1;
  }

  #scanLink(closeBracket: number, end: number, openBracket: number | undefined): number {
    const text = this.#text;
    if (text.charCodeAt(closeBracket + 1) !== 40) {
      return closeBracket + 1;
    }
    let start = closeBracket + 2;
    while (start < end && text.charCodeAt(start) === 32) {
      start++;
    }
    const isBracketed = text.charCodeAt(start) === 60;
    if (isBracketed) {
      start++;
    }
    const close = isBracketed
      ? this.#find('>', start, Math.min(end, start + maxTargetLength))
      : this.#targetEnd(start, end);
    if (close <= start) {
      return closeBracket + 2;
    }
    const isImage = openBracket !== undefined && text.charCodeAt(openBracket - 1) === 33;
    const target = text.slice(start, close);
    this.links.push({ kind: isImage ? 'image' : 'link', target, span: { start, end: close } });
    return close;
  }

  /** Where a target without angle brackets ends: at a space, or at a bracket that closes the link; -1 for neither. */
  #targetEnd(start: number, end: number): number {
    const text = this.#text;
    const limit = Math.min(end, start + maxTargetLength);
    let depth = 0;
    for (let i = start; i < limit; i++) {
      const code = text.charCodeAt(i);
      if (code <= 32) {
        return this.#isClosed(i, end) ? i : -1;
      }
      if (code === 92 && /[()]/.test(text.charAt(i + 1))) {
        i++;
      } else if (code === 40 && ++depth > maxBracketDepth) {
        return -1;
      } else if (code === 41 && depth-- === 0) {
        return i;
      }
    }
    return -1;
  }

  /** After a space only a title may follow, as in `(file.md "Title")`. */
  #isClosed(start: number, end: number): boolean {
    const next = this.#text.slice(start, Math.min(end, start + 20)).trimStart();
    return /^["'()]/.test(next);
  }

  #find(what: string, start: number, end: number): number {
    const text = this.#text;
    const first = what.charCodeAt(0);
    for (let i = start; i <= end - what.length; i++) {
      if (text.charCodeAt(i) === first && text.startsWith(what, i)) {
        return i;
      }
    }
    return -1;
  }
}

/** The runs of backticks in a line; a length that no longer comes is looked for once. */
class BacktickRuns {
  readonly #text: string;
  readonly #end: number;
  /** Where the last run of each length starts; only made when a run has no counterpart. */
  #last: ReadonlyMap<number, number> | null = null;

  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  endOf(start: number): number {
    let i = start;
    while (i < this.#end && this.#text.charCodeAt(i) === 96) {
      i++;
    }
    return i;
  }

  /** Where the next run of exactly this length starts; -1 when there is none. */
  next(from: number, length: number): number {
    if (this.#last && (this.#last.get(length) ?? -1) < from) {
      return -1;
    }
    for (const [start, end] of this.#from(from)) {
      if (end - start === length) {
        return start;
      }
    }
    this.#last ??= new Map([...this.#from(from)].map(([start, end]) => [end - start, start]));
    return -1;
  }

  *#from(from: number): Iterable<readonly [number, number]> {
    for (let i = from; i < this.#end; ) {
      const end = this.endOf(i);
      if (end > i) {
        yield [i, end];
      }
      i = end + 1;
    }
  }
}

/** Without the spaces at the ends. */
function trimmed(text: string, from: number, to: number): { readonly start: number; readonly end: number } {
  let start = from;
  let end = to;
  while (start < end && text.charCodeAt(start) === 32) {
    start++;
  }
  while (end > start && text.charCodeAt(end - 1) === 32) {
    end--;
  }
  return { start, end };
}
