import type { Code } from '../markdown/parts.ts';
import type { Body } from './body.ts';
import type { SkillDocument, Span } from './skillDocument.ts';

/** A path that is meant to be one of the skill's files. */
export interface Mention {
  /** Relative to the skill's folder, normalised. */
  readonly path: string;
  /** Its first folder. */
  readonly directory: string;
  readonly span: Span;
  /** In a code span, in a code block, or in plain text. */
  readonly place: 'span' | 'block' | 'text';
  /** What stands for the skill's folder is before it. */
  readonly isOwn: boolean;
  /** It is what a command runs, as in `python scripts/a.py`. */
  readonly isRun: boolean;
}

/** The folders that the specification names; other paths in code mostly belong to the folder that is worked on. */
export const namedFolders: readonly string[] = ['scripts', 'references', 'assets'];

/** What follows one of them in a path. */
const names = /(?:\/[\p{L}\p{M}\p{N}_@+.-]+)+/uy;

/** The first of the words behind a path's extension, in a script that sets no spaces between words. */
const beyondAscii = /[^ -~]/;
const wordAfter = /(?<=\.\w{1,10})[^ -~]/;

/** What stands for the skill's folder in products and in prose: `${CLAUDE_SKILL_DIR}/`, `<skill-dir>/`. */
const ownFolder =
  /(?:\$\{?[A-Z_]{0,20}SKILL_(?:DIR|ROOT|PATH)\}?|\{(?:baseDir|skill[_-]?(?:dir|root|path|folder))\}|<(?:path[- _]to[- _])?(?:this[- _])?skill(?:[- _](?:dir|root|path|folder|directory))?>)\/$/i;

/** What may stand before one: nothing that makes it the end of another path, or what stands for the skill's folder. */
const before = /(?<![\w./~$})>\\-]|\w@)(?:\.\/)?$/;
const maxBeforeLength = 60;

/** Programs that run a script. */
const runner =
  /(?:^|[\s;&|(`])(?:python3?|node|bash|sh|zsh|deno(?: run)?|bun(?: run)?|npx|tsx|uv run(?: python3?)?|uvx|ruby|perl|php|Rscript|pwsh(?: -File)?|powershell(?: -File)?|source|chmod \+x)(?: -\S+)* +["']?$/;

/** Nobody writes more pieces of code; in the rest none is looked for. */
const maxCodeSpans = 5000;

/** Paths with a file extension, in code spans and then in blocks. */
export function findMentions({ codeSpans, fences, indented }: Body): readonly Mention[] {
  const blocks = [...fences.map(({ content }) => content), ...indented].slice(0, maxCodeSpans);
  return [
    ...codeSpans.slice(0, maxCodeSpans).flatMap(code => mentionsIn(code, 'span')),
    ...blocks.flatMap(code => mentionsIn(code, 'block')),
  ];
}

/** Such paths in code spans that begin with other folders, as `examples/a.md`. */
export function findMentionsBelow({ codeSpans }: Body, folders: readonly string[]): readonly Mention[] {
  return folders.length === 0
    ? []
    : codeSpans.slice(0, maxCodeSpans).flatMap(code => mentionsIn(code, 'span', folders, '/'));
}

/** Such paths in plain text, outside code and the targets of links. */
export function findPlainMentions(
  { text, seenEnd }: SkillDocument,
  { texts, codeSpans, links }: Body,
): readonly Mention[] {
  if (!text.includes('s/')) {
    return [];
  }
  const taken = new Set([...codeSpans, ...links].map(({ span }) => span.start));
  const ends = [...codeSpans, ...links].map(({ span }) => span).sort((a, b) => a.start - b.start);
  const found: Mention[] = [];
  let next = 0;
  for (const line of texts.flat()) {
    const part = text.slice(line.start, Math.min(line.end, seenEnd));
    if (!part.includes('s/')) {
      continue;
    }
    for (const plain of mentionsIn({ text: part, span: line }, 'text')) {
      while (next < ends.length && (ends[next]?.end ?? 0) <= plain.span.start) {
        next++;
      }
      const isTaken = taken.has(plain.span.start) || (ends[next]?.start ?? seenEnd) < plain.span.end;
      if (!isTaken) {
        found.push(plain);
      }
    }
  }
  return found;
}

/** `mark` is what each of the folders ends with before what follows in a path, and its `/`. */
function mentionsIn(
  { text, span }: Code,
  place: Mention['place'],
  folders: readonly string[] = namedFolders,
  mark = 's/',
): readonly Mention[] {
  const found: Mention[] = [];
  // Expressions that begin with a choice of words take longer than all other rules together.
  let end = 0;
  const slashFrom = (from: number) => {
    const at = text.indexOf(mark, from);
    return at === -1 ? -1 : at + mark.length - 1;
  };
  for (let slash = slashFrom(0); slash >= 0; slash = slashFrom(Math.max(slash + 1, end))) {
    const directory = folders.find(name => text.endsWith(name, slash) && slash - name.length >= end);
    names.lastIndex = slash;
    const rest = directory === undefined ? null : names.exec(text);
    if (directory === undefined || rest === null) {
      continue;
    }
    const all = directory + rest[0];
    const index = slash - directory.length;
    end = index + all.length;
    const path = all.slice(0, pathEnd(all));
    const next = text.charAt(index + all.length);
    if (!/\.\w{1,10}$/.test(path) || /[*<{$]/.test(next)) {
      continue;
    }
    const lead = text.slice(Math.max(0, index - maxBeforeLength), index);
    const isOwn = ownFolder.test(lead);
    if (!isOwn && !before.test(lead)) {
      continue;
    }
    const start = span.start + index;
    const isRun = runner.test(lead.replace(isOwn ? ownFolder : /(?:\.\/)?$/, ''));
    found.push({ path, directory, span: { start, end: start + path.length }, place, isOwn, isRun });
  }
  return found;
}

/** Before such words, or before signs that a path hardly ends with. */
function pathEnd(all: string): number {
  let end = (beyondAscii.test(all) ? wordAfter.exec(all)?.index : undefined) ?? all.length;
  while ('.+-'.includes(all.charAt(end - 1))) {
    end--;
  }
  return end;
}
