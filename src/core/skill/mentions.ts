import type { Body, Code } from './body.ts';
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
const mention =
  /(?<![\w./~$})\\-])(?:\.\/|\$\{CLAUDE_SKILL_DIR\}\/|\{baseDir\}\/)?((?:scripts|references|assets)\/[\w@+.-]+(?:\/[\w@+.-]+)*)/g;

/** Nobody writes more pieces of code; in the rest none is looked for. */
const mostCode = 5000;

/** Paths with a file extension, in code spans and then in fenced blocks. */
export function findMentions({ codeSpans, fences }: Body): readonly Mention[] {
  const blocks = fences.slice(0, mostCode).map(({ content }) => content);
  return [...codeSpans.slice(0, mostCode), ...blocks].flatMap(mentionsIn);
}

function mentionsIn({ text, span }: Code): readonly Mention[] {
  if (!text.includes('s/')) return [];
  const found: Mention[] = [];
  for (const { 0: all, 1: path = '', index } of text.matchAll(mention)) {
    const trimmed = path.replace(/[.+-]+$/, '');
    const next = text.charAt(index + all.length);
    if (!/\.\w{1,10}$/.test(trimmed) || /[*<{$]/.test(next)) continue;
    const start = span.start + index + all.length - path.length;
    found.push({
      path: trimmed,
      directory: path.slice(0, path.indexOf('/')),
      span: { start, end: start + trimmed.length },
    });
  }
  return found;
}
