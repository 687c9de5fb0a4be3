import { type Failure, namedFrom } from '../../failure/failure.ts';
import { allowedSecrets } from '../../link/linkFile.ts';
import type { LinkPlace } from '../../link/linkStore.ts';
import type { SecretFinding, SecretScanner } from '../../secrets/scanner.ts';
import type { Problem } from '../../skill/problem.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { findSecrets } from './findSecrets.ts';
import { inspectSkill } from './inspectSkill.ts';
import type { SkillToPublish } from './request.ts';

/** What marks these problems; no rule of docs/rules.md, since it looks at every file of the skill. */
const secretCode = 'secret';

/** A finding as a problem, on the line that it names. Never carries the value. */
export function secretProblem({ path, line, what }: SecretFinding): Problem {
  const start = { line: line - 1, character: 0 };
  return {
    code: secretCode,
    profile: 'spec',
    severity: 'error',
    message: `This looks like a secret (${what}): everybody who can use the skill can read it.`,
    path,
    range: { start, end: { line, character: 0 } },
  };
}

/**
 * What looks like a credential in the files that would be published, before anything is; files that somebody allowed
 * as they are, by the link file at `place`, are left out. Fails as `inspectSkill` and the link file do.
 */
export async function secretProblems(
  skill: SkillToPublish,
  place: LinkPlace,
  scanner: SecretScanner,
): Promise<Result<readonly Problem[], Failure>> {
  const links = await place.store.read();
  if (!links.ok) {
    return links;
  }
  const inspection = await inspectSkill(skill);
  if (!inspection.ok) {
    return inspection;
  }
  const allowed = allowedSecrets(links.value, place.folder);
  const found = await findSecrets(skill.folder, inspection.value, allowed, scanner);
  return found.ok ? success(found.value.map(secretProblem)) : failed(namedFrom(skill.path, found.failure));
}
