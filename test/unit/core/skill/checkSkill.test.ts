import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill, defaultProfiles } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import type { Profile } from '../../../../src/core/skill/problem.ts';
import { noContext } from '../../../../src/core/skill/skillContext.ts';
import { codesIn, problemsIn, skill, sound, withFiles } from '../../../support/skill/skillChecks.ts';

const text = skill(
  'name: claude-forms\ndescription: Fills in <b>forms</b>.\nuser-invocable: "yes"\nversion: 1',
);

describe('checkSkill', () => {
  it('applies the profiles that are chosen', () => {
    const codes = (profiles: readonly Profile[]) => codesIn(text, noContext, { profiles });
    assert.deepEqual(codes(['spec']), ['field-of-product', 'field-belongs-in-metadata']);
    assert.deepEqual(codes(['anthropic']), ['name-reserved', 'description-tags', 'anthropic-key']);
    assert.deepEqual(codes(['vscode']), ['description-tags-stripped']);
    assert.deepEqual(codes(['advice']), ['description-when', 'vscode-flag']);
    assert.deepEqual(codes([]), []);
  });

  it('has the specification and the advice as its default', () => {
    assert.deepEqual(defaultProfiles, ['spec', 'advice']);
  });

  it('lets a severity be chosen, or a rule be turned off', () => {
    const severities = { 'field-belongs-in-metadata': 'error', 'field-of-product': 'off' } as const;
    const problems = problemsIn(text, null, noContext, { profiles: ['spec'], severities });
    assert.deepEqual(
      problems.map(({ code, severity }) => [code, severity]),
      [['field-belongs-in-metadata', 'error']],
    );
  });

  it('goes by the text, and then by the other files', () => {
    const messy = skill('version: 1\nname: PDF', '\n[a](gone.md)\n');
    assert.deepEqual(codesIn(messy, withFiles('z.md', 'assets/con')), [
      'description-missing',
      'field-belongs-in-metadata',
      'anthropic-key',
      'name-format',
      'link-missing',
      'path-not-portable',
      'file-unreferenced',
    ]);
  });

  it('tells at most a hundred problems of one rule', () => {
    const many = sound('', `\n${'[a](../b) '.repeat(300)}\n`);
    assert.equal(problemsIn(many, 'link-outside').length, 100);
  });

  it('carries data that survives being sent as JSON', () => {
    const messy = skill('name: PDF\ndescription: x\nallowed-tools: [a]\nallowed_tools: b');
    for (const problem of problemsIn(messy)) {
      assert.deepEqual(JSON.parse(JSON.stringify(problem)), problem);
    }
  });

  it('says everything in one line, whatever is in the text', () => {
    const messy = skill(
      `name: "a\\nb${'x'.repeat(200)}"\ndescription: "<b\\nc>"\n"k\\ney": v`,
      '\n[a](<gone one.md>)\n',
    );
    for (const { message } of problemsIn(messy, null, withFiles())) {
      assert.doesNotMatch(message, /[\r\n]/);
      assert.ok(message.length < 250, message);
    }
  });

  it('is the same for the same input', () => {
    const document = parseSkill(text);
    const once = checkSkill(document, noContext, { profiles: ['spec', 'advice'] });
    assert.deepEqual(checkSkill(document, noContext, { profiles: ['spec', 'advice'] }), once);
  });
});
