import { marksEnd } from '../document/findFrontMatter.ts';
import type { SkillDocument, Span } from '../document/skillDocument.ts';
import { quotedBit } from '../fields.ts';

/** How far down front matter is looked for that is not set off as such, in characters. */
const maxLead = 5000;

/** A line of front matter that tells what it is. */
const fieldLine = /^[ \t]*(?:name|description)[ \t]*[:=\uff1a]/m;

/** A line that somebody means as three hyphens: too many or too few, other dashes, indented, or with a comment. */
const oddLine = /^[ \t]*(?:[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]{1,20}|---[ \t]+#[^\r\n]{0,200})[ \t]*$/;

/** What other programs make of three hyphens or know as such: another rule of Markdown, escapes, a language behind it. */
const otherRule =
  /^[ \t]*(?:([*_])(?:[ \t]*\1){2,20}|-(?:[ \t]+-){2,20}|(?=.*\\)\\?-\\?-\\?-|---[ \t]*ya?ml)[ \t]*$/i;

/** Whether front matter may well be there and only be set off otherwise: to add another would make two. */
export function hasFieldLine(text: string): boolean {
  return fieldLine.test(text.slice(0, maxLead));
}

/** The two lines around what would be front matter, were they three hyphens; null where it is not that. */
export function oddDelimiters(text: string): readonly Span[] | null {
  const content = text.slice(0, maxLead).search(/[^\s\ufeff]/);
  if (content === -1) {
    return null;
  }
  const start = Math.max(text.lastIndexOf('\n', content) + 1, marksEnd(text));
  const open = lineFrom(text, start);
  const first = text.slice(open.start, open.end);
  if (!oddLine.test(first) && !otherRule.test(first)) {
    return null;
  }
  const close = nextOddLine(text, open.end);
  return close && fieldLine.test(text.slice(open.end, close.start)) ? [open, close] : null;
}

/** The line that would close the front matter, were it three hyphens at the left edge. */
export function oddClosing({ text, frontMatter }: SkillDocument): Span | null {
  return frontMatter && nextOddLine(text.slice(0, frontMatter.source.start + maxLead), frontMatter.open.end);
}

/**
 * The first such line behind the one that ends there, before a heading or a fence of the body. Behind a blank line,
 * another rule of Markdown is the body's.
 */
function nextOddLine(text: string, end: number): Span | null {
  let isBody = false;
  for (let at = nextStart(text, end); at < text.length; ) {
    const line = lineFrom(text, at);
    const content = text.slice(line.start, line.end);
    const isOdd = oddLine.test(content) || (!isBody && otherRule.test(content));
    if (isOdd && !/^[ \t]*-[ \t]*$/.test(content)) {
      return line;
    }
    isBody ||= content.trim() === '';
    if (/^(?:#{1,6}[ \t]|```|~~~)/.test(content)) {
      return null;
    }
    at = nextStart(text, line.end);
  }
  return null;
}

function lineFrom(text: string, start: number): Span {
  const length = text.slice(start, start + maxLead).search(/[\r\n]/);
  return { start, end: length === -1 ? text.length : start + length };
}

function nextStart(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}

/** Somebody counts wrong, an editor makes one dash of several hyphens, or something else comes first. */
export function missingWords(text: string): string {
  const none = 'There is no front matter';
  const line = /^[ \t]*[^\s\ufeff][^\r\n]{0,200}/m.exec(text)?.[0].trimEnd() ?? '';
  const [, blanks = '', dashes = '', rest = ''] =
    /^([ \t]*)([-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]{1,20})[ \t]*(.*)$/.exec(line) ?? [];
  if (otherRule.test(line) && fieldLine.test(text.slice(0, maxLead))) {
    return `${none}: it begins with three hyphens and nothing else, and here is ${quotedBit(line)}.`;
  }
  if (dashes === '---' && rest === '' && blanks !== '') {
    return `${none}: it begins with three hyphens at the left edge, and here ${blanks.length === 1 ? 'a blank is' : 'blanks are'} before them.`;
  }
  if (dashes === '---' && rest !== '') {
    return `${none}: it begins with three hyphens and nothing else on their line.`;
  }
  if (dashes !== '' && rest === '') {
    const what = /^-+$/.test(dashes) ? `are ${dashes.length}` : 'is another dash';
    return `${none}: it begins with three hyphens, and here ${what}.`;
  }
  if (/^\+{3}$/.test(line)) {
    return `${none}: it is YAML between lines of three hyphens, and this is TOML.`;
  }
  const later = /^---[ \t]*\r?\n[ \t]*(?:name|description)[ \t]*:/m.exec(text.slice(0, maxLead));
  if (later) {
    const number = text.slice(0, later.index).split('\n').length;
    return `${none} at the top: nothing may come before it, and it begins on line ${number}.`;
  }
  return `${none}.`;
}
