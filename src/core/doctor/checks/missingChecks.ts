import type { Failure } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';
import type { Examination, Findings } from '../examination.ts';
import type { Subject } from './readingChecks.ts';

/** What nobody has is not found, and the registry says so. */
export async function checkMissing(exam: Examination, subject: Subject | null): Promise<void> {
  await exam.check('What is not there', 'answered with 404', async findings => {
    const { registry, signal, discretion } = exam;
    const noSkill = subject ? unlike(subject.skill.id) : 'skill_none';
    discretion.own(noSkill, 'no-such-skill');
    let isMissing = sayMissing('a skill', await registry.getSkill(noSkill, { signal }), findings);
    const known = subject?.versions[0];
    if (subject && known) {
      const noVersion = /^\d{1,9}$/.test(known.key) ? '987654321' : unlike(known.key);
      discretion.own(noVersion, 'no-such-version');
      const read = await registry.getVersion(subject.skill.id, noVersion, { signal });
      isMissing = sayMissing('a version', read, findings) && isMissing;
    }
    return isMissing ? 'not found' : 'answered otherwise';
  });
}

function sayMissing(what: string, answer: Result<unknown, Failure>, findings: Findings): boolean {
  if (answer.ok) {
    findings.differs(`${what} that nobody has was answered`);
    return false;
  }
  if (answer.failure.kind !== 'not-found') {
    findings.failed(answer.failure);
    return false;
  }
  return true;
}

/** An id of the same form that is nobody's: its last characters are others. */
function unlike(id: string): string {
  return id.slice(0, -10) + id.slice(-10).replace(/[a-z0-9]/gi, other);
}

/** A digit for a digit and a letter for a letter, both hexadecimal. */
function other(character: string): string {
  if (/\d/.test(character)) {
    return String((Number(character) + 5) % 10);
  }
  const isUpper = character === character.toUpperCase();
  const letter = character.toLowerCase() === 'a' ? 'b' : 'a';
  return isUpper ? letter.toUpperCase() : letter;
}
