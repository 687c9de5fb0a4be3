import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill, maxPerRule } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import { applyEdits } from '../../../../src/core/skill/fix/edits.ts';
import { fixAll } from '../../../../src/core/skill/fix/fixAll.ts';
import { fixesFor } from '../../../../src/core/skill/fix/fixes.ts';
import { hostileContexts, hostileSkills } from '../../../support/skill/hostileSkills.ts';
import { pieces, places, repeated } from '../../../support/skill/repeatedPieces.ts';
import { everyProfile } from '../../../support/skill/skillChecks.ts';
import { skillWith } from '../../../support/skill/skillCursor.ts';
import { assertInside } from '../../../support/skill/skillFuzz.ts';
import { looksAt } from '../../../support/skill/skillTimes.ts';

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
      assert.ok(Math.max(...counts.values()) <= maxPerRule);
      assertInside(document, problems.slice(0, 20));
    });
  }

  it('a folder of 20,000 files', () => {
    const document = parseSkill(hostileSkills['links to missing files']?.(0.05) ?? '');
    const codes = checkSkill(document, many, { profiles: everyProfile }).map(({ code }) => code);
    assert.equal(codes.filter(code => code === 'link-missing').length, maxPerRule);
    assert.equal(codes.filter(code => code === 'openai-file-count').length, 1);
  });
});

describe('repeating a piece breaks nothing', () => {
  const context = skillWith('scripts/a.py', 'references/a.md');
  for (const [place, textWith] of Object.entries(places)) {
    it(`in ${place}`, () => {
      for (const piece of pieces) {
        const text = textWith(repeated(piece, 120));
        const document = parseSkill(text);
        const problems = checkSkill(document, context, { profiles: everyProfile });
        assertInside(document, problems);
        for (const problem of problems) {
          for (const { edits } of fixesFor(problem, document, context)) {
            applyEdits(document, edits);
          }
        }
        const mended = fixAll(document, context, { profiles: everyProfile });
        const again = fixAll(mended, context, { profiles: everyProfile });
        assert.equal(again.text, mended.text, JSON.stringify(piece));
        for (const look of looksAt(text, context)) {
          look();
        }
      }
    });
  }
});
