import { type CheckOptions, checkSkill } from '../checkSkill.ts';
import { parseSkill } from '../document/parseSkill.ts';
import type { Problem } from '../problem.ts';
import { noContext } from '../skillContext.ts';
import { newSkillFile } from './newSkill.ts';

const soundName = 'pdf-forms';
const soundDescription = 'Does one thing well. Use when that thing is to be done.';

/** What would be wrong with a new skill's name, worst first; an empty one is no news to somebody about to type. */
export function nameProblems(name: string, options: CheckOptions): readonly Problem[] {
  return problemsOf('name', name, soundDescription, options);
}

/** What would be wrong with a new skill's description, worst first. */
export function descriptionProblems(
  description: string,
  name: string,
  options: CheckOptions,
): readonly Problem[] {
  return problemsOf('description', name || soundName, description, options);
}

function problemsOf(field: string, name: string, description: string, options: CheckOptions) {
  const problems = checkSkill(parseSkill(newSkillFile(name, description).text), noContext, options);
  const isWorse = (a: Problem, b: Problem) => rank(a) - rank(b);
  return problems.filter(({ code }) => code.startsWith(`${field}-`)).sort(isWorse);
}

function rank({ severity }: Problem): number {
  return ['error', 'warning', 'information', 'hint'].indexOf(severity);
}
