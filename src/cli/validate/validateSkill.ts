import { join } from 'node:path';
import type { SkillInFolder } from '../../core/bundle/readSkill.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { type CheckOptions, checkSkill } from '../../core/skill/checkSkill.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { isFixable } from '../../core/skill/fix/fixes.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { promptFolder } from '../../disk/folder/promptFolder.ts';

export interface FoundProblem extends Problem {
  /** The file's path as the person would type it. */
  readonly file: string;
  /** `--fix` would solve it. */
  readonly isFixable: boolean;
}

export interface ValidatedSkill {
  readonly folder: string;
  readonly isChanged: boolean;
  readonly problems: readonly FoundProblem[];
}

/** Checks a skill as it was read; with `isFixing`, writes the fixed SKILL.md first, if anything changes. */
export async function validateSkill(
  folder: string,
  skill: Result<SkillInFolder, Failure>,
  options: CheckOptions,
  isFixing: boolean,
): Promise<Result<ValidatedSkill, Failure>> {
  if (!skill.ok) {
    // What a folder's own methods say is relative to it.
    const { failure } = skill;
    return failure.kind === 'unreadable'
      ? failed({ ...failure, path: join(folder, failure.path) })
      : failure.kind === 'no-manifest'
        ? failed({ ...failure, path: folder })
        : failure.kind === 'refused-paths'
          ? failed({ ...failure, skill: folder })
          : skill;
  }
  const { context, manifestPath, text } = skill.value;
  let document = parseSkill(text);
  let isChanged = false;
  const source = sourceIn(skill.value);
  if (isFixing) {
    const [{ fixAll }, { writeAtomically }] = await Promise.all([
      import('../../core/skill/fix/fixAll.ts'),
      import('../../disk/files/writeAtomically.ts'),
    ]);
    const fixed = fixAll(document, context, options);
    if (source !== null && fixed.text !== text && (await isWhollyText(folder, source, text))) {
      const written = await writeAtomically(join(folder, source), fixed.text);
      if (!written.ok) {
        return written;
      }
      document = fixed;
      isChanged = true;
    }
  }
  const problems = checkSkill(document, context, options).map(problem => ({
    ...problem,
    file: join(folder, problem.path === 'SKILL.md' ? manifestPath : problem.path),
    isFixable: source !== null && isFixable(problem, document, context),
  }));
  return success({ folder, isChanged, problems });
}

/** The file itself, where SKILL.md is a link to it; null where that is not the skill's own, and so not ours to change. */
function sourceIn({ selection, manifestPath }: SkillInFolder): string | null {
  return selection.files.find(({ path }) => path === manifestPath)?.source ?? null;
}

/** False for a file with bytes that are no UTF-8, which writing the text would destroy. */
async function isWhollyText(folder: string, source: string, text: string): Promise<boolean> {
  return Buffer.from(text).equals(await promptFolder(folder).read(source));
}
