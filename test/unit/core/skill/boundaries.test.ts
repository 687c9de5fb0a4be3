import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill, maxPerRule } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import type { SkillContext } from '../../../../src/core/skill/skillContext.ts';
import { everyProfile, problemsIn, skill, sound, withFiles } from '../../../support/skill/skillChecks.ts';

/** What is measured, at most how much of it there may be, and a skill with so much of it. */
interface Boundary {
  readonly what: string;
  readonly code: string;
  readonly most: number;
  readonly make: (amount: number) => string | readonly [text: string, context: SkillContext];
}

const described = 'description: Fills in PDF forms. Use when the user has one.';
const describes = (description: string) => skill(`name: pdf-forms\ndescription: ${description}`);
const ofLength = (length: number, letter = 'x') => `Use when ${letter.repeat(length - 'Use when '.length)}`;
const many = (count: number) => withFiles(...Array.from({ length: count }, (_, i) => `assets/${i}.png`));

const boundaries: readonly Boundary[] = [
  {
    what: 'characters of a name',
    code: 'name-length',
    most: 64,
    make: n => skill(`name: ${'a'.repeat(n)}\n${described}`),
  },
  {
    what: 'characters of a description',
    code: 'description-length',
    most: 1024,
    make: n => describes(ofLength(n)),
  },
  {
    what: 'emoji of a description',
    code: 'description-length',
    most: 1024,
    make: n => describes(ofLength(n, '😀')),
  },
  {
    what: 'characters of a description in quotes, escapes counted once',
    code: 'description-length',
    most: 1024,
    make: n => describes(`"${ofLength(n - 1)}\\u00e9"`),
  },
  {
    what: 'characters of a folded description, its line breaks counted as spaces',
    code: 'description-length',
    most: 1024,
    make: n => describes(`>-\n  ${ofLength(n - 2)}\n  y`),
  },
  {
    what: 'characters of a compatibility',
    code: 'compatibility-length',
    most: 500,
    make: n => sound(`compatibility: ${'x'.repeat(n)}`),
  },
  {
    what: 'characters of a license',
    code: 'license-long',
    most: 120,
    make: n => sound(`license: ${'x'.repeat(n)}`),
  },
  { what: 'lines of a body', code: 'body-lines', most: 500, make: n => sound('', 'x\n'.repeat(n)) },
  {
    what: 'lines of a body with CRLF',
    code: 'body-lines',
    most: 500,
    make: n => sound('', 'x\n'.repeat(n)).replaceAll('\n', '\r\n'),
  },
  { what: 'tokens of a body', code: 'body-tokens', most: 5000, make: n => sound('', 'word '.repeat(n)) },
  {
    what: 'characters of a SKILL.md',
    code: 'body-unread',
    most: 262_144,
    make: n => sound('', `${'x'.repeat(n - sound('', '').length)}`),
  },
  {
    what: 'lines of front matter',
    code: 'front-matter-too-large',
    most: 500,
    make: n => `---\n${'# a\n'.repeat(n)}---\nText.\n`,
  },
  {
    what: 'characters of front matter that may be syntax',
    code: 'front-matter-too-large',
    most: 1000,
    make: n => `---\nx: ${'['.repeat(n - 1)}\n---\nText.\n`,
  },
  {
    what: 'characters of front matter',
    code: 'front-matter-too-large',
    most: 65_536,
    make: n => `---\nx: ${'y'.repeat(n - 4)}\n---\nText.\n`,
  },
  { what: 'files for OpenAI', code: 'openai-file-count', most: 500, make: n => [sound(), many(n - 1)] },
  {
    what: 'bytes of a file for OpenAI',
    code: 'openai-file-size',
    most: 25_000_000,
    make: n => [sound(), withFiles(['a.pdf', n])],
  },
  {
    what: 'bytes of all files for OpenAI',
    code: 'openai-bundle-size',
    most: 50_000_000,
    make: n => [sound(), withFiles(['a.pdf', n - 500])],
  },
  {
    what: 'bytes of all files for Anthropic',
    code: 'anthropic-bundle-size',
    most: 29_999_999,
    make: n => [sound(), withFiles(['a.pdf', n - 500])],
  },
  {
    what: 'folders above a document that is linked',
    code: 'link-depth',
    most: 1,
    make: n => [sound('', `\n[a](${'a/'.repeat(n)}b.md)\n`), withFiles(`${'a/'.repeat(n)}b.md`)],
  },
  {
    what: 'characters of a path',
    code: 'path-long',
    most: 200,
    make: n => [sound(), withFiles('a'.repeat(n))],
  },
];

const problemsAt = ({ code, make }: Boundary, amount: number) => {
  const made = make(amount);
  return typeof made === 'string' ? problemsIn(made, code) : problemsIn(made[0], code, made[1]);
};

describe('of what is limited, exactly as much as the limit is fine, and one more is not:', () => {
  for (const boundary of boundaries) {
    const { what, most } = boundary;
    it(`${most.toLocaleString('en')} ${what}`, () => {
      assert.deepEqual(problemsAt(boundary, most), []);
      assert.equal(problemsAt(boundary, most + 1).length, 1);
    });
  }
});

describe('the severity of a size', () => {
  for (const [code, warned, refused] of [
    ['openai-file-size', 25 * 1024 * 1024, 25 * 1024 * 1024 + 1],
    ['anthropic-bundle-size', 30 * 1024 * 1024 - 501, 30 * 1024 * 1024 - 500],
  ] as const) {
    it(`of ${code} is a warning up to 2²⁰ bytes a megabyte, and an error above`, () => {
      const severities = [warned, refused].map(
        size => problemsIn(sound(), code, withFiles(['a.pdf', size]))[0]?.severity,
      );
      assert.deepEqual(severities, ['warning', 'error']);
    });
  }
});

describe('what is looked at', () => {
  const count = (text: string, code: string, context?: SkillContext) =>
    problemsIn(text, code, context).length;

  it('is told up to a hundred times a rule', () => {
    for (const links of [99, 100, 101, 300]) {
      const text = sound('', `\n${'[a](gone.md)\n'.repeat(links)}`);
      assert.equal(count(text, 'link-missing', withFiles()), Math.min(links, maxPerRule));
    }
  });

  it('are the first five thousand links', () => {
    const text = (links: number) => sound('', `\n${'[a](b.md)\n'.repeat(links)}[c](gone.md)\n`);
    assert.equal(count(text(4999), 'link-missing', withFiles('b.md')), 1);
    assert.equal(count(text(5000), 'link-missing', withFiles('b.md')), 0);
  });

  it('are the first five thousand pieces of code', () => {
    const text = (pieces: number) => sound('', `\n${'`a`\n'.repeat(pieces)}\`scripts/gone.py\`\n`);
    assert.equal(count(text(4999), 'path-missing', withFiles()), 1);
    assert.equal(count(text(5000), 'path-missing', withFiles()), 0);
  });

  it('are the first hundred comments that silence', () => {
    const text = (comments: number) =>
      sound(
        '',
        `\n${'<!-- skillwright-ignore a -->\n'.repeat(comments)}\n[c](gone.md) <!-- skillwright-ignore link-missing -->\n`,
      );
    assert.equal(count(text(99), 'link-missing', withFiles()), 0);
    assert.equal(count(text(100), 'link-missing', withFiles()), 1);
  });

  it('are links with brackets 32 deep', () => {
    for (const [target, isLink] of [
      ['a'.repeat(10_000), true],
      [`${'('.repeat(32)}a${')'.repeat(32)}`, true],
      [`${'('.repeat(33)}a${')'.repeat(33)}`, false],
    ] as const) {
      const found = count(sound('', `\n[a](${target})\n`), 'link-missing', withFiles());
      assert.equal(found, isLink ? 1 : 0, target.slice(0, 20));
    }
  });

  it('is what is in the first 262,144 characters', () => {
    const text = (before: number) => {
      const head = sound('', '\n');
      return `${head}${'x'.repeat(before - head.length)}[a](gone.md)\n`;
    };
    assert.equal(count(text(262_144 - 12), 'link-missing', withFiles()), 1);
    assert.equal(count(text(262_144 - 11), 'link-missing', withFiles()), 0);
  });

  it('are ten broken keys, of which each is told', () => {
    for (const keys of [9, 10, 11, 40]) {
      const lines = Array.from({ length: keys }, (_, i) => `k${i}: a: b`).join('\n');
      assert.equal(count(sound(lines), 'yaml-unquoted'), Math.min(keys, 10), `${keys} keys`);
    }
  });
});

describe('severities that are chosen', () => {
  const text = sound('licence: MIT\nteam: us');
  const severitiesOf = (severities: Record<string, 'error' | 'hint' | 'off'>) =>
    checkSkill(
      parseSkill(text),
      { ...withFiles(), folderName: null },
      { profiles: everyProfile, severities },
    ).map(({ code, severity }) => `${code} ${severity}`);

  it('win over the table’s, rule by rule', () => {
    assert.deepEqual(severitiesOf({}), [
      'field-misspelt warning',
      'anthropic-key warning',
      'field-unknown information',
      'anthropic-key warning',
    ]);
    const severities = {
      'field-misspelt': 'error',
      'field-unknown': 'hint',
      'anthropic-key': 'off',
    } as const;
    assert.deepEqual(severitiesOf(severities), ['field-misspelt error', 'field-unknown hint']);
    assert.deepEqual(severitiesOf({ 'field-misspelt': 'off', 'anthropic-key': 'off' }), [
      'field-unknown information',
    ]);
    assert.deepEqual(severitiesOf({ 'no-such-rule': 'off' }), severitiesOf({}));
  });

  it('win over the value’s as well', () => {
    const problems = checkSkill(parseSkill(sound()), withFiles(['a.pdf', 26_000_000]), {
      profiles: ['openai'],
      severities: { 'openai-file-size': 'hint' },
    });
    assert.deepEqual(
      problems.map(({ severity }) => severity),
      ['hint'],
    );
  });
});
