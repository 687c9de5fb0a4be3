import assert from 'node:assert/strict';
import { type CheckOptions, checkSkill } from '../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../src/core/skill/document/parseSkill.ts';
import { spanOf } from '../../../src/core/skill/document/positions.ts';
import { applyEdits } from '../../../src/core/skill/fix/edits.ts';
import { fixesFor } from '../../../src/core/skill/fix/fixes.ts';
import type { Fix, Problem, Profile } from '../../../src/core/skill/problem.ts';
import { noContext, type SkillContext } from '../../../src/core/skill/skillContext.ts';

export const everyProfile: readonly Profile[] = ['spec', 'openai', 'anthropic', 'vscode', 'advice'];

/** The problems of one rule, or all of them. */
export function problemsIn(
  text: string,
  code: string | null = null,
  context: SkillContext = noContext,
  options: CheckOptions = { profiles: everyProfile },
): readonly Problem[] {
  return checkSkill(parseSkill(text), context, options).filter(
    problem => code === null || problem.code === code,
  );
}

/** The codes of what a text's rules say, each once, in the order of the text. */
export function codesIn(text: string, context?: SkillContext, options?: CheckOptions): readonly string[] {
  return [...new Set(problemsIn(text, null, context, options).map(({ code }) => code))];
}

/** What stands under the marks of a rule. */
export function underlined(text: string, code: string, context?: SkillContext): readonly string[] {
  const document = parseSkill(text);
  return problemsIn(text, code, context).map(({ range }) => {
    const { start, end } = spanOf(document, range);
    return text.slice(start, end);
  });
}

export function messagesIn(text: string, code: string, context?: SkillContext): readonly string[] {
  return problemsIn(text, code, context).map(({ message }) => message);
}

/** The fixes of a rule's first problem; their titles, with `*` before what "Fix all" applies. */
export function fixTitles(text: string, code: string, context?: SkillContext): readonly string[] {
  return fixesOf(text, code, context).map(({ title, isPreferred }) => (isPreferred ? `*${title}` : title));
}

/** The text after a fix of a rule's first problem: the first one, or that whose title has `title` in it. */
export function afterFix(text: string, code: string, context?: SkillContext, title = ''): string {
  const fix = fixesOf(text, code, context).find(candidate => candidate.title.includes(title));
  assert.ok(fix, `${code} has no fix ${title}`);
  return applyEdits(parseSkill(text), fix.edits) ?? 'the edits overlap';
}

function fixesOf(text: string, code: string, context: SkillContext = noContext): readonly Fix[] {
  const [problem] = problemsIn(text, code, context);
  assert.ok(problem, `${code} is not found`);
  return fixesFor(problem, parseSkill(text), context);
}

/** A SKILL.md with these lines of front matter and nothing else that is wrong. */
export function skill(lines: string, body = '\nRead the form.\n'): string {
  return `---\n${lines}\n---\n${body}`;
}

/** A SKILL.md with a name and a description, these further lines, and this body. */
export function sound(lines = '', body = '\nRead the form.\n'): string {
  const more = lines === '' ? '' : `\n${lines}`;
  return skill(`name: pdf-forms\ndescription: Fills in PDF forms. Use when the user has one.${more}`, body);
}

/** A skill whose only known circumstance is its folder's name. */
export function inFolder(folderName: string): SkillContext {
  return { ...noContext, folderName };
}

/** A skill with these files besides SKILL.md, of 100 bytes or the given size. */
export function withFiles(
  ...files: readonly (string | readonly [path: string, size: number])[]
): SkillContext {
  const sized = files.map(file => (typeof file === 'string' ? ([file, 100] as const) : file));
  return {
    ...noContext,
    files: [['SKILL.md', 500] as const, ...sized].map(([path, size]) => ({
      path,
      size,
      isExecutable: false,
    })),
  };
}
