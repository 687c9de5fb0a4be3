import type { Body } from './body.ts';
import { lineAt, lineEnd } from './positions.ts';
import type { Problem } from './problem.ts';
import type { SkillDocument, Span } from './skillDocument.ts';

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

/** More are not read: they would cost time, and nobody needs them. */
const mostDirectives = 100;

/**
 * Reads `# skillwright-ignore CODE…` in front matter and `<!-- skillwright-ignore CODE… -->` in the body. Alone on its
 * line, a comment is for what comes next: the key with its value, or the line. After something, it is for that line.
 * With `-file` it is for the whole skill.
 */
export function readIgnores(document: SkillDocument, body: Body): readonly Ignore[] {
  if (!document.text.includes('skillwright-ignore')) return [];
  const comments = body.comments.map(({ text, span }) => ({ text, start: span.start, opening: 4 }));
  const directives = [...yamlComments(document), ...comments].filter(({ text }) => directive.test(text));
  return directives.slice(0, mostDirectives).flatMap(({ text, start, opening }) => {
    const found = directive.exec(text);
    if (!found?.[2]) return [];
    const lines = found[1] ? null : linesMeant(document, start - opening);
    const offset = start + found[0].length - found[2].length;
    return codesIn(found[2]).map(({ code, index }) => {
      const at = offset + index;
      return { code, span: { start: at, end: at + code.length }, lines };
    });
  });
}

/** Errors are never ignored: what a registry refuses is not made better by silence. */
export function isIgnored(problem: Problem, ignores: readonly Ignore[]): boolean {
  if (problem.severity === 'error') return false;
  const { line } = problem.range.start;
  return ignores.some(({ code, lines }) => {
    if (code !== problem.code) return false;
    return lines === null || (problem.path === 'SKILL.md' && line >= lines.first && line <= lines.last);
  });
}

function yamlComments(document: SkillDocument): { text: string; start: number; opening: number }[] {
  const { frontMatter, text } = document;
  if (!frontMatter?.close || frontMatter.state === 'too-large') return [];
  const { start, end } = frontMatter.source;
  return [...text.slice(start, end).matchAll(/(?<=^|\s)#([^\r\n]*)/g)].map(({ 1: comment = '', index }) => ({
    text: comment,
    start: start + index + 1,
    opening: 1,
  }));
}

function codesIn(list: string): { readonly code: string; readonly index: number }[] {
  const codes = list.split(/\s--/, 1)[0] ?? '';
  return [...codes.matchAll(/[a-z][a-z0-9-]*/g)].map(({ 0: code, index }) => ({ code, index }));
}

function linesMeant(
  document: SkillDocument,
  commentStart: number,
): { readonly first: number; readonly last: number } {
  const { text, lineStarts } = document;
  const line = lineAt(document, commentStart);
  const before = text.slice(lineStarts[line] ?? 0, commentStart);
  if (before.trim() !== '') return { first: line, last: line };
  let next = line + 1;
  while (next < lineStarts.length && isPassedOver(text.slice(lineStarts[next] ?? 0, lineEnd(document, next))))
    next++;
  const start = lineStarts[next] ?? text.length;
  const end = lineEnd(document, next);
  const entry = document.frontMatter?.entries.find(
    ({ keySpan }) => keySpan.start >= start && keySpan.start < end,
  );
  return { first: next, last: entry ? lineAt(document, Math.max(start, entry.span.end - 1)) : next };
}

/** Blank lines and further comments. */
function isPassedOver(line: string): boolean {
  return /^\s*(?:#\s*skillwright-ignore|<!--\s*skillwright-ignore|$)/.test(line);
}
