import { InlineScanner } from './inlineScanner.ts';
import { NextMatch } from './nextMatch.ts';
import { lineAt } from './positions.ts';
import type { SkillDocument, Span } from './skillDocument.ts';

/** Where a link, an image or a link definition leads, as it is written. */
export interface BodyLink {
  readonly kind: 'link' | 'image' | 'definition';
  readonly target: string;
  /** The target's place, without brackets. */
  readonly span: Span;
}

/** Code between backticks, or a block's whole content. */
export interface Code {
  readonly text: string;
  readonly span: Span;
}

export interface Fence {
  /** The opening backticks or tildes. */
  readonly open: Span;
  readonly content: Code;
  readonly isClosed: boolean;
}

/** What the rules look at in the Markdown after the front matter. */
export interface Body {
  readonly span: Span;
  /** Lines up to the last one that is not blank. */
  readonly lineCount: number;
  readonly links: readonly BodyLink[];
  readonly codeSpans: readonly Code[];
  readonly fences: readonly Fence[];
  /** What stands in HTML comments. */
  readonly comments: readonly Code[];
}

/** Optional quote marks, then optional list markers, then a fence. */
const fenceLine = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})(.*)$/;
const definition = /^ {0,3}\[(?!\^)[^\]]{1,200}\]:[ \t]*<?([^\s>]{1,1000})/;

/**
 * Finds links, code and fences in one pass, in time linear in the body. It knows as much of Markdown as that needs:
 * what is in code or in a comment is no link.
 */
export function scanBody(document: SkillDocument): Body {
  const { lineStarts, bodyStart, seenEnd } = document;
  const text = document.text.slice(0, seenEnd);
  const inline = new InlineScanner(text);
  const blocks = new FenceScanner(text);
  const fenceMarks = new NextMatch(text, /`{3}|~{3}/g, 3);
  const firstLine = lineAt(document, bodyStart);
  for (let index = firstLine; index < lineStarts.length; index++) {
    const start = Math.max(bodyStart, lineStarts[index] ?? 0);
    const next = lineStarts[index + 1] ?? seenEnd;
    const isInCode = blocks.isOpen && !inline.isInComment;
    const mayBeFence = fenceMarks.from(start) < next;
    if (!mayBeFence && (isInCode || !inline.mayTake(start, next))) {
      continue;
    }
    const content = text.slice(start, next).trimEnd();
    if (!inline.isInComment) {
      if (mayBeFence && blocks.take(content, start, next)) {
        continue;
      }
      scanDefinition(content, start, inline);
    }
    inline.scanLine(start, start + content.length);
  }
  const { links, codeSpans, comments } = inline;
  const span = { start: bodyStart, end: seenEnd };
  const lineCount = countLines(document, text.trimEnd().length - 1, firstLine);
  return { span, lineCount, links, codeSpans, fences: blocks.end(seenEnd), comments };
}

function countLines(document: SkillDocument, lastCharacter: number, firstLine: number): number {
  return lastCharacter < document.bodyStart ? 0 : lineAt(document, lastCharacter) - firstLine + 1;
}

/** Follows fenced code blocks from line to line. */
class FenceScanner {
  readonly #text: string;
  readonly #fences: Fence[] = [];
  #current: { readonly mark: string; readonly open: Span; readonly start: number } | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  get isOpen(): boolean {
    return this.#current !== null;
  }

  /** True when the line, which has fence marks in it, belongs to a fenced block, or opens or closes one. */
  take(content: string, start: number, next: number): boolean {
    const found = fenceLine.exec(content);
    const mark = found?.[1] ?? '';
    const rest = found?.[2] ?? '';
    if (this.#current) {
      if (mark.startsWith(this.#current.mark) && rest === '') {
        this.#close(start, true);
      }
      return true;
    }
    if (!found || (mark.startsWith('`') && rest.includes('`'))) {
      return false;
    }
    const at = start + content.length - rest.length - mark.length;
    this.#current = { mark, open: { start: at, end: at + mark.length }, start: next };
    return true;
  }

  /** The blocks; one that is still open reaches to the end. */
  end(end: number): readonly Fence[] {
    this.#close(end, false);
    return this.#fences;
  }

  #close(end: number, isClosed: boolean): void {
    if (!this.#current) {
      return;
    }
    const { open, start } = this.#current;
    const content = { text: this.#text.slice(start, end), span: { start, end } };
    this.#fences.push({ open, content, isClosed });
    this.#current = null;
  }
}

function scanDefinition(content: string, line: number, inline: InlineScanner): void {
  const target = content.includes(']:') ? definition.exec(content) : null;
  if (!target?.[1]) {
    return;
  }
  const end = line + target[0].length;
  inline.links.push({ kind: 'definition', target: target[1], span: { start: end - target[1].length, end } });
}
