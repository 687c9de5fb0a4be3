import { readManifest } from '../document/manifest.ts';
import { parseSkill } from '../document/parseSkill.ts';
import { offsetAt } from '../document/positions.ts';
import type { SkillDocument } from '../document/skillDocument.ts';
import type { Fix, Problem } from '../problem.ts';
import { rules } from '../rules/rules.ts';
import type { SkillContext } from '../skillContext.ts';
import { applyEdits } from './edits.ts';

/**
 * The ways out of a problem, decided by its code and data. The document must be the one that was checked. A fix that
 * would leave the front matter harder to read than it is, as it may in YAML that nobody writes by hand, is not given.
 */
export function fixesFor(problem: Problem, document: SkillDocument, context: SkillContext): readonly Fix[] {
  return allFixesFor(problem, document, context).filter(({ edits }) => {
    if (edits.every(({ range }) => offsetAt(document, range.start) >= document.bodyStart)) {
      return true;
    }
    const text = applyEdits(document, edits);
    return text !== null && isReadableAs(parseSkill(text), document);
  });
}

/** Whether "Fix all" and `--fix` would mend it. */
export function isFixable(problem: Problem, document: SkillDocument, context: SkillContext): boolean {
  const rule = rules.find(({ code }) => code === problem.code);
  return (
    rule?.fix !== undefined &&
    !rule.isFixAChoice &&
    fixesFor(problem, document, context).some(({ isPreferred, edits }) => isPreferred && edits.length > 0)
  );
}

/** As `fixesFor`, without trying the fixes out. */
export function allFixesFor(
  problem: Problem,
  document: SkillDocument,
  context: SkillContext,
): readonly Fix[] {
  const rule = rules.find(({ code }) => code === problem.code);
  return rule?.fix?.(problem, document, context) ?? [];
}

/** Whether nothing more stands in the way of reading `after` than of reading `before`. */
export function isReadableAs(after: SkillDocument, before: SkillDocument): boolean {
  const known = obstacles(before);
  return obstacles(after).every((obstacle, index) => obstacle <= (known[index] ?? 0));
}

/** What stands in the way of reading a document; a fix must not add to any of it. */
function obstacles(document: SkillDocument): readonly number[] {
  const { frontMatter } = document;
  return [
    frontMatter ? (frontMatter.close ? 0 : 1) : 2,
    !frontMatter || frontMatter.state === 'parsed' ? 0 : 1,
    // How many mistakes are told apart depends on what else is readable; that there is one does not.
    frontMatter?.close && frontMatter.faults.length === 0 ? 0 : 1,
    readManifest(document) ? 0 : 1,
  ];
}
