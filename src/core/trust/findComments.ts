import { excerpt, lineCounter } from '../text/lines.ts';
import type { Passage } from './trustReport.ts';

/** A link definition that Markdown writers use as a comment: `[//]: # (text)`. */
const linkComment = /^ {0,3}\[(?:\/\/|comment|#)\]: ?(?:#|<>)[^\S\n]+["'(](.+)["')][^\S\n]*$/gim;

interface Comment {
  readonly at: number;
  readonly text: string;
}

/**
 * Comments in Markdown and HTML that hold words. One that is not closed reaches to the end, as in a browser; one in a
 * fenced block of Markdown is no comment but an example that everybody sees.
 */
export function findComments(path: string, text: string): readonly Passage[] {
  const isMarkdown = /\.(md|markdown|mdx)$/i.test(path);
  if (!isMarkdown && !/\.(html?|svg|xml)$/i.test(path)) {
    return [];
  }
  const lineOf = lineCounter(text);
  const found = isMarkdown
    ? [...markupComments(text, nextFence), ...linkComments(text)]
    : markupComments(text, noFence);
  return found
    .sort((left, right) => left.at - right.at)
    .map(comment => ({ path, line: lineOf(comment.at), text: excerpt(comment.text) }))
    .filter(passage => /\p{L}{2}/u.test(passage.text));
}

/** Whichever begins first, a comment or a fenced block, hides the other's beginning. */
function markupComments(text: string, fenceAfter: (text: string, start: number) => Fence | null): Comment[] {
  const found: Comment[] = [];
  let fence = fenceAfter(text, 0);
  for (let at = text.indexOf('<!--'); at !== -1; ) {
    while (fence && fence.end <= at) {
      fence = fenceAfter(text, fence.end);
    }
    if (fence && fence.start < at) {
      at = text.indexOf('<!--', fence.end);
      continue;
    }
    const end = text.indexOf('-->', at + 4);
    found.push({ at, text: text.slice(at + 4, end === -1 ? undefined : end) });
    if (end === -1) {
      break;
    }
    at = text.indexOf('<!--', end);
    if (fence && fence.start < end) {
      fence = fenceAfter(text, end);
    }
  }
  return found;
}

function linkComments(text: string): Comment[] {
  return [...text.matchAll(linkComment)].map(match => ({ at: match.index, text: match[1] ?? '' }));
}

interface Fence {
  readonly start: number;
  readonly end: number;
}

function noFence(): null {
  return null;
}

/** The next fenced block; one that is not closed reaches to the end. */
function nextFence(text: string, start: number): Fence | null {
  const opening = /^ {0,3}(`{3,}|~{3,})/gm;
  opening.lastIndex = start;
  const open = opening.exec(text);
  if (!open) {
    return null;
  }
  const sign = open[1] ?? '';
  const closing = new RegExp(`^ {0,3}${sign[0]}{${sign.length},}[^\\S\\n]*$`, 'gm');
  closing.lastIndex = opening.lastIndex;
  const close = closing.exec(text);
  return { start: open.index, end: close ? closing.lastIndex : text.length };
}
