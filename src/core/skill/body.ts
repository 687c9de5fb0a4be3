import { nextLine } from './findFrontMatter.ts';
import { InlineScanner } from './inlineScanner.ts';
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
  const { text, bodyStart, seenEnd } = document;
  const inline = new InlineScanner(text);
  const fences: Fence[] = [];
  let fence: { readonly mark: string; readonly open: Span; readonly start: number } | null = null;
  let lineCount = 0;
  let line = bodyStart;
  for (let index = 1; line < seenEnd; index++) {
    const next = nextLine(text, line, seenEnd);
    const content = text.slice(line, next).trimEnd();
    if (content !== '') lineCount = index;
    const found: RegExpExecArray | null = inline.isInComment ? null : fenceLine.exec(content);
    const mark: string = found?.[1] ?? '';
    const rest: string = found?.[2] ?? '';
    if (fence) {
      if (mark.startsWith(fence.mark) && rest === '') {
        fences.push({ open: fence.open, content: codeAt(text, fence.start, line), isClosed: true });
        fence = null;
      }
    } else if (found && !(mark.startsWith('`') && rest.includes('`'))) {
      const start = line + content.length - rest.length - mark.length;
      fence = { mark, open: { start, end: start + mark.length }, start: next };
    } else {
      scanDefinition(content, line, inline);
      inline.scanLine(line, line + content.length);
    }
    line = next;
  }
  if (fence) fences.push({ open: fence.open, content: codeAt(text, fence.start, seenEnd), isClosed: false });
  const { links, codeSpans, comments } = inline;
  return { span: { start: bodyStart, end: seenEnd }, lineCount, links, codeSpans, fences, comments };
}

function scanDefinition(content: string, line: number, inline: InlineScanner): void {
  if (inline.isInComment) return;
  const target = definition.exec(content);
  if (!target?.[1]) return;
  const end = line + target[0].length;
  inline.links.push({ kind: 'definition', target: target[1], span: { start: end - target[1].length, end } });
}

function codeAt(text: string, start: number, end: number): Code {
  return { text: text.slice(start, end), span: { start, end } };
}
