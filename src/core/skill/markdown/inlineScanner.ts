import { BacktickRuns } from './backtickRuns.ts';
import { tagLengthAt } from './blockStarts.ts';
import type { JoinedText } from './joinedText.ts';
import { isPunctuation, labelAt, labelKey, skipBlanks, targetAt, titleEnd } from './linkParts.ts';
import type { BodyLink, Code } from './parts.ts';

/** An opening bracket that waits for its counterpart. */
interface Bracket {
  readonly at: number;
  readonly isImage: boolean;
  /** Another bracket was opened inside, so what is between is no label. */
  hasInner: boolean;
}

const marks = /[\\`<[\]]/g;
const autolink = /<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>\0-\x20]*)>/y;
const attribute = /\s(src|href)\s*=\s*(["'])([^"']+)\2/i;
const maxLabel = 999;

/** Where links, code and comments of the Markdown go. */
export interface InlineParts {
  readonly links: BodyLink[];
  readonly codeSpans: Code[];
  readonly comments: Code[];
}

/** Finds links, code spans and comments in one paragraph, as CommonMark does; in time linear in it. */
export class InlineScanner {
  readonly #parts: InlineParts;
  readonly #source: string;
  readonly #joined: JoinedText;
  readonly #text: string;
  readonly #labels: ReadonlySet<string>;
  readonly #runs: BacktickRuns;
  readonly #brackets: Bracket[] = [];
  /** Links hold no links: so many brackets from the bottom open none. */
  #inactive = 0;
  /** Before here, everything is taken. */
  #taken = 0;
  readonly #missing = new Set<string>();

  constructor(source: string, joined: JoinedText, labels: ReadonlySet<string>, parts: InlineParts) {
    this.#source = source;
    this.#joined = joined;
    this.#text = joined.text;
    this.#labels = labels;
    this.#parts = parts;
    this.#runs = new BacktickRuns(joined.text);
  }

  scan(): void {
    const text = this.#text;
    let i = 0;
    for (;;) {
      marks.lastIndex = i;
      if (!marks.test(text)) {
        return;
      }
      i = marks.lastIndex - 1;
      const code = text.charCodeAt(i);
      if (code === 91) {
        this.#openBracket(i);
        i++;
        continue;
      }
      if (code === 92) {
        i += isPunctuation(text.charCodeAt(i + 1)) ? 2 : 1;
      } else if (code === 96) {
        i = this.#scanCode(i);
      } else if (code === 60) {
        i = this.#scanTag(i);
      } else {
        i = this.#closeBracket(i);
      }
      this.#taken = i;
    }
  }

  #openBracket(at: number): void {
    const last = this.#brackets.at(-1);
    if (last) {
      last.hasInner = true;
    }
    const isImage = at > this.#taken && this.#text.charCodeAt(at - 1) === 33;
    this.#brackets.push({ at, isImage, hasInner: false });
  }

  #scanCode(start: number): number {
    const open = this.#runs.endOf(start);
    const close = this.#runs.next(open, open - start);
    if (close === -1) {
      return open;
    }
    let from = open;
    let to = close;
    while (from < to && isBlank(this.#text.charCodeAt(from))) {
      from++;
    }
    while (to > from && isBlank(this.#text.charCodeAt(to - 1))) {
      to--;
    }
    this.#parts.codeSpans.push(this.#codeAt(from, to));
    return this.#runs.endOf(close);
  }

  /** As it stands in the file. */
  #codeAt(from: number, to: number): Code {
    const span = this.#joined.spanOf(from, to);
    return { text: this.#source.slice(span.start, span.end), span };
  }

  #scanTag(start: number): number {
    const text = this.#text;
    autolink.lastIndex = start;
    const address = autolink.exec(text)?.[1];
    if (address !== undefined) {
      this.#addLink('link', start + 1, start + 1 + address.length);
      return start + address.length + 2;
    }
    if (text.startsWith('<!--', start)) {
      return this.#scanComment(start);
    }
    const end = this.#markupEnd(start);
    if (end !== -1) {
      return end;
    }
    const length = tagLengthAt(text, start);
    if (length === 0) {
      return start + 1;
    }
    const found = attributeIn(text.slice(start, start + length));
    if (found) {
      this.#addLink(found.kind, start + found.start, start + found.end);
    }
    return start + length;
  }

  #scanComment(start: number): number {
    const text = this.#text;
    for (const short of ['<!-->', '<!--->']) {
      if (text.startsWith(short, start)) {
        return start + short.length;
      }
    }
    const close = this.#find('-->', start + 4);
    if (close === -1) {
      return start + 1;
    }
    this.#parts.comments.push(this.#codeAt(start + 4, close));
    return close + 3;
  }

  /** After a processing instruction, a declaration or CDATA; -1 when none starts here. */
  #markupEnd(start: number): number {
    const kinds = [
      [/<\?/y, '?>'],
      [/<!\[CDATA\[/y, ']]>'],
      [/<![A-Za-z]/y, '>'],
    ] as const;
    const second = this.#text.charCodeAt(start + 1);
    if (second !== 33 && second !== 63) {
      return -1;
    }
    for (const [open, close] of kinds) {
      open.lastIndex = start;
      if (open.test(this.#text)) {
        const end = this.#find(close, open.lastIndex);
        return end === -1 ? -1 : end + close.length;
      }
    }
    return -1;
  }

  /** What is missing once is missing from there on. */
  #find(what: string, from: number): number {
    if (this.#missing.has(what)) {
      return -1;
    }
    const at = this.#text.indexOf(what, from);
    if (at === -1) {
      this.#missing.add(what);
    }
    return at;
  }

  #closeBracket(close: number): number {
    const bracket = this.#brackets.pop();
    if (!bracket) {
      return close + 1;
    }
    const isInactive = this.#brackets.length < this.#inactive;
    this.#inactive = Math.min(this.#inactive, this.#brackets.length);
    if (isInactive && !bracket.isImage) {
      return close + 1;
    }
    const after = this.#targetAfter(close, bracket.isImage) ?? this.#labelAfter(close, bracket);
    if (after === null) {
      return close + 1;
    }
    if (!bracket.isImage) {
      this.#inactive = this.#brackets.length;
    }
    return after;
  }

  /** Takes `(target "title")`. */
  #targetAfter(close: number, isImage: boolean): number | null {
    const text = this.#text;
    if (text.charCodeAt(close + 1) !== 40) {
      return null;
    }
    const target = targetAt(text, skipBlanks(text, close + 2));
    if (!target) {
      return null;
    }
    const titleStart = skipBlanks(text, target.after);
    const hasTitle = titleStart > target.after && text.charCodeAt(titleStart) !== 41;
    const titleAfter = hasTitle ? titleEnd(text, titleStart) : titleStart;
    const end = titleAfter === -1 ? -1 : skipBlanks(text, titleAfter);
    if (end === -1 || text.charCodeAt(end) !== 41) {
      return null;
    }
    this.#addLink(isImage ? 'image' : 'link', target.start, target.end);
    return end + 1;
  }

  /** Takes a label that is defined: `[text][label]`, `[label][]` or `[label]`. Its target is the definition's. */
  #labelAfter(close: number, bracket: Bracket): number | null {
    if (this.#labels.size === 0) {
      return null;
    }
    const full = labelAt(this.#text, close + 1);
    if (full && full.label !== '') {
      return this.#labels.has(labelKey(full.label)) ? full.after : null;
    }
    const own =
      bracket.hasInner || close - bracket.at > maxLabel ? '' : this.#text.slice(bracket.at + 1, close);
    return own !== '' && this.#labels.has(labelKey(own)) ? (full?.after ?? close + 1) : null;
  }

  #addLink(kind: BodyLink['kind'], start: number, end: number): void {
    this.#parts.links.push({
      kind,
      target: this.#text.slice(start, end),
      span: this.#joined.spanOf(start, end),
    });
  }
}

/** The `src` or `href` of a tag, with its place in the tag. */
export function attributeIn(
  tag: string,
): { readonly kind: 'link' | 'image'; readonly start: number; readonly end: number } | null {
  const found = attribute.exec(tag);
  if (!found?.[1] || !found[3]) {
    return null;
  }
  const end = found.index + found[0].length - 1;
  return { kind: found[1].toLowerCase() === 'src' ? 'image' : 'link', start: end - found[3].length, end };
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10;
}
