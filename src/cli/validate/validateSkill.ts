import { join } from 'node:path';
import type { SkillInFolder } from '../../core/bundle/readSkill.ts';
import { type Failure, namedFrom } from '../../core/failure/failure.ts';
import { listedFailure } from '../../core/failure/systemError.ts';
import { type CheckOptions, checkSkill } from '../../core/skill/checkSkill.ts';
import { parseSkill } from '../../core/skill/document/parseSkill.ts';
import { isFixable } from '../../core/skill/fix/fixes.ts';
import type { Problem } from '../../core/skill/problem.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { withSlashes } from '../../disk/files/system.ts';
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
    return failed(namedFrom(withSlashes(folder), skill.failure));
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
    // Writing the text of a file that is no UTF-8 would destroy it.
    if (source !== null && fixed.text !== text && context.encoding === 'utf-8') {
      const same = await isAsRead(folder, source, text);
      const written = same.ok ? await writeAtomically(join(folder, source), fixed.text) : same;
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

/** Fails as `changed-meanwhile` for a file that somebody has written since it was read: what they wrote stays. */
async function isAsRead(folder: string, source: string, text: string): Promise<Result<null, Failure>> {
  const path = withSlashes(join(folder, source));
  try {
    const isSame = Buffer.from(text).equals(await promptFolder(folder).read(source));
    return isSame ? success(null) : failed({ kind: 'changed-meanwhile', path });
  } catch (error) {
    return failed(listedFailure(path, error));
  }
}
