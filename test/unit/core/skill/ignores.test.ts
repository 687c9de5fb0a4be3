import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import { applyEdits } from '../../../../src/core/skill/fix/edits.ts';
import { ignoreFix } from '../../../../src/core/skill/fix/ignoreFix.ts';
import type { SkillContext } from '../../../../src/core/skill/skillContext.ts';
import {
  codesIn,
  problemsIn,
  skill,
  sound,
  underlined,
  withFiles,
} from '../../../support/skill/skillChecks.ts';

describe('a comment in the front matter', () => {
  it('silences the next key, with all of its lines', () => {
    assert.deepEqual(codesIn(sound('# skillwright-ignore field-unknown anthropic-key\nteam: a')), []);
    assert.deepEqual(codesIn(sound('# skillwright-ignore metadata-value\nmetadata:\n  a: 1\n  b: 2')), []);
  });

  it('silences that key only', () => {
    const text = sound('# skillwright-ignore field-unknown\nteam: a\nother: b');
    assert.deepEqual(underlined(text, 'field-unknown'), ['other']);
  });

  it('silences its own line when something is before it', () => {
    const text = sound('team: a # skillwright-ignore field-unknown\nother: b');
    assert.deepEqual(underlined(text, 'field-unknown'), ['other']);
  });

  it('may have company above the key', () => {
    const text = sound('# skillwright-ignore field-unknown\n\n# skillwright-ignore anthropic-key\nteam: a');
    assert.deepEqual(codesIn(text), []);
  });

  it('silences only the rules that it names', () => {
    assert.deepEqual(codesIn(sound('# skillwright-ignore anthropic-key\nteam: a')), ['field-unknown']);
    assert.deepEqual(codesIn(sound('# skillwright-ignore anthropic-key, field-unknown\nteam: a')), []);
  });

  it('may say why', () => {
    assert.deepEqual(
      codesIn(
        sound('# skillwright-ignore field-unknown anthropic-key -- name-vague is another matter\nteam: a'),
      ),
      [],
    );
  });
});

describe('a comment in the body', () => {
  const files = withFiles();
  const link = '[a](gone.md)';

  it('silences the next line, or its own', () => {
    for (const body of [
      `<!-- skillwright-ignore link-missing -->\n${link}\n`,
      `<!-- skillwright-ignore link-missing -->\n\n${link}\n`,
      `${link} <!-- skillwright-ignore link-missing -->\n`,
    ]) {
      assert.deepEqual(codesIn(sound('', body), files), [], body);
      assert.deepEqual(codesIn(sound('', `${body}${link}\n`), files), ['link-missing'], body);
    }
  });

  it('silences the whole skill with -file', () => {
    const text = sound('', `${link}\n\n${link}\n\n<!-- skillwright-ignore-file link-missing -->\n`);
    assert.deepEqual(codesIn(text, files), []);
  });

  it('means nothing in code', () => {
    const text = sound('', `\`<!-- skillwright-ignore-file link-missing -->\`\n${link}\n`);
    assert.deepEqual(codesIn(text, files), ['link-missing']);
  });
});

describe('a comment with text after it', () => {
  for (const comment of [
    '<!-- skillwright-ignore link-missing -->',
    '<!--\nskillwright-ignore link-missing\n-->',
  ]) {
    it(`is for the line that it ends in: ${JSON.stringify(comment)}`, () => {
      const text = sound('', `\n${comment} See [a](gone.md).\nSee [b](gone.md).\n`);
      const lines = problemsIn(text, 'link-missing', withFiles()).map(({ range }) => range.start.line);
      assert.deepEqual(lines, [parseSkill(text).lineStarts.length - 2]);
    });
  }
});

describe('silence', () => {
  it('reaches the skill’s other files with -file', () => {
    const files = withFiles('assets/id_rsa');
    assert.deepEqual(codesIn(sound('# skillwright-ignore-file path-secret file-unreferenced'), files), []);
    assert.deepEqual(codesIn(sound('# skillwright-ignore path-secret file-unreferenced'), files), [
      'path-secret',
      'file-unreferenced',
    ]);
  });

  it('never covers an error', () => {
    const text = skill(
      '# skillwright-ignore-file name-format\n# skillwright-ignore name-format\nname: PDF\ndescription: Use when asked.',
    );
    assert.deepEqual(codesIn(text), ['name-format']);
  });

  it('of a rule that does not exist is told', () => {
    const text = sound('# skillwright-ignore name-silly license-long\nlicense: MIT');
    assert.deepEqual(underlined(text, 'ignore-unknown'), ['name-silly']);
    assert.deepEqual(underlined(sound('', '<!-- skillwright-ignore nothing -->\nText\n'), 'ignore-unknown'), [
      'nothing',
    ]);
  });
});

describe('ignoreFix', () => {
  /** The text after silencing a rule's first problem. */
  function silenced(text: string, code: string, context?: SkillContext): string | null {
    const [problem] = problemsIn(text, code, context);
    assert.ok(problem);
    const fix = ignoreFix(problem, parseSkill(text));
    return fix && applyEdits(parseSkill(text), fix.edits);
  }

  for (const [what, text, code, context] of [
    ['above a key', sound('license: MIT\nteam: a'), 'field-unknown', undefined],
    ['above a key whose value is marked', sound('metadata:\n  a: b\n  c: 1'), 'metadata-value', undefined],
    [
      'above a text of several lines',
      skill('name: x\ndescription: >-\n  Fills in\n  forms.'),
      'description-when',
      undefined,
    ],
    ['beside a link', sound('', '\n- See [a](gone.md).\n'), 'link-missing', withFiles()],
    [
      'in the front matter for code',
      sound('', '\n```\npython scripts/gone.py\n```\n'),
      'path-missing',
      withFiles('scripts/x.py'),
    ],
    ['in the front matter for a file', sound(), 'file-unreferenced', withFiles('a/b.md')],
    ['in the front matter for the body as a whole', sound('', ''), 'body-empty', undefined],
  ] as const) {
    it(`puts a comment ${what}, and the problem is gone`, () => {
      const after = silenced(text, code, context);
      assert.ok(after !== null);
      assert.match(after, /skillwright-ignore/);
      assert.ok(!codesIn(after, context).includes(code), after);
      const rest = after.replace(/ ?<!-- skillwright-ignore\S* \S+ -->|# skillwright-ignore\S* \S+\n/, '');
      assert.equal(rest, text);
    });
  }

  it('is not offered for errors, nor without front matter', () => {
    assert.equal(silenced(skill('name: PDF\ndescription: Use when asked.'), 'name-format'), null);
    const [problem] = problemsIn(`${sound('')}[a](gone.md)\n`, 'link-missing', withFiles());
    assert.ok(problem);
    assert.equal(ignoreFix(problem, parseSkill('[a](gone.md)\n')), null);
  });
});
