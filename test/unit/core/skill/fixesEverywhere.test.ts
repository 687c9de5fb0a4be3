import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import { applyEdits } from '../../../../src/core/skill/fix/edits.ts';
import { fixAll } from '../../../../src/core/skill/fix/fixAll.ts';
import { fixesFor } from '../../../../src/core/skill/fix/fixes.ts';
import type { Rule } from '../../../../src/core/skill/rule.ts';
import { rules } from '../../../../src/core/skill/rules/rules.ts';
import { exampleContext } from '../../../support/skill/exampleContext.ts';
import { examplesOf } from '../../../support/skill/ruleExamples/ruleExamples.ts';
import { everyProfile, problemsIn } from '../../../support/skill/skillChecks.ts';

/** What people's files look like besides what is wrong with them. */
const surroundings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': text => text,
  'with CRLF': text => text.replaceAll('\n', '\r\n'),
  'with a byte order mark': text => (text.startsWith('\uFEFF') ? text : `\uFEFF${text}`),
  'with comments in the front matter': text => text.replace(/^---\n/, '---\n# About: [this] skill\n'),
  'without a line break at the end': text => text.trimEnd(),
  'with a long body': text => `${text}\n## More\n\n- One: *two*\n\n| a | b |\n| - | - |\n`,
  'with letters of all scripts': text => `${text}\nÄ 読 😀 \u0645\n`,
};

const preferredOf = (text: string, rule: Rule) => {
  const context = exampleContext(examplesOf(rule).bad);
  const problems = problemsIn(text, rule.code, context);
  const [problem] = problems;
  const fixes = problem ? fixesFor(problem, parseSkill(text), context) : [];
  return {
    count: problems.length,
    fix: fixes.find(({ isPreferred, edits }) => isPreferred && edits.length > 0) ?? null,
  };
};

const fixable = rules.filter(rule => preferredOf(examplesOf(rule).bad.text, rule).fix !== null);

describe('a preferred fix of each rule that has one', () => {
  it('is there for what needs no decision', () => {
    const codes = fixable.map(({ code }) => code).join(' ');
    assert.match(
      codes,
      /yaml-unquoted yaml-unclosed-quote yaml-tab yaml-tab-between yaml-space-after-colon yaml-indent/,
    );
    assert.ok(fixable.length >= 28, codes);
  });

  for (const [what, surround] of Object.entries(surroundings)) {
    for (const rule of fixable) {
      it(`${what}, ${rule.code}: solves the problem and leaves the rest as it is`, () => {
        const { bad } = examplesOf(rule);
        const before = surround(bad.text);
        const { count, fix } = preferredOf(before, rule);
        // A surrounding may take the problem away or make it one that a person has to decide.
        if (!fix) {
          return;
        }
        const after = applyEdits(parseSkill(before), fix.edits);
        assert.ok(after !== null);
        assert.equal(problemsIn(after, rule.code, exampleContext(bad)).length, count - 1);
        if (!before.replaceAll('\r\n', '').includes('\n')) {
          assert.doesNotMatch(after, /[^\r]\n/);
        }
        const tail = before.slice(-10);
        if (!rule.code.startsWith('link-') && rule.code !== 'path-missing') {
          assert.ok(after.endsWith(tail));
        }
      });
    }
  }
});

describe('fixing all', () => {
  for (const [what, surround] of Object.entries(surroundings)) {
    it(`changes nothing the second time, and nothing in good examples, ${what}`, () => {
      for (const rule of rules) {
        const { bad, good } = examplesOf(rule);
        const options = { profiles: everyProfile };
        const once = fixAll(parseSkill(surround(bad.text)), exampleContext(bad), options);
        assert.equal(fixAll(once, exampleContext(bad), options).text, once.text, rule.code);
        const sound = parseSkill(surround(good.text));
        const isTouched = fixAll(sound, exampleContext(good), options).text !== sound.text;
        assert.equal(isTouched, sound.text.startsWith('\uFEFF'), `the good example of ${rule.code}`);
      }
    });
  }
});
