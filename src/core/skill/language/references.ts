import { type Body, scanBody } from '../document/body.ts';
import { findMentions, findPlainMentions } from '../document/mentions.ts';
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
 * The paths that a click may follow: in code spans and blocks, in the license, in hooks, and those in text that are
 * marked as the skill's or lie in the folders of the specification. Links of Markdown are left to
 * VS Code.
 */
export function links(document: SkillDocument, context: SkillContext): readonly PathLink[] {
  if (!context.files) {
    return [];
  }
  const index = new FileIndex(context.files, context);
  const body = scanBody(document);
  const known = [...licenseReference(document, index), ...codeReferences(body, index)];
  const starts = new Set(known.map(({ span }) => span.start));
  const others = markedReferences(document, body, index).filter(({ span }) => !starts.has(span.start));
  return [...known, ...others].map(({ path, span }) => ({ path, range: rangeOf(document, span) }));
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

/** What makes a path one of the skill's wherever it stands: `@references/a.md`, `${CLAUDE_SKILL_DIR}/a.py`, `./a.sh`. */
const marked =
  /(?:(?<![\w.@])@(?:\.\/)?|\$\{?CLAUDE_(?:SKILL_DIR|PLUGIN_ROOT)\}?\/|\{baseDir\}\/|<skill[-_]?(?:dir|path|root)>\/|(?<![\w.@/\\}])\.\/)((?:[\p{L}\p{N}_@+.-]+\/)*[\p{L}\p{N}_@+-][\p{L}\p{N}_@+.-]*)/gu;
const maxMarked = 2000;

/** Such paths to existing files, in the front matter's hooks, in text and in code, and the plain ones in text. */
export function markedReferences(document: SkillDocument, body: Body, index: FileIndex): readonly PathAt[] {
  const text = document.text.slice(0, document.seenEnd);
  const inLinks = body.links.map(({ span }) => span);
  const isInLink = (start: number) => inLinks.some(span => start >= span.start && start <= span.end);
  const found: PathAt[] = [];
  for (const { 0: all, 1: written = '', index: at } of text.matchAll(marked)) {
    const path = index.hasFile(written) ? written : written.replace(/\.+$/, '');
    const start = at + all.length - written.length;
    if (found.length === maxMarked) {
      break;
    }
    if (index.hasFile(path) && !isInLink(start)) {
      found.push({ path, span: { start, end: start + path.length } });
    }
  }
  const starts = new Set(found.map(({ span }) => span.start));
  const plain = findPlainMentions(document, body).filter(
    ({ path, span }) => index.hasFile(path) && !starts.has(span.start),
  );
  return [...found, ...plain.map(({ path, span }) => ({ path, span }))];
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
