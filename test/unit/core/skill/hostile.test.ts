import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill, mostPerRule } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/parseSkill.ts';
import { hostileContexts, hostileSkills } from '../../../support/hostileSkills.ts';
import { everyProfile } from '../../../support/skillChecks.ts';
import { assertInside } from '../../../support/skillFuzz.ts';

const [few, many] = hostileContexts;

// How long they take is measured by `npm run fuzz`.
describe('a check withstands', () => {
  for (const [what, text] of Object.entries(hostileSkills)) {
    it(what, () => {
      const document = parseSkill(text(1));
      const problems = checkSkill(document, few, { profiles: everyProfile });
      assert.ok(problems.length > 0, 'nothing is wrong with it');
      const counts = new Map<string, number>();
      for (const problem of problems) {
        counts.set(problem.code, (counts.get(problem.code) ?? 0) + 1);
        assert.ok(problem.message.length < 300, problem.message);
      }
      assert.ok(Math.max(...counts.values()) <= mostPerRule);
      for (const problem of problems.slice(0, 20)) assertInside(document, problem);
    });
  }

  it('a folder of 20,000 files', () => {
    const document = parseSkill(hostileSkills['links to missing files']?.(0.05) ?? '');
    const codes = checkSkill(document, many, { profiles: everyProfile }).map(({ code }) => code);
    assert.equal(codes.filter(code => code === 'link-missing').length, mostPerRule);
    assert.equal(codes.filter(code => code === 'openai-file-count').length, 1);
  });
});
