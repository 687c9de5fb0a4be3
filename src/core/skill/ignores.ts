import type { Body } from './document/body.ts';
import { lineAt, lineEnd } from './document/positions.ts';
import type { SkillDocument, Span } from './document/skillDocument.ts';
import type { Problem } from './problem.ts';

/** A rule that a comment silences: on one entry or line, or in the whole skill. */
export interface Ignore {
  readonly code: string;
  /** Where the comment names the rule. */
  readonly span: Span;
  /** Zero-based lines; null for everywhere. */
  readonly lines: { readonly first: number; readonly last: number } | null;
}

/** `skillwright-ignore CODE…` or `skillwright-ignore-file CODE…`; what follows two hyphens is the reason. */
const directive = /^\s*skillwright-ignore(-file)?\s+([^\r\n]{1,300})/;

/** What a line may have around it. */
const maxDirectiveLength = 400;

/** More are not read: they would cost time, and nobody needs them. */
const maxDirectives = 100;

/**
 * Reads `# skillwright-ignore CODE…` in front matter and `<!-- skillwright-ignore CODE… -->` in the body. Alone on its
 * line, a comment is for what comes next: the key with its value, or the line. After something, it is for that line.
 * With `-file` it is for the whole skill.
 */
export function readIgnores(document: SkillDocument, body: Body): readonly Ignore[] {
  if (!document.text.includes('skillwright-ignore')) {
    return [];
  }
  const comments = body.comments.map(({ text, span }) => ({
    text,
    start: span.start,
    outer: { start: span.start - 4, end: span.end + 3 },
  }));
  const directives = [...yamlComments(document), ...comments].filter(({ text }) => directive.test(text));
  return directives.slice(0, maxDirectives).flatMap(({ text, start, outer }) => {
    const found = directive.exec(text);
    if (!found?.[2]) {
      return [];
    }
    const lines = found[1] ? null : linesMeant(document, outer);
    const offset = start + found[0].length - found[2].length;
    return codesIn(found[2]).map(({ code, index }) => {
      const at = offset + index;
      return { code, span: { start: at, end: at + code.length }, lines };
    });
  });
}

/** Errors are never ignored: what a registry refuses is not made better by silence. */
export function isIgnored(problem: Problem, ignores: readonly Ignore[]): boolean {
  if (problem.severity === 'error') {
    return false;
  }
  const { line } = problem.range.start;
  return ignores.some(({ code, lines }) => {
    if (code !== problem.code) {
      return false;
    }
    return lines === null || (problem.path === 'SKILL.md' && line >= lines.first && line <= lines.last);
  });
}

interface Comment {
  readonly text: string;
  /** Where the text starts. */
  readonly start: number;
  /** With what opens and closes it. */
  readonly outer: Span;
}

function yamlComments(document: SkillDocument): Comment[] {
  const { frontMatter, text } = document;
  if (!frontMatter?.close || frontMatter.state === 'too-large') {
    return [];
  }
  const { start, end } = frontMatter.source;
  return [...text.slice(start, end).matchAll(/(?<=^|\s)#([^\r\n]*)/g)].map(({ 1: comment = '', index }) => {
    const at = start + index;
    return { text: comment, start: at + 1, outer: { start: at, end: at + 1 + comment.length } };
  });
}

function codesIn(list: string): { readonly code: string; readonly index: number }[] {
  const codes = list.split(/\s--/, 1)[0] ?? '';
  return [...codes.matchAll(/[a-z][a-z0-9-]*/g)].map(({ 0: code, index }) => ({ code, index }));
}

function linesMeant(
  document: SkillDocument,
  comment: Span,
): { readonly first: number; readonly last: number } {
  const { text, lineStarts } = document;
  const line = lineAt(document, comment.start);
  const before = text.slice(lineStarts[line] ?? 0, comment.start);
  const lastLine = lineAt(document, comment.end);
  const after = text.slice(comment.end, lineEnd(document, lastLine));
  if (before.trim() !== '') {
    return { first: line, last: line };
  }
  if (after.trim() !== '') {
    return { first: lastLine, last: lastLine };
  }
  let next = lastLine + 1;
  while (next - lastLine < maxDirectives && isPassedOver(document, next)) {
    next++;
  }
  const start = lineStarts[next] ?? text.length;
  const end = lineEnd(document, next);
  const entry = document.frontMatter?.entries.find(
    ({ keySpan }) => keySpan.start >= start && keySpan.start < end,
  );
  return { first: next, last: entry ? lineAt(document, Math.max(start, entry.span.end - 1)) : next };
}

/** Blank lines and further comments. */
function isPassedOver(document: SkillDocument, line: number): boolean {
  const start = document.lineStarts[line];
  if (start === undefined) {
    return false;
  }
  const content = document.text.slice(start, Math.min(lineEnd(document, line), start + maxDirectiveLength));
  return /^\s*(?:#\s*skillwright-ignore|<!--\s*skillwright-ignore[^>]*-->\s*$|$)/.test(content);
}
