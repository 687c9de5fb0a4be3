import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterFix,
  codesIn,
  fixTitles,
  messagesIn,
  skill,
  sound,
  underlined,
} from '../../../../support/skill/skillChecks.ts';

const good = 'name: pdf-forms\ndescription: Fills in PDF forms. Use when the user has one.';

/** Front matter, the rule that speaks, what it marks, and the front matter after its fix; null for no fix. */
type Case = readonly [
  what: string,
  lines: string,
  code: string,
  marks: readonly string[],
  fixed: string | null,
];

const cases: readonly Case[] = [
  [
    'a colon in a plain value',
    'name: x\ndescription: Fills in: forms. Use when asked.',
    'yaml-unquoted',
    ['Fills in: forms. Use when asked.'],
    'name: x\ndescription: "Fills in: forms. Use when asked."',
  ],
  [
    'a colon at the end of a value',
    'name: x\ndescription: Use when asked to fill in:',
    'yaml-unquoted',
    ['Use when asked to fill in:'],
    'name: x\ndescription: "Use when asked to fill in:"',
  ],
  [
    'a colon in the second line of a value',
    'name: x\ndescription: Fills in forms.\n  Use when: asked.',
    'yaml-unquoted',
    ['Fills in forms.\n  Use when: asked.'],
    'name: x\ndescription: "Fills in forms.\n  Use when: asked."',
  ],
  [
    'a colon in a value under metadata',
    `${good}\nmetadata:\n  author: Me: myself\n  team: x`,
    'yaml-unquoted',
    ['Me: myself'],
    `${good}\nmetadata:\n  author: "Me: myself"\n  team: x`,
  ],
  [
    'quotes and backslashes beside the colon',
    'name: x\ndescription: Says: "hi" in C:\\forms when asked.',
    'yaml-unquoted',
    ['Says: "hi" in C:\\forms when asked.'],
    'name: x\ndescription: "Says: \\"hi\\" in C:\\\\forms when asked."',
  ],
  [
    'a reserved character at the start',
    'name: x\ndescription: @forms when asked.',
    'yaml-unquoted',
    ['@forms when asked.'],
    'name: x\ndescription: "@forms when asked."',
  ],
  [
    'code at the start',
    'name: x\ndescription: `fill` forms when asked.',
    'yaml-unquoted',
    ['`fill` forms when asked.'],
    'name: x\ndescription: "`fill` forms when asked."',
  ],
  [
    'two pairs of brackets',
    `${good}\nargument-hint: [file] [mode]`,
    'yaml-unquoted',
    ['[file] [mode]'],
    `${good}\nargument-hint: "[file] [mode]"`,
  ],
  [
    'text after the quotes',
    'name: x\ndescription: "PDF" forms when asked.',
    'yaml-unquoted',
    ['"PDF" forms when asked.'],
    'name: x\ndescription: "\\"PDF\\" forms when asked."',
  ],
  [
    'an apostrophe in single quotes',
    "name: x\ndescription: 'Use when it's a form.'",
    'yaml-unquoted',
    ["'Use when it's a form.'"],
    'name: x\ndescription: "Use when it\'s a form."',
  ],
  [
    'a backslash in double quotes',
    'name: x\ndescription: "Reads C:\\dir when asked."',
    'yaml-unquoted',
    ['"Reads C:\\dir when asked."'],
    'name: x\ndescription: "Reads C:\\\\dir when asked."',
  ],
  [
    'a list item with a colon',
    `${good}\nmetadata:\n  notes: - a: b`,
    'yaml-unquoted',
    ['- a: b'],
    `${good}\nmetadata:\n  notes: "- a: b"`,
  ],
  [
    'a quote that is not closed',
    'name: "x\ndescription: Fills in forms. Use when asked.',
    'yaml-unclosed-quote',
    ['"x'],
    'name: "x"\ndescription: Fills in forms. Use when asked.',
  ],
  [
    'a single quote that is not closed',
    "name: x\ndescription: 'Fills in forms. Use when asked.",
    'yaml-unclosed-quote',
    ["'Fills in forms. Use when asked."],
    "name: x\ndescription: 'Fills in forms. Use when asked.'",
  ],
  ['a tab', `${good}\nmetadata:\n\tversion: "1"`, 'yaml-tab', ['\t'], `${good}\nmetadata:\n  version: "1"`],
  [
    'tabs after spaces',
    `${good}\nmetadata:\n  a:\n  \tb: "1"`,
    'yaml-tab',
    ['  \t'],
    `${good}\nmetadata:\n  a:\n    b: "1"`,
  ],
  [
    'a missing space',
    'name:x\ndescription: Fills in forms. Use when asked.',
    'yaml-space-after-colon',
    ['name:'],
    'name: x\ndescription: Fills in forms. Use when asked.',
  ],
  [
    'an indented key',
    'name: x\n description: Fills in forms. Use when asked.',
    'yaml-indent',
    [' '],
    'name: x\ndescription: Fills in forms. Use when asked.',
  ],
  ['dots', `${good}\n...\nlicense: MIT`, 'yaml-early-end', ['...'], `${good}\n\nlicense: MIT`],
  [
    'a line that is no key',
    `${good}\nThis is prose\nlicense: MIT`,
    'yaml-syntax',
    ['This is prose'],
    `${good}\n  This is prose\nlicense: MIT`,
  ],
  [
    'a line below a name',
    `name: x\nThis is prose\n${good.slice(16)}`,
    'yaml-syntax',
    ['This is prose'],
    null,
  ],
  ['a bracket that is not closed', `${good}\nmetadata: [a, b`, 'yaml-syntax', [''], null],
  [
    'text after a block sign',
    'name: x\ndescription: > forms',
    'yaml-syntax',
    ['forms'],
    'name: x\ndescription: >\n  forms',
  ],
  ['an anchor', sound('license: &l MIT\nmetadata:\n  l: *l').slice(4, -21), 'yaml-anchor', ['&l'], null],
  ['an anchor of a list', sound('metadata: &all\n  a: b').slice(4, -21), 'yaml-anchor', ['&all'], null],
  ['an anchor of nothing', sound('metadata:\n  a: &none').slice(4, -21), 'yaml-anchor', ['&none'], null],
  ['an alias', sound('license: *l\nmetadata:\n  l: &l MIT').slice(4, -21), 'yaml-anchor', ['*l'], null],
  [
    'a value cut by #',
    'name: x\ndescription: Closes issue #12 when asked.',
    'yaml-comment-cut',
    [' #12 when asked.'],
    'name: x\ndescription: "Closes issue #12 when asked."',
  ],
];

describe('YAML', () => {
  for (const [what, lines, code, marks, fixed] of cases) {
    it(`${what}: ${code}`, () => {
      const text = skill(lines);
      assert.deepEqual(underlined(text, code), marks);
      if (fixed === null) {
        assert.deepEqual(fixTitles(text, code), []);
      } else {
        assert.ok(fixTitles(text, code)[0]?.startsWith('*'));
        assert.equal(afterFix(text, code), skill(fixed));
        assert.ok(!codesIn(skill(fixed)).includes(code));
      }
    });
  }

  it('is silent about what people write and YAML reads', () => {
    for (const lines of [
      'description: Fills in forms:all of them. Use when asked.',
      "description: It's fine. Use when asked.",
      'description: Costs 5. # skillwright-ignore description-when\nlicense: MIT # a comment',
      'description: >-\n  Fills in: forms.\n  Use when: asked.',
      'description: |\n  Steps:\n  - one: two\n  Use when asked.',
      'description: "Fills in: forms. Use when asked."',
      "description: 'It''s fine: use when asked.'",
      'description: See https://example.org when asked.',
      'description: Use when asked\n  and go on here.',
      'description: Use C# when asked.',
    ]) {
      const found = codesIn(skill(`name: x\n${lines}`)).filter(code => code.startsWith('yaml'));
      assert.deepEqual(found, [], lines);
    }
  });

  it('says in plain words why a value needs quotes', () => {
    const why = (value: string) => messagesIn(skill(`name: x\ndescription: ${value}`), 'yaml-unquoted')[0];
    assert.equal(why('a: b'), 'The value of "description" needs quotes because of ": ".');
    assert.equal(why('@a'), 'The value of "description" needs quotes because of "@" at its start.');
    assert.equal(why('"a" b'), 'The value of "description" needs quotes because of text after its quotes.');
  });

  it('lets one broken key not hide what is wrong with the others', () => {
    const text = skill('name: PDF Forms\ndescription: Fills in: forms\nversion: 1.0\ncompatability: x');
    assert.deepEqual(codesIn(text), [
      'name-format',
      'yaml-unquoted',
      'field-belongs-in-metadata',
      'anthropic-key',
      'field-misspelt',
    ]);
  });

  it('tells two broken keys at once', () => {
    const text = skill('name: @x\ndescription: Fills in: forms');
    assert.deepEqual(underlined(text, 'yaml-unquoted'), ['@x', 'Fills in: forms']);
  });

  it('does not call a key missing that is only broken', () => {
    assert.deepEqual(codesIn(skill('name:x\ndescription:y')), ['yaml-space-after-colon']);
  });

  it('works with CRLF', () => {
    const text = skill('name: x\ndescription: Fills in: forms when asked').replaceAll('\n', '\r\n');
    assert.deepEqual(underlined(text, 'yaml-unquoted'), ['Fills in: forms when asked']);
    assert.match(afterFix(text, 'yaml-unquoted'), /: "Fills in: forms when asked"\r\n---\r\n/);
  });
});
