import { excerpt, lineCounter } from './lines.ts';
import type { Passage } from './trustReport.ts';

/** A link definition that Markdown writers use as a comment: `[//]: # (text)`. */
const linkComment = /^ {0,3}\[(?:\/\/|comment|#)\]: ?(?:#|<>)[^\S\n]+["'(](.+)["')][^\S\n]*$/gim;

/** Comments in Markdown and HTML that hold words. One that is not closed reaches to the end, as in a browser. */
export function findComments(path: string, text: string): readonly Passage[] {
  if (!/\.(md|markdown|mdx|html?|svg|xml)$/i.test(path)) return [];
  const found: { readonly at: number; readonly text: string }[] = [];
  for (let at = text.indexOf('<!--'); at !== -1; ) {
    const end = text.indexOf('-->', at + 4);
    found.push({ at, text: text.slice(at + 4, end === -1 ? undefined : end) });
    at = end === -1 ? -1 : text.indexOf('<!--', end);
  }
  for (const match of text.matchAll(linkComment)) found.push({ at: match.index, text: match[1] ?? '' });
  const lineOf = lineCounter(text);
  return found
    .sort((left, right) => left.at - right.at)
    .map(comment => ({ path, line: lineOf(comment.at), text: excerpt(comment.text) }))
    .filter(passage => /\p{L}{2}/u.test(passage.text));
}
