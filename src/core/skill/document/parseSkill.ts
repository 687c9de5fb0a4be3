import { seenLimit } from '../limits.ts';
import { afterLineBreak, type FrontMatterPlace, findFrontMatter } from './findFrontMatter.ts';
import { parseFrontMatter } from './parseFrontMatter.ts';
import { lineStartsOf } from './positions.ts';
import type { SkillDocument } from './skillDocument.ts';

/**
 * Takes a SKILL.md apart, with the place of everything. Never throws, whatever the text; a byte order mark, blank
 * lines before the front matter and CRLF are tolerated here and reported by the rules. Only the first 256 K
 * characters are looked at.
 */
export function parseSkill(text: string): SkillDocument {
  const seenEnd = Math.min(text.length, seenLimit);
  const place = findFrontMatter(text, seenEnd);
  return {
    text,
    lineStarts: lineStartsOf(text, seenEnd),
    frontMatter: place && parseFrontMatter(text, place),
    bodyStart: place ? bodyStart(text, place, seenEnd) : 0,
    seenEnd,
  };
}

/** After the line of the closing `---`; where there is none, after what belongs to the front matter. */
function bodyStart(text: string, { close, source }: FrontMatterPlace, end: number): number {
  if (!close) {
    return source.end;
  }
  let i = close.end;
  while (i < end && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9)) {
    i++;
  }
  return afterLineBreak(text, i);
}
