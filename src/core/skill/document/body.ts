import { BlockScanner } from '../markdown/blockScanner.ts';
import { Definitions } from '../markdown/definitions.ts';
import { scanHtmlBlock } from '../markdown/htmlBlock.ts';
import { InlineScanner } from '../markdown/inlineScanner.ts';
import { JoinedText } from '../markdown/joinedText.ts';
import type { BodyLink, Code, Fence, Heading, ParagraphLines } from '../markdown/parts.ts';
import { lineAt } from './positions.ts';
import type { SkillDocument, Span } from './skillDocument.ts';

/** What the rules look at in the Markdown after the front matter; all in the order of the text. */
export interface Body {
  readonly span: Span;
  /** Lines up to the last one that is not blank. */
  readonly lineCount: number;
  /** Links and images with a target of their own, definitions, and what HTML tags lead to. */
  readonly links: readonly BodyLink[];
  readonly codeSpans: readonly Code[];
  readonly fences: readonly Fence[];
  /** Code blocks without fences, from the first line's text on. */
  readonly indented: readonly Code[];
  readonly headings: readonly Heading[];
  /** Paragraphs and headings; code spans and links are in them. */
  readonly texts: readonly ParagraphLines[];
  /** What stands in HTML comments. */
  readonly comments: readonly Code[];
}

/** Reads the Markdown as CommonMark 0.31.2 does, as far as links and code need it; in time linear in the body. */
export function scanBody(document: SkillDocument): Body {
  const { lineStarts, bodyStart, seenEnd } = document;
  const text = document.text.slice(0, seenEnd);
  const definitions = new Definitions(text);
  const blocks = new BlockScanner(text, lines => definitions.takeFrom(lines));
  const firstLine = lineAt(document, bodyStart);
  for (let index = firstLine; index < lineStarts.length; index++) {
    const start = Math.max(bodyStart, lineStarts[index] ?? 0);
    const next = lineStarts[index + 1] ?? seenEnd;
    blocks.takeLine(start, endOfLine(text, start, next), next);
  }
  blocks.finish(seenEnd);

  const links: BodyLink[] = [...definitions.links];
  const codeSpans: Code[] = [];
  const comments: Code[] = [];
  const marks = new NextMatch(text, /[\\`<[\]]/g, 1);
  for (const lines of blocks.texts) {
    if (marks.from(lines[0]?.start ?? 0) < (lines.at(-1)?.end ?? 0)) {
      const joined = new JoinedText(text, lines);
      new InlineScanner(text, joined, definitions.labels, { links, codeSpans, comments }).scan();
    }
  }
  for (const block of blocks.html) {
    scanHtmlBlock(text, block, links, comments);
  }
  const span = { start: bodyStart, end: seenEnd };
  const lineCount = countLines(document, text.trimEnd().length - 1, firstLine);
  const { fences, indented, headings, texts } = blocks;
  const parts = { links: links.sort(byPlace), codeSpans, comments: comments.sort(byPlace) };
  return { span, lineCount, ...parts, fences, indented, headings, texts };
}

function endOfLine(text: string, start: number, next: number): number {
  let end = next;
  while (end > start && (text.charCodeAt(end - 1) === 10 || text.charCodeAt(end - 1) === 13)) {
    end--;
  }
  return end;
}

function byPlace(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start;
}

function countLines(document: SkillDocument, lastCharacter: number, firstLine: number): number {
  return lastCharacter < document.bodyStart ? 0 : lineAt(document, lastCharacter) - firstLine + 1;
}

/** Finds where an expression matches next. A stretch without a match is looked through once, however often it is asked. */
export class NextMatch {
  readonly #text: string;
  readonly #expression: RegExp;
  readonly #width: number;
  #found = -1;

  /** The expression has the flag `g`, is used by nobody else, and always matches `width` characters. */
  constructor(text: string, expression: RegExp, width: number) {
    this.#text = text;
    this.#expression = expression;
    this.#width = width;
  }

  /** Where the first match starts that is not before `offset`; the text's length when there is none. Offsets only grow. */
  from(offset: number): number {
    if (this.#found < offset) {
      this.#expression.lastIndex = offset;
      this.#found = this.#expression.test(this.#text)
        ? this.#expression.lastIndex - this.#width
        : this.#text.length;
    }
    return this.#found;
  }
}
