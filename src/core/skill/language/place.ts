import { lineAt, lineEnd, offsetAt } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { Position } from '../problem.ts';

/** Where a cursor is. `before` and `after` are what its line holds on both sides of it. */
export interface CursorPlace {
  readonly offset: number;
  readonly isInFrontMatter: boolean;
  readonly before: string;
  readonly after: string;
}

/** While it is being typed, a front matter that is not closed reaches as far as it looks like one. */
export function placeOf(document: SkillDocument, position: Position): CursorPlace {
  const offset = offsetAt(document, position);
  const { frontMatter, text } = document;
  const line = lineAt(document, offset);
  const isInFrontMatter =
    frontMatter !== null &&
    offset >= frontMatter.source.start &&
    (frontMatter.close ? offset < frontMatter.close.start : offset <= frontMatter.source.end);
  return {
    offset,
    isInFrontMatter,
    before: text.slice(document.lineStarts[line] ?? 0, offset),
    after: text.slice(offset, lineEnd(document, line)),
  };
}
