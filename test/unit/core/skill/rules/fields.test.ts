import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  afterFix,
  codesIn,
  fixTitles,
  messagesIn,
  problemsIn,
  sound,
  underlined,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

describe('license', () => {
  it('may be a name, a file, or a sentence with a file', () => {
    const context = withFiles('LICENSE.txt', 'legal/terms.md');
    for (const license of [
      'MIT',
      'Proprietary',
      'LICENSE.txt',
      'See legal/terms.md.',
      'Proprietary. LICENSE.txt has complete terms',
    ]) {
      assert.deepEqual(
        codesIn(sound(`license: ${license}`), withFiles('LICENSE.txt', 'legal/terms.md', 'a.md')).filter(
          code => code.startsWith('license'),
        ),
        [],
        license,
      );
      assert.deepEqual(
        problemsIn(sound(`license: ${license}`), 'license-file-missing', context),
        [],
        license,
      );
    }
  });

  it('marks the missing file only', () => {
    const text = sound('license: Proprietary. LICENSE.txt has complete terms');
    assert.deepEqual(underlined(text, 'license-file-missing', withFiles()), ['LICENSE.txt']);
    assert.deepEqual(problemsIn(text, 'license-file-missing'), []);
  });

  it('is marked whole where YAML writes the file otherwise, whatever the body says', () => {
    const written = '"LICENSE\\x2etxt has complete terms"';
    for (const body of ['\nRead.\n', '\nRead LICENSE.txt.\n']) {
      const text = sound(`license: ${written}`, body);
      assert.deepEqual(underlined(text, 'license-file-missing', withFiles()), [written]);
    }
  });

  it('is marked at its key where it is blank', () => {
    assert.deepEqual(underlined(sound('license:'), 'license-type'), ['license']);
    assert.deepEqual(underlined(sound('license: [MIT]'), 'license-type'), ['[MIT]']);
  });

  it('may not be a list, a number or blank', () => {
    assert.deepEqual(messagesIn(sound('license: 2.0'), 'license-type'), [
      'YAML reads "license" as a number, not as text.',
    ]);
    assert.equal(afterFix(sound('license: 2.0'), 'license-type'), sound('license: "2.0"'));
    assert.deepEqual(messagesIn(sound('license:'), 'license-type'), ['"license" is blank.']);
    assert.deepEqual(fixTitles(sound('license: [MIT]'), 'license-type'), []);
  });

  it('is better short', () => {
    assert.deepEqual(problemsIn(sound(`license: ${'x'.repeat(120)}`), 'license-long'), []);
    const [problem] = problemsIn(sound(`license: ${'x'.repeat(121)}`), 'license-long');
    assert.equal(problem?.severity, 'information');
    assert.match(problem?.message ?? '', /^The license has 121 characters/);
  });
});

describe('compatibility', () => {
  it('has 1 to 500 characters', () => {
    assert.deepEqual(codesIn(sound(`compatibility: ${'x'.repeat(500)}`)), []);
    assert.deepEqual(messagesIn(sound(`compatibility: ${'x'.repeat(501)}`), 'compatibility-length'), [
      'The compatibility has 501 characters; 1 to 500 are allowed.',
    ]);
    assert.deepEqual(messagesIn(sound('compatibility: ""'), 'compatibility-length'), [
      'The compatibility has 0 characters; 1 to 500 are allowed.',
    ]);
  });

  it('is as good as absent when it is blank, and good with one character', () => {
    for (const [value, count] of [
      ['"   "', 1],
      ['"\\n"', 1],
      ['x', 0],
    ] as const) {
      assert.equal(problemsIn(sound(`compatibility: ${value}`), 'compatibility-length').length, count, value);
    }
  });

  it('is quoted where YAML reads a number', () => {
    assert.equal(
      afterFix(sound('compatibility: 3.14'), 'compatibility-type'),
      sound('compatibility: "3.14"'),
    );
  });
});

describe('metadata', () => {
  it('is a map', () => {
    for (const [value, kind] of [
      ['"1.0"', 'text'],
      ['[a]', 'list'],
      ['5', 'number'],
    ]) {
      assert.match(
        messagesIn(sound(`metadata: ${value}`), 'metadata-type')[0] ?? '',
        new RegExp(`is a ${kind};`),
      );
    }
    assert.deepEqual(codesIn(sound('metadata:')), []);
  });

  it('has texts for values, each of which is told and quoted by itself', () => {
    const text = sound('metadata:\n  version: 1.0\n  stable: true\n  team: me');
    assert.deepEqual(underlined(text, 'metadata-value'), ['1.0', 'true']);
    assert.equal(afterFix(text, 'metadata-value'), text.replace('1.0', '"1.0"'));
  });

  it('has a blank value marked at its key', () => {
    assert.deepEqual(underlined(sound('metadata:\n  version:\n  team: me'), 'metadata-value'), ['version']);
    assert.deepEqual(messagesIn(sound('metadata:\n  version:'), 'metadata-value'), ['"version" is blank.']);
  });

  it('does not guess at blanks, lists and maps', () => {
    for (const value of ['', '[a]', '{b: c}']) {
      assert.deepEqual(fixTitles(sound(`metadata:\n  x: ${value}`), 'metadata-value'), [], value);
    }
  });
});

describe('allowed-tools', () => {
  it('becomes one text, and nothing else changes', () => {
    const list = (tools: string) => sound(`license: MIT\nallowed-tools:${tools}\nmetadata:\n  a: b`);
    for (const tools of [
      '\n  - Read\n  - Write',
      '\n- Read\n- Write',
      ' [Read, Write]',
      ' ["Read", \'Write\']',
      '\n\n  - Read\n\n  - Write',
    ]) {
      assert.equal(afterFix(list(tools), 'allowed-tools-list'), list(' Read Write'), tools);
    }
  });

  it('is left to the person where a tool has spaces, since some split there', () => {
    const text = sound('allowed-tools:\n  - Read\n  - Bash(git add:*)');
    assert.deepEqual(fixTitles(text, 'allowed-tools-list'), ['Write them as one text']);
    assert.equal(afterFix(text, 'allowed-tools-list'), sound('allowed-tools: Read Bash(git add:*)'));
  });

  it('quotes what YAML would read otherwise', () => {
    const text = sound('allowed-tools:\n  - "*"\n  - Read');
    assert.equal(afterFix(text, 'allowed-tools-list'), sound('allowed-tools: "* Read"'));
  });

  it('does not throw away comments or what is no tool', () => {
    for (const tools of ['\n  - Read # to look\n  - Write', '\n  - Read\n  - {a: b}', ' []']) {
      assert.deepEqual(fixTitles(sound(`allowed-tools:${tools}`), 'allowed-tools-list'), [], tools);
    }
  });

  it('loses its commas, those in brackets excepted', () => {
    for (const [before, after] of [
      ['Read, Write', 'Read Write'],
      ['Read,Write', 'Read Write'],
      ['"Read, Write"', 'Read Write'],
      ['Read, Bash(a,b:*)', 'Read Bash(a,b:*)'],
      ['Read, Bash(git add:*), Grep', 'Read Bash(git add:*) Grep'],
    ]) {
      assert.equal(
        afterFix(sound(`allowed-tools: ${before}`), 'allowed-tools-commas'),
        sound(`allowed-tools: ${after}`),
      );
    }
    assert.deepEqual(codesIn(sound('allowed-tools: Read Bash(a,b:*)')), []);
  });

  it('keeps quotes and backslashes of a tool readable', () => {
    const text = sound('allowed-tools:\n  - Bash(echo "hi")\n  - Read');
    const after = afterFix(text, 'allowed-tools-list');
    assert.equal(after, sound('allowed-tools: "Bash(echo \\"hi\\") Read"'));
    assert.deepEqual(codesIn(after), []);
  });

  it('is left to the person where it is a block, or a tool has several lines', () => {
    assert.deepEqual(fixTitles(sound('allowed-tools: |-\n  Read, Write'), 'allowed-tools-commas'), []);
    assert.deepEqual(fixTitles(sound('allowed-tools:\n  - "a\\nb"'), 'allowed-tools-list'), []);
  });

  it('may be nothing, but no map', () => {
    assert.deepEqual(codesIn(sound('allowed-tools:')), []);
    assert.deepEqual(codesIn(sound('allowed-tools: {Read: true}')), ['allowed-tools-type']);
  });
});
