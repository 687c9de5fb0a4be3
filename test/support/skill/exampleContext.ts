import { noContext, type SkillContext } from '../../../src/core/skill/skillContext.ts';
import type { Example } from './ruleExamples/example.ts';

/** What is known about the skill of an example. A size below zero takes a file away. */
export function exampleContext({
  text,
  folderName,
  files,
  outsideLinks,
  excluded,
  unreadIgnores,
  manifestRule,
  unreadIndex,
  encoding,
  texts,
}: Example): SkillContext {
  const sizes = Object.entries({ 'SKILL.md': text.length, ...files }).filter(([, size]) => size >= 0);
  return {
    ...noContext,
    folderName: folderName ?? null,
    files: files ? sizes.map(([path, size]) => ({ path, size, isExecutable: false })) : null,
    outsideLinks: outsideLinks ?? [],
    excluded: excluded ?? [],
    unreadIgnores: unreadIgnores ?? [],
    manifestRule: manifestRule ?? null,
    unreadIndex: unreadIndex ?? null,
    ...(encoding === undefined ? {} : { encoding }),
    ...(texts === undefined ? {} : { texts: new Map(Object.entries(texts)) }),
  };
}
