import { spanOf } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { TextEdit } from '../problem.ts';

/** The text after all edits; null when two of them touch the same place. */
export function applyEdits(document: SkillDocument, edits: readonly TextEdit[]): string | null {
  const spans = edits.map(({ range, text }) => ({ ...spanOf(document, range), text }));
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  for (const [index, { start, end, text }] of spans.entries()) {
    if (start < done || (index > 0 && start === spans[index - 1]?.start)) {
      return null;
    }
    parts.push(document.text.slice(done, start), text);
    done = end;
  }
  return parts.join('') + document.text.slice(done);
}
