import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import type { Rule } from '../../../../src/core/skill/rule.ts';
import { rules } from '../../../../src/core/skill/rules/rules.ts';
import { exampleContext } from '../../../support/skill/exampleContext.ts';
import type { Example } from '../../../support/skill/ruleExamples/example.ts';
import { examplesOf, exampleTables } from '../../../support/skill/ruleExamples/ruleExamples.ts';

function codesOf(example: Example, rule: Rule): readonly string[] {
  const problems = checkSkill(parseSkill(example.text), exampleContext(example), {
    profiles: [rule.profile],
  });
  return problems.map(({ code }) => code);
}

describe('the rule table', () => {
  for (const rule of rules) {
    it(`${rule.code}: tells the bad example from the good one`, () => {
      const { bad, good } = examplesOf(rule);
      assert.ok(codesOf(bad, rule).includes(rule.code), 'the bad example passes');
      assert.deepEqual(codesOf(good, rule), [], 'the good example has problems');
    });
  }

  it('has each code once', () => {
    const codes = rules.map(({ code }) => code);
    assert.deepEqual(codes, [...new Set(codes)]);
  });

  it('has for each rule one pair of examples, and none for a rule that is not there', () => {
    const codes = rules.map(({ code }) => code);
    assert.deepEqual(exampleTables.flatMap(table => Object.keys(table)).sort(), codes.sort());
  });
});
