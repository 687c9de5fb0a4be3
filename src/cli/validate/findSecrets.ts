import { join, resolve } from 'node:path';
import type { Failure } from '../../core/failure/failure.ts';
import { secretProblems } from '../../core/publish/plan/secretProblems.ts';
import { secretlintScanner } from '../../core/secrets/secretlintScanner.ts';
import { type Result, success } from '../../core/text/result.ts';
import { promptFolder } from '../../disk/folder/promptFolder.ts';
import { workspaceRoot } from '../../disk/folder/workspaceRoot.ts';
import { linkPlaces } from '../../disk/link/linkPlaces.ts';
import type { ValidatedSkill } from './validateSkill.ts';

/** Adds to a checked skill what looks like a credential in any of the files that would be published. */
export async function withSecrets(skill: ValidatedSkill): Promise<Result<ValidatedSkill, Failure>> {
  const absolute = resolve(skill.folder);
  const root = await workspaceRoot(absolute);
  // What was allowed in spite of it is in the repository's link file; the other is of no account here.
  const place = linkPlaces({ root, dataDirectory: root })(absolute, null);
  const source = { folder: promptFolder(absolute), path: skill.folder };
  const found = await secretProblems(source, place, await secretlintScanner());
  if (!found.ok) {
    return found;
  }
  const problems = found.value.map(problem => ({
    ...problem,
    file: join(skill.folder, problem.path),
    isFixable: false,
  }));
  return success({ ...skill, problems: [...skill.problems, ...problems] });
}
