import { applyEdits } from './applyEdits.ts';
import { type CheckOptions, checkSkill } from './checkSkill.ts';
import { fixesFor } from './fixes.ts';
import { parseSkill } from './parseSkill.ts';
import { offsetAt } from './positions.ts';
import type { TextEdit } from './problem.ts';
import type { SkillContext } from './skillContext.ts';
import type { SkillDocument } from './skillDocument.ts';

/** More rounds than any document that a person wrote needs. */
const mostRounds = 200;

/**
 * Applies every preferred fix until nothing changes, so that doing it again changes nothing. What has no preferred
 * fix is left as it is, the folder's name among it.
 */
export function fixAll(document: SkillDocument, context: SkillContext, options: CheckOptions): SkillDocument {
  const seen = new Set([document.text]);
  let current = document;
  for (let round = 0; round < mostRounds; round++) {
    const text = applyEdits(current, nextEdits(current, context, options));
    if (text === null || seen.has(text)) break;
    seen.add(text);
    current = parseSkill(text);
  }
  return current;
}

/**
 * One fix in the front matter, where each may change what the next one sees, or else all in the body that do not
 * touch one another.
 */
function nextEdits(
  document: SkillDocument,
  context: SkillContext,
  options: CheckOptions,
): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  let done = -1;
  for (const problem of checkSkill(document, context, options)) {
    if (problem.path !== 'SKILL.md') continue;
    const fix = fixesFor(problem, document, context).find(({ isPreferred }) => isPreferred);
    if (!fix || fix.edits.length === 0) continue;
    const start = offsetAt(document, problem.range.start);
    const isInBody = document.frontMatter !== null && start >= document.bodyStart;
    if (!isInBody) return fix.edits;
    if (start <= done || fix.edits.length > 1) continue;
    chosen.push(...fix.edits);
    done = Math.max(...fix.edits.map(({ range }) => offsetAt(document, range.end)));
  }
  return chosen;
}
