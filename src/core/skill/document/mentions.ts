import type { Code } from '../markdown/parts.ts';
import type { Body } from './body.ts';
import type { Span } from './skillDocument.ts';

/** A path in code that is meant to be one of the skill's files. */
export interface Mention {
  /** Relative to the skill's folder, normalised. */
  readonly path: string;
  /** Its first folder. */
  readonly directory: string;
  readonly span: Span;
}

/** The folders that the specification names; other paths in code mostly belong to the folder that is worked on. */
const mention = /(scripts|references|assets)(?:\/[\p{L}\p{M}\p{N}_@+.-]+)+/gu;

/** The first of the words behind a path's extension, in a script that sets no spaces between words. */
const wordAfter = /(?<=\.\w{1,10})[^ -~]/;

/** What may stand before one: nothing that makes it the end of another path, or what stands for the skill's folder. */
const before = /(?<![\w./~$})\\-])(?:\.\/|\$\{CLAUDE_SKILL_DIR\}\/|\{baseDir\}\/)?$/;
const maxBeforeLength = 30;

/** Nobody writes more pieces of code; in the rest none is looked for. */
const maxCodeSpans = 5000;

/** Paths with a file extension, in code spans and then in fenced blocks. */
export function findMentions({ codeSpans, fences }: Body): readonly Mention[] {
  const blocks = fences.slice(0, maxCodeSpans).map(({ content }) => content);
  return [...codeSpans.slice(0, maxCodeSpans), ...blocks].flatMap(mentionsIn);
}

function mentionsIn({ text, span }: Code): readonly Mention[] {
  if (!text.includes('s/')) {
    return [];
  }
  const found: Mention[] = [];
  for (const { 0: all, 1: directory = '', index } of text.matchAll(mention)) {
    const path = all.slice(0, pathEnd(all));
    const next = text.charAt(index + all.length);
    if (!/\.\w{1,10}$/.test(path) || /[*<{$]/.test(next)) {
      continue;
    }
    if (!before.test(text.slice(Math.max(0, index - maxBeforeLength), index))) {
      continue;
    }
    const start = span.start + index;
    found.push({ path, directory, span: { start, end: start + path.length } });
  }
  return found;
}

/** Before such words, or before signs that a path hardly ends with. */
function pathEnd(all: string): number {
  let end = wordAfter.exec(all)?.index ?? all.length;
  while ('.+-'.includes(all.charAt(end - 1))) {
    end--;
  }
  return end;
}
