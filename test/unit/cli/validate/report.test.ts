import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { jsonReport, textReport } from '../../../../src/cli/validate/report.ts';
import type { FoundProblem, ValidatedSkill } from '../../../../src/cli/validate/validateSkill.ts';

function problem(changes: Partial<FoundProblem> = {}): FoundProblem {
  return {
    code: 'name-format',
    profile: 'spec',
    severity: 'error',
    message: 'The name is odd.',
    path: 'SKILL.md',
    file: 'pdf/SKILL.md',
    isFixable: false,
    range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } },
    ...changes,
  };
}

function skill(problems: readonly FoundProblem[], isChanged = false, folder = 'pdf'): ValidatedSkill {
  return { folder, isChanged, problems };
}

describe('the report for people', () => {
  test('names each file once, and counts lines and characters from one', () => {
    const other = problem({
      file: 'pdf/a.md',
      severity: 'warning',
      message: 'It is large.',
      code: 'file-large',
    });
    assert.equal(
      textReport([skill([problem(), problem({ message: 'It is long.' }), other])]),
      [
        'pdf/SKILL.md',
        '  2:7     error       The name is odd. (name-format, spec)',
        '  2:7     error       It is long. (name-format, spec)',
        'pdf/a.md',
        '  2:7     warning     It is large. (file-large, spec)',
        '1 skill, 2 errors, 1 warning, 0 information, 0 hints',
      ].join('\n'),
    );
  });

  test('counts hints, and says where they are told', () => {
    assert.equal(
      textReport([skill([problem({ severity: 'hint' }), problem({ severity: 'information' })])]),
      [
        'pdf/SKILL.md',
        '  2:7     information The name is odd. (name-format, spec)',
        '1 skill, 0 errors, 0 warnings, 1 information, 1 hint (in --json)',
      ].join('\n'),
    );
  });

  test('says what was fixed, and what could be', () => {
    assert.equal(
      textReport([skill([], true), skill([problem({ isFixable: true, file: 'b/SKILL.md' })], false, 'b')]),
      [
        'pdf: fixed',
        'b/SKILL.md',
        '  2:7     error       The name is odd. (name-format, spec)',
        '2 skills, 1 error, 0 warnings, 0 information, 0 hints; --fix can fix 1',
      ].join('\n'),
    );
  });

  test('is one line when there is nothing to tell', () => {
    assert.equal(textReport([]), '0 skills, 0 errors, 0 warnings, 0 information, 0 hints');
  });

  test('shows characters that would turn or colour the terminal by their codes', () => {
    const text = textReport([skill([problem({ message: '\u202Etxt\u001b[31m', file: 'a\u0007b' })])]);
    assert.match(text, /⟨U\+202E⟩txt⟨U\+001B⟩\[31m/);
    assert.match(text, /^a⟨U\+0007⟩b$/m);
  });
});

describe('the report for programs', () => {
  test('has the problems of all skills, hints too, with places that count from zero', () => {
    const skills = [skill([problem()]), skill([problem({ severity: 'hint', isFixable: true })])];
    assert.deepEqual(JSON.parse(jsonReport(skills, false, [])).problems, [
      {
        file: 'pdf/SKILL.md',
        code: 'name-format',
        severity: 'error',
        message: 'The name is odd.',
        range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } },
        profile: 'spec',
        fixable: false,
      },
      {
        file: 'pdf/SKILL.md',
        code: 'name-format',
        severity: 'hint',
        message: 'The name is odd.',
        range: { start: { line: 1, character: 6 }, end: { line: 1, character: 9 } },
        profile: 'spec',
        fixable: true,
      },
    ]);
  });

  test('has no problem when there is none, and says what could not be checked', () => {
    assert.deepEqual(JSON.parse(jsonReport([skill([])], false, ['gone cannot be read.'])), {
      ok: false,
      skills: 1,
      problems: [],
      errors: ['gone cannot be read.'],
    });
  });
});
