import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readManifest } from '../../../../src/core/skill/document/manifest.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import { fixAll } from '../../../../src/core/skill/fix/fixAll.ts';
import { noContext } from '../../../../src/core/skill/skillContext.ts';
import { codesIn, messagesIn, skill } from '../../../support/skill/skillChecks.ts';

const described = 'description: Use when asked to.';

/** What may be written for a description, and what is read. */
const descriptions: readonly (readonly [what: string, yaml: string, read: string])[] = [
  ['plain', 'description: Use when asked.', 'Use when asked.'],
  ['with spaces around', 'description:    Use when asked.   ', 'Use when asked.'],
  ['in double quotes', 'description: "Use when: asked."', 'Use when: asked.'],
  ['in single quotes', "description: 'Use when it''s asked.'", "Use when it's asked."],
  [
    'with escapes',
    'description: "Use \\"this\\" when\\tasked \\u00e9 \\x41."',
    'Use "this" when\tasked é A.',
  ],
  ['in double quotes over lines', 'description: "Use when\n  asked."', 'Use when asked.'],
  ['in double quotes over lines that are joined', 'description: "Use when \\\n  asked."', 'Use when asked.'],
  ['plain over lines', 'description: Use when\n  asked\n  twice.', 'Use when asked twice.'],
  ['plain on the next line', 'description:\n  Use when asked.', 'Use when asked.'],
  ['plain with a blank line', 'description: Use when\n\n  asked.', 'Use when\nasked.'],
  ['folded', 'description: >\n  Use when\n  asked.', 'Use when asked.'],
  ['folded and stripped', 'description: >-\n  Use when\n  asked.', 'Use when asked.'],
  ['folded and kept', 'description: >+\n  Use when\n  asked.\n', 'Use when asked.'],
  ['folded with an indentation told', 'description: >2\n    Use when\n  asked.', 'Use when\nasked.'],
  ['folded with a blank line', 'description: >-\n  Use when\n\n  asked.', 'Use when\nasked.'],
  ['folded with deeper lines', 'description: >-\n  Use when\n    asked.', 'Use when\n  asked.'],
  ['literal', 'description: |\n  Use when\n  asked.', 'Use when\nasked.'],
  ['literal with what looks like a comment', 'description: |-\n  Use when\n  # asked.', 'Use when\n# asked.'],
  ['literal with a key in it', 'description: |-\n  name: x\n  Use when asked.', 'name: x\nUse when asked.'],
  ['literal with a comment behind the sign', 'description: |- # text\n  Use when asked.', 'Use when asked.'],
  ['with a comment behind it', 'description: Use when asked. # by anyone', 'Use when asked.'],
  ['with a number sign that is no comment', 'description: Use C#when asked.', 'Use C#when asked.'],
  [
    'with colons that are none of YAML’s',
    'description: Use at 12:30 or http://x when asked.',
    'Use at 12:30 or http://x when asked.',
  ],
  ['with quotes inside', 'description: Use "it" when it\'s asked.', 'Use "it" when it\'s asked.'],
  ['with a tag', 'description: !!str Use when asked.', 'Use when asked.'],
  ['with an anchor', 'description: &d Use when asked.', 'Use when asked.'],
  ['with a tab before the value', 'description:\tUse when asked.', 'Use when asked.'],
  ['with a key in quotes', '"description": Use when asked.', 'Use when asked.'],
  ['with a space before the colon', 'description : Use when asked.', 'Use when asked.'],
  ['with a question mark key', '? description\n: Use when asked.', 'Use when asked.'],
  [
    'with letters of all scripts',
    'description: Ä 読 表 я ש 😀 Use when asked.',
    'Ä 読 表 я ש 😀 Use when asked.',
  ],
  ['with a backslash', 'description: Use C:\\x when asked.', 'Use C:\\x when asked.'],
  ['that begins with a bracket in quotes', 'description: "[a] Use when asked."', '[a] Use when asked.'],
  ['that begins with a hyphen', 'description: -x Use when asked.', '-x Use when asked.'],
  ['after comments and blank lines', '# about\n\n# more\n\ndescription: Use when asked.', 'Use when asked.'],
];

describe('a description', () => {
  for (const [what, yaml, read] of descriptions) {
    it(`${what} is read as YAML means it, with every kind of line end`, () => {
      const text = skill(`name: pdf-forms\n${yaml}\nlicense: MIT`);
      for (const lineBreak of ['\n', '\r\n']) {
        const manifest = readManifest(parseSkill(text.replaceAll('\n', lineBreak)));
        assert.equal(manifest?.description, read);
        assert.equal(manifest?.license, 'MIT');
      }
      assert.deepEqual(
        codesIn(text).filter(
          code => code.startsWith('yaml-') && code !== 'yaml-anchor' && code !== 'yaml-comment-cut',
        ),
        // YAML takes a tab there, Python's parsers do not.
        yaml.includes('\t') ? ['yaml-tab-between'] : [],
      );
    });
  }
});

describe('what YAML takes for something else than text', () => {
  for (const [value, code] of [
    ['123', 'name-type'],
    ['1e3', 'name-type'],
    ['0x1f', 'name-type'],
    ['.5', 'name-type'],
    ['.inf', 'name-type'],
    ['-1', 'name-type'],
    ['true', 'name-type'],
    ['FALSE', 'name-type'],
    ['null', 'name-blank'],
    ['~', 'name-blank'],
    ['Null', 'name-blank'],
    ['[]', 'name-type'],
    ['{}', 'name-type'],
    ['- a', 'yaml-unquoted'],
    ['*a', 'yaml-unquoted'],
  ] as const) {
    it(`${value} in a name: ${code}`, () => {
      assert.ok(codesIn(skill(`name: ${value}\n${described}`)).includes(code));
    });
  }

  for (const value of ['1-0', '2024-01-01', 'yes', 'off', 'n', '1.2.3', '0o8', 'nulls', '12-34', '1_000']) {
    it(`${value} is none of it`, () => {
      const codes = codesIn(skill(`name: ${value}\n${described}`));
      assert.ok(!codes.includes('name-type') && !codes.includes('name-blank'), codes.join());
    });
  }
});

describe('a star at the start of a value', () => {
  const star = 'name: *a\ndescription: *Use* this when asked.\nmetadata:\n  b: *c';

  it('is a mistake for which there are quotes, told once, where no such anchor is', () => {
    assert.deepEqual(messagesIn(skill(star), 'yaml-unquoted'), [
      'The value of "name" needs quotes because of "*" at its start.',
      'The value of "description" needs quotes because of "*" at its start.',
      'The value of "b" needs quotes because of "*" at its start.',
    ]);
    assert.deepEqual(codesIn(skill(star)), ['yaml-unquoted']);
    const fixed = fixAll(parseSkill(skill(star)), noContext, { profiles: ['spec'] });
    assert.match(fixed.text, /\ndescription: "\*Use\* this when asked\."\n/);
    assert.match(fixed.text, /\n {2}b: "\*c"\n/);
  });

  it('is an alias where there is one: of a text it is the text, of a map a map', () => {
    const text = skill(
      `name: &n pdf-forms\ndescription: Use when asked.\nhooks: &h\n  a: b\nlicense: *n\nmetadata: *h`,
    );
    assert.deepEqual(codesIn(text), ['yaml-anchor', 'field-of-product', 'anthropic-key']);
    assert.equal(readManifest(parseSkill(text))?.license, 'pdf-forms');
    assert.deepEqual(messagesIn(skill(`hooks: &h\n  a: b\n${described}\nname: *h`), 'name-type'), [
      'YAML reads the name as an alias, not as text.',
    ]);
  });
});

describe('keys', () => {
  for (const [what, yaml] of [
    ['that are numbers', '1: a'],
    ['that are true', 'true: a'],
    ['that are nothing', ': a'],
    ['that are lists', '[a, b]: c'],
    ['that are maps', '? {a: b}\n: c'],
    ['that are empty texts', '"": a'],
    ['in other scripts', 'ключ: a'],
    ['with spaces', 'my key: a'],
    ['with a prototype’s names', '__proto__: a\nconstructor: b\ntoString: c'],
  ] as const) {
    it(`${what} hide neither name nor description`, () => {
      const text = skill(`name: pdf-forms\n${yaml}\n${described}`);
      const manifest = readManifest(parseSkill(text));
      const codes = codesIn(text);
      assert.ok(!codes.includes('name-missing') && !codes.includes('description-missing'), codes.join());
      if (!codes.some(code => code.startsWith('yaml-'))) {
        assert.equal(manifest?.name, 'pdf-forms');
      }
    });
  }

  it('that YAML merges are none of the skill’s own', () => {
    const codes = codesIn(skill(`name: pdf-forms\n${described}\nmetadata: &m\n  a: b\n<<: *m`));
    assert.ok(codes.includes('field-unknown'), codes.join());
    assert.ok(codes.includes('yaml-anchor'));
  });
});

describe('the same front matter', () => {
  const text = skill(
    `name: pdf-forms\n${described}\nlicence: MIT\nversion: 1.0\nmetadata:\n  a: 1`,
    '\n[x](../y.md)\n',
  );

  for (const [what, change] of [
    ['with CRLF', (all: string) => all.replaceAll('\n', '\r\n')],
    ['with lone CR', (all: string) => all.replaceAll('\n', '\r')],
    ['with a byte order mark', (all: string) => `\uFEFF${all}`],
    ['with spaces behind the hyphens', (all: string) => all.replaceAll('---\n', '---  \n')],
    ['with a tab behind the hyphens', (all: string) => all.replaceAll('---\n', '---\t\n')],
    ['with blank lines between the keys', (all: string) => all.replaceAll(/\n(?=\w+:)/g, '\n\n')],
  ] as const) {
    it(`${what} has the same problems, and those of its form`, () => {
      const codes = new Set(codesIn(change(text)));
      for (const code of codesIn(text)) {
        assert.ok(codes.has(code), code);
      }
      const more = [...codes].filter(code => !codesIn(text).includes(code));
      const allowed = ['line-endings', 'byte-order-mark', 'delimiter-blank'];
      assert.deepEqual(
        more.filter(code => !allowed.includes(code)),
        [],
      );
    });
  }
});
