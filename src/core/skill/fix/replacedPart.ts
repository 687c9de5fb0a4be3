import type { Span } from '../document/skillDocument.ts';

/** The one stretch of `before` whose replacement by `text` gives `after`, as short as can be; null when they are equal. */
export function replacedPart(
  before: string,
  after: string,
): { readonly span: Span; readonly text: string } | null {
  if (before === after) {
    return null;
  }
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) {
    start++;
  }
  // Never between the halves of a character or of a line break.
  while (start > 0 && (isInside(before, start) || isInside(after, start))) {
    start--;
  }
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  while (tail > 0 && (isInside(before, before.length - tail) || isInside(after, after.length - tail))) {
    tail--;
  }
  return {
    span: { start, end: before.length - tail },
    text: after.slice(start, after.length - tail),
  };
}

function isInside(text: string, offset: number): boolean {
  const code = text.charCodeAt(offset);
  return (code >= 0xdc00 && code < 0xe000) || (code === 10 && text.charCodeAt(offset - 1) === 13);
}
