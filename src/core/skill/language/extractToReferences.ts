import { type Body, scanBody } from '../document/body.ts';
import { lineAt, lineEnd, spanOf } from '../document/positions.ts';
import { readReference } from '../document/reference.ts';
import type { SkillDocument, Span } from '../document/skillDocument.ts';
import { lineBreakOf, replaceSpan } from '../fix/edits.ts';
import { slug } from '../fix/suggest.ts';
import type { Range, TextEdit } from '../problem.ts';
import type { SkillContext } from '../skillContext.ts';

/** A part of the body that moves to a file of its own. */
export interface Extraction {
  /** Relative to the skill's folder; no such file is there yet. */
  readonly path: string;
  readonly content: string;
  /** Puts a link in the part's place. */
  readonly edit: TextEdit;
}

/** Of more headings the longest section is not looked for. */
const maxSections = 200;

/** A file name's length that is still comfortable to read. */
const maxNameLength = 40;

/**
 * Moves whole lines of the body to `references/`. A heading at the start stays above the link and is the file's title
 * as well; code blocks are taken whole. Null where nothing but blank lines of the body is selected.
 */
export function extractToReferences(
  document: SkillDocument,
  range: Range,
  context: SkillContext,
): Extraction | null {
  const body = scanBody(document);
  const span = wholeLines(document, body, spanOf(document, range));
  const selected = document.text.slice(span.start, span.end);
  const text = selected.trim();
  if (span.end <= span.start || text === '') {
    return null;
  }
  const lineBreak = lineBreakOf(document, span.end);
  const heading = /^(#{1,6})[ \t]+(\S[^\r\n]*)/.exec(text);
  const title = heading?.[2] ? withoutClosing(heading[2]) : titleFor(text, body, span.start);
  const path = freePath(title, context);
  const start = span.start + selected.indexOf(text);
  const part = { start, end: start + text.length };
  const moved = rebased(document, body, part);
  const content = heading ? moved.replace(/^#{1,6}/, '#') : `# ${title}${lineBreak}${lineBreak}${moved}`;
  const above = heading ? `${heading[0].trimEnd()}${lineBreak}${lineBreak}` : '';
  const link = `${above}See [${title.replace(/[[\]\\]/g, '\\$&')}](${path}).`;
  return {
    path,
    content: content + lineBreak,
    edit: replaceSpan(document, part, apart(document, part, link)),
  };
}

/** `Fields ##` → `Fields`. */
function withoutClosing(title: string): string {
  return title
    .trimEnd()
    .replace(/(?<!#)#+$/, '')
    .trimEnd();
}

/** The first words where a file can be called so, else the heading above, else the first words all the same. */
function titleFor(text: string, body: Body, start: number): string {
  const words = firstWords(text);
  if (slug(words) !== '') {
    return words;
  }
  const above = body.headings.findLast(({ span, level }) => level > 1 && span.end <= start)?.text ?? '';
  return slug(above) === '' ? words : above;
}

/**
 * The section that a heading begins, up to the next heading of its level or above: what can move to a file of its
 * own. Null for a place that is on no heading, and for the title of the whole.
 */
export function sectionAt(document: SkillDocument, offset: number): Span | null {
  const body = scanBody(document);
  const index = body.headings.findIndex(({ span }) => offset >= span.start && offset <= span.end);
  return sectionOf(body, index);
}

/** The longest section, which is what to move first; null when there is none below the title. */
export function longestSection(document: SkillDocument): Span | null {
  const body = scanBody(document);
  const size = (span: Span | null) => (span ? span.end - span.start : 0);
  return body.headings
    .slice(0, maxSections)
    .map((_, index) => sectionOf(body, index))
    .reduce((longest, one) => (size(one) > size(longest) ? one : longest), null);
}

function sectionOf({ headings, span: whole }: Body, index: number): Span | null {
  const heading = headings[index];
  if (!heading || heading.level === 1) {
    return null;
  }
  const next = headings.slice(index + 1).find(({ level }) => level <= heading.level);
  return { start: heading.span.start, end: next?.span.start ?? whole.end };
}

/** With a blank line to the text around it: a list would take the link into its items, a paragraph into its lines. */
function apart(document: SkillDocument, { start, end }: Span, link: string): string {
  const lineBreak = lineBreakOf(document, start);
  const isBelowText = /\S[^\S\r\n]*(?:\r\n|\n|\r)$/.test(document.text.slice(document.bodyStart, start));
  const isAboveText = /^[^\S\r\n]*(?:\r\n|\n|\r)[^\S\r\n]*\S/.test(document.text.slice(end));
  return `${isBelowText ? lineBreak : ''}${link}${isAboveText ? lineBreak : ''}`;
}

/** From the start of the first line to the end of the last, in the body, not cutting through a code block. */
function wholeLines(document: SkillDocument, body: Body, span: Span): Span {
  const isAtLineStart = span.end > span.start && document.lineStarts.includes(span.end);
  const lastOffset = isAtLineStart ? span.end - 1 : span.end;
  let start = Math.max(document.bodyStart, document.lineStarts[lineAt(document, span.start)] ?? 0);
  let end = lineEnd(document, lineAt(document, lastOffset));
  for (const { open, content } of body.fences) {
    const blockStart = document.lineStarts[lineAt(document, open.start)] ?? 0;
    const blockEnd = lineEnd(document, lineAt(document, content.span.end));
    if (blockEnd < start || blockStart > end) {
      continue;
    }
    start = Math.min(start, blockStart);
    end = Math.max(end, blockEnd);
  }
  return { start, end };
}

function firstWords(text: string): string {
  const line = text.split(/\r|\n/, 1)[0] ?? '';
  const words = line
    .replace(/^[\s>]*(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?/, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_[\]#>()]/g, '')
    .split(/\s+/)
    .filter(word => /[\p{L}\p{N}]/u.test(word));
  return (
    words
      .slice(0, 5)
      .join(' ')
      .replace(/[.,:;!?]+$/, '') || 'Details'
  );
}

function freePath(title: string, { files }: SkillContext): string {
  const taken = new Set(files?.map(({ path }) => path.toLowerCase()));
  const name = slug(title).slice(0, maxNameLength).replace(/-+$/, '') || 'details';
  for (let count = 1; ; count++) {
    const path = `references/${name}${count === 1 ? '' : `-${count}`}.md`;
    if (!taken.has(path)) {
      return path;
    }
  }
}

/** The part's text with its links leading to where they led, seen from `references/`. */
function rebased(document: SkillDocument, body: Body, part: Span): string {
  let text = '';
  let done = part.start;
  const inside = body.links.filter(({ span }) => span.start >= part.start && span.end <= part.end);
  for (const { target, span } of inside.sort((a, b) => a.span.start - b.span.start)) {
    const isRelative = readReference(target).kind === 'inside' && !/^[${]/.test(target);
    if (!isRelative || span.start < done) {
      continue;
    }
    const bare = target.replace(/^(?:\.\/)+/, '');
    const to = bare.startsWith('references/') ? bare.slice('references/'.length) || '.' : `../${bare}`;
    text += document.text.slice(done, span.start) + to;
    done = span.end;
  }
  return text + document.text.slice(done, part.end);
}
