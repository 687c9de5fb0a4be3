import type { Span } from '../document/skillDocument.ts';
import { htmlBlockAt } from './blockStarts.ts';
import { Containers, isUnderline } from './containers.ts';
import { LineCursor } from './lineCursor.ts';
import type { Code, Fence, Heading, ParagraphLines } from './parts.ts';

/** What the lines go to that are read. */
type Leaf =
  | { readonly kind: 'paragraph'; readonly lines: Span[] }
  | {
      readonly kind: 'fence';
      readonly mark: string;
      readonly open: Span;
      readonly info: string;
      readonly start: number;
    }
  | { readonly kind: 'indented'; readonly start: number; end: number }
  | {
      readonly kind: 'html';
      readonly start: number;
      end: number;
      readonly last: RegExp | null;
      readonly isOpaque: boolean;
    };

/** Takes the definitions off a paragraph that starts with some, and returns the lines that are left. */
export type TakeDefinitions = (lines: ParagraphLines) => ParagraphLines;

const fenceOpen = /(?:`{3,}(?=[^`]*$)|~{3,})/y;
const fenceClose = /(?:`{3,}|~{3,})(?=[ \t]*$)/y;
const headingOpen = /#{1,6}(?=[ \t]|$)/y;

/** Takes Markdown apart into blocks, line by line, as CommonMark does; in time linear in the text. */
export class BlockScanner {
  readonly fences: Fence[] = [];
  readonly indented: Code[] = [];
  readonly headings: Heading[] = [];
  /** Paragraphs and headings, in their order. */
  readonly texts: ParagraphLines[] = [];
  /** HTML blocks. */
  readonly html: (Span & { readonly isOpaque: boolean })[] = [];
  readonly #text: string;
  readonly #takeDefinitions: TakeDefinitions;
  readonly #cursor: LineCursor;
  readonly #containers: Containers;
  #leaf: Leaf | null = null;
  #wasBlank = false;
  #lineStart = 0;

  constructor(text: string, takeDefinitions: TakeDefinitions) {
    this.#text = text;
    this.#takeDefinitions = takeDefinitions;
    this.#cursor = new LineCursor(text);
    this.#containers = new Containers(text, this.#cursor);
  }

  /** `end` is before the line break, `next` after it. Lines come in order. */
  takeLine(start: number, end: number, next: number): void {
    const cursor = this.#cursor;
    cursor.startLine(start, end);
    if (cursor.isBlank && this.#wasBlank) {
      return;
    }
    this.#wasBlank = cursor.isBlank;
    this.#lineStart = start;
    const matched = this.#containers.match();
    if (matched === this.#containers.depth && this.#continueLeaf(next)) {
      return;
    }
    this.#takeBlocks(matched, next);
  }

  finish(end: number): void {
    this.#lineStart = end;
    this.#closeLeaf(false);
  }

  /** True when the line belongs to the open block, whose containers all go on. */
  #continueLeaf(next: number): boolean {
    const leaf = this.#leaf;
    const cursor = this.#cursor;
    switch (leaf?.kind) {
      case 'fence':
        // Mostly another character stands there.
        if (cursor.code() === leaf.mark.charCodeAt(0) && cursor.indent <= 3) {
          if (cursor.matches(fenceClose)?.startsWith(leaf.mark)) {
            this.#closeLeaf();
          }
        }
        return true;
      case 'indented':
        if (cursor.isBlank) {
          return true;
        }
        if (cursor.indent < 4) {
          return false;
        }
        leaf.end = cursor.end;
        return true;
      case 'html':
        if (cursor.isBlank && !leaf.last) {
          return false;
        }
        this.#takeHtml(leaf, next);
        return true;
      default:
        return false;
    }
  }

  #takeHtml(leaf: Extract<Leaf, { kind: 'html' }>, next: number): void {
    leaf.end = this.#cursor.end;
    if (leaf.last?.test(this.#text.slice(this.#cursor.offset, this.#cursor.end))) {
      this.#lineStart = next;
      this.#closeLeaf();
    }
  }

  /** Opens what the line opens; what is left of it is text. */
  #takeBlocks(already: number, next: number): void {
    const cursor = this.#cursor;
    let matched = already;
    // Text below a paragraph goes on with it, even where its containers do not.
    let isInParagraph =
      matched === this.#containers.depth && this.#leaf?.kind === 'paragraph' && !cursor.isBlank;
    while (!cursor.isBlank) {
      if (cursor.indent >= 4) {
        if (this.#leaf?.kind !== 'paragraph') {
          this.#open(matched);
          cursor.skipColumns(4);
          this.#leaf = { kind: 'indented', start: cursor.offset, end: cursor.end };
          return;
        }
        break;
      }
      const container = this.#containers.take(isInParagraph);
      if (!container) {
        if (this.#takeLeafStart(matched, isInParagraph, next)) {
          return;
        }
        break;
      }
      this.#open(matched);
      this.#containers.push(container);
      matched++;
      isInParagraph = false;
      cursor.look();
    }
    this.#takeText(matched);
  }

  #takeText(matched: number): void {
    const cursor = this.#cursor;
    if (cursor.isBlank) {
      this.#open(matched, false);
      return;
    }
    const line = { start: cursor.nextNonspace, end: cursor.end };
    if (this.#leaf?.kind === 'paragraph') {
      this.#leaf.lines.push(line);
      return;
    }
    this.#open(matched);
    this.#leaf = { kind: 'paragraph', lines: [line] };
  }

  /** Ends what the line does not go on with, to make room for a block in the innermost container that it does. */
  #open(matched: number, isFilled = true): void {
    this.#closeLeaf();
    this.#containers.keep(matched, isFilled);
  }

  /** Opens a block that is no container, if one starts here. */
  #takeLeafStart(matched: number, isInParagraph: boolean, next: number): boolean {
    const cursor = this.#cursor;
    const code = cursor.code();
    if (code === 35) {
      return this.#takeHeading(matched);
    }
    if (code === 96 || code === 126) {
      return this.#takeFence(matched, next);
    }
    if (code === 60) {
      return this.#takeHtmlStart(matched, next);
    }
    if ((code === 61 || code === 45) && isInParagraph && isUnderline(cursor)) {
      if (this.#takeUnderline(matched, code)) {
        return true;
      }
    }
    if (cursor.isRule()) {
      this.#open(matched);
      return true;
    }
    return false;
  }

  #takeHeading(matched: number): boolean {
    const mark = this.#cursor.matches(headingOpen);
    if (mark === null) {
      return false;
    }
    const { nextNonspace, end } = this.#cursor;
    const all = this.#text.slice(nextNonspace + mark.length, end);
    const text = all.replace(/(?:^|[ \t])#+[ \t]*$/, '').trimEnd();
    const start = nextNonspace + mark.length + (text.length - text.trimStart().length);
    const line = { start, end: nextNonspace + mark.length + text.length };
    this.#open(matched);
    this.#addHeading(mark.length, [line], { start: this.#lineStart, end });
    return true;
  }

  #addHeading(level: number, lines: ParagraphLines, span: Span): void {
    const text = lines.map(({ start, end }) => this.#text.slice(start, end).trim()).join(' ');
    this.headings.push({ level, text, span });
    this.texts.push(lines);
  }

  #takeUnderline(matched: number, code: number): boolean {
    if (this.#leaf?.kind !== 'paragraph') {
      return false;
    }
    const lines = this.#takeDefinitions(this.#leaf.lines);
    this.#leaf = null;
    const first = lines[0];
    if (!first) {
      return false;
    }
    this.#open(matched);
    this.#addHeading(code === 61 ? 1 : 2, lines, { start: first.start, end: this.#cursor.end });
    return true;
  }

  #takeFence(matched: number, next: number): boolean {
    const mark = this.#cursor.matches(fenceOpen);
    if (mark === null) {
      return false;
    }
    const { nextNonspace, end } = this.#cursor;
    const open = { start: nextNonspace, end: nextNonspace + mark.length };
    this.#open(matched);
    this.#leaf = { kind: 'fence', mark, open, info: this.#text.slice(open.end, end).trim(), start: next };
    return true;
  }

  #takeHtmlStart(matched: number, next: number): boolean {
    const { nextNonspace, end } = this.#cursor;
    const block = htmlBlockAt(this.#text.slice(nextNonspace, end), this.#leaf?.kind === 'paragraph');
    if (!block) {
      return false;
    }
    this.#open(matched);
    const leaf: Leaf = { kind: 'html', start: nextNonspace, end, last: block.end, isOpaque: block.isOpaque };
    this.#leaf = leaf;
    this.#takeHtml(leaf, next);
    return true;
  }

  #closeLeaf(isClosed = true): void {
    const leaf = this.#leaf;
    this.#leaf = null;
    switch (leaf?.kind) {
      case 'paragraph': {
        const lines = this.#takeDefinitions(leaf.lines);
        if (lines.length > 0) {
          this.texts.push(lines);
        }
        break;
      }
      case 'fence': {
        const { open, info, start } = leaf;
        const content = this.#code(Math.min(start, this.#lineStart), this.#lineStart);
        this.fences.push({ open, info, content, isClosed });
        break;
      }
      case 'indented':
        this.indented.push(this.#code(leaf.start, leaf.end));
        break;
      case 'html':
        this.html.push({ start: leaf.start, end: leaf.end, isOpaque: leaf.isOpaque });
        break;
      case undefined:
        break;
    }
  }

  #code(start: number, end: number): Code {
    return { text: this.#text.slice(start, end), span: { start, end } };
  }
}
