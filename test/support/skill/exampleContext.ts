import type { Example } from '../../../src/core/skill/rule.ts';
import type { SkillContext } from '../../../src/core/skill/skillContext.ts';

/** What is known about the skill of an example. A size below zero takes a file away. */
export function exampleContext({ text, folderName, files, outsideLinks }: Example): SkillContext {
  const sizes = Object.entries({ 'SKILL.md': text.length, ...files }).filter(([, size]) => size >= 0);
  return {
    folderName: folderName ?? null,
    files: files ? sizes.map(([path, size]) => ({ path, size, isExecutable: false })) : null,
    excluded: [],
    outsideLinks: outsideLinks ?? [],
  };
}
