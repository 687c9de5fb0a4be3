import { type Body, scanBody } from '../document/body.ts';
import { findMentions } from '../document/mentions.ts';
import { rangeOf } from '../document/positions.ts';
import { readReference } from '../document/reference.ts';
import type { SkillDocument, Span } from '../document/skillDocument.ts';
import { field } from '../fields.ts';
import { FileIndex } from '../fileIndex.ts';
import type { Range } from '../problem.ts';
import type { SkillContext } from '../skillContext.ts';

/** A path in SKILL.md that leads to a file of the skill. */
export interface PathLink {
  readonly range: Range;
  /** Relative to the skill's folder. */
  readonly path: string;
}

/**
 * The paths that a click may follow: in code spans and blocks, and in the license. Links of Markdown are left to
 * VS Code.
 */
export function links(document: SkillDocument, context: SkillContext): readonly PathLink[] {
  if (!context.files) {
    return [];
  }
  const index = new FileIndex(context.files, context);
  const found = [...licenseReference(document, index), ...codeReferences(scanBody(document), index)];
  return found.map(({ path, span }) => ({ path, range: rangeOf(document, span) }));
}

/** A path and its place. */
export interface PathAt {
  readonly path: string;
  readonly span: Span;
}

/** Paths of existing files in code. In blocks only those in the folders that the specification names. */
export function codeReferences(body: Body, index: FileIndex): readonly PathAt[] {
  const found = new Map<number, PathAt>();
  for (const { path, span } of findMentions(body)) {
    if (index.hasFile(path)) {
      found.set(span.start, { path, span });
    }
  }
  for (const { text, span } of body.codeSpans) {
    for (const { 0: word, index: at } of text.matchAll(/[^\s"'`=,;()<>]+/g)) {
      const reference = readReference(word);
      if (reference.kind !== 'inside' || !index.hasFile(reference.path)) {
        continue;
      }
      const inWord = word.lastIndexOf(reference.path);
      if (inWord === -1) {
        continue;
      }
      const start = span.start + at + inWord;
      found.set(start, { path: reference.path, span: { start, end: start + reference.path.length } });
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** The file that the license names. */
export function licenseReference(document: SkillDocument, index: FileIndex): readonly PathAt[] {
  const value = field(document, 'license')?.value;
  if (value?.kind !== 'string') {
    return [];
  }
  const source = document.text.slice(value.span.start, value.span.end);
  for (const { 0: word, index: at } of source.matchAll(/[^\s"',;()]+/g)) {
    const path = index.hasFile(word) ? word : word.replace(/\.$/, '');
    if (!index.hasFile(path)) {
      continue;
    }
    const start = value.span.start + at;
    return [{ path, span: { start, end: start + path.length } }];
  }
  return [];
}
