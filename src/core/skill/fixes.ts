import type { Fix, Problem } from './problem.ts';
import { rules } from './rules/rules.ts';
import type { SkillContext } from './skillContext.ts';
import type { SkillDocument } from './skillDocument.ts';

/** The ways out of a problem, decided by its code and data. The document must be the one that was checked. */
export function fixesFor(problem: Problem, document: SkillDocument, context: SkillContext): readonly Fix[] {
  const rule = rules.find(({ code }) => code === problem.code);
  return rule?.fix?.(problem, document, context) ?? [];
}
