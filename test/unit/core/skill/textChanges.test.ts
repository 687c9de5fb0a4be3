import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import {
  applyEdits,
  insertAt,
  lineBreakOf,
  replaceSpan,
  yamlQuoted,
  yamlScalar,
} from '../../../../src/core/skill/fix/edits.ts';
import { isValidName, slug } from '../../../../src/core/skill/fix/suggest.ts';
import { anyText } from '../../../support/anyText.ts';

/** What YAML makes of a value. */
function readBack(written: string): unknown {
  const value = parseSkill(`---\nx: ${written}\n---\n`).frontMatter?.entries[0]?.value;
  return value?.kind === 'string' ? value.value : value?.kind;
}

const tricky = [
  'true',
  'null',
  '1.0',
  '0x1F',
  '1e5',
  'a: b',
  'a #b',
  '- a',
  '"a"',
  "'a'",
  '@a',
  'a:',
  'Yes',
  '~',
];

describe('yamlScalar and yamlQuoted', () => {
  it('are read back as they were, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      anyText({ maxLength: 10 }),
      fc.constantFrom(...tricky),
    );
    // A text with line breaks or control characters would not be written so.
    const oneLine = text.map(value => value.replace(/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/gu, ''));
    fc.assert(
      fc.property(oneLine, value => {
        assert.equal(readBack(yamlQuoted(value)), value);
        if (value.trim() === value && value !== '') {
          assert.equal(readBack(yamlScalar(value)), value);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves plain what can be plain', () => {
    for (const text of ['Fills in forms.', 'pdf-forms', '(a) b', "it's", 'a:b', 'C#']) {
      assert.equal(yamlScalar(text), text);
    }
    for (const text of ['a: b', 'a #b', 'true', '1.0', '', ' a', '-a', '"a']) {
      assert.match(yamlScalar(text), /^".*"$/);
    }
  });
});

describe('slug', () => {
  it('is a valid name or nothing, whatever the text', () => {
    const text = fc.oneof(fc.string({ maxLength: 100 }), anyText({ maxLength: 100 }));
    fc.assert(
      fc.property(text, value => {
        const name = slug(value);
        assert.ok(name === '' || isValidName(name), name);
        assert.equal(slug(name), name);
      }),
      { numRuns: 1000 },
    );
  });

  it('cuts at a word', () => {
    assert.equal(slug('word '.repeat(20)), 'word-'.repeat(13).slice(0, 64));
    assert.equal(slug('x'.repeat(80)), 'x'.repeat(64));
  });
});

describe('applyEdits', () => {
  const document = parseSkill('one two three');

  it('applies them in any order', () => {
    const edits = [
      replaceSpan(document, { start: 8, end: 13 }, '3'),
      insertAt(document, 0, '> '),
      replaceSpan(document, { start: 4, end: 7 }, ''),
    ];
    assert.equal(applyEdits(document, edits), '> one  3');
    assert.equal(applyEdits(document, edits.toReversed()), '> one  3');
  });

  it('refuses what touches', () => {
    assert.equal(applyEdits(document, [insertAt(document, 2, 'a'), insertAt(document, 2, 'b')]), null);
    const overlapping = [
      replaceSpan(document, { start: 0, end: 4 }, ''),
      replaceSpan(document, { start: 3, end: 6 }, ''),
    ];
    assert.equal(applyEdits(document, overlapping), null);
  });

  it('changes nothing without edits', () => assert.equal(applyEdits(document, []), document.text));
});

describe('lineBreakOf', () => {
  it('is that of the line above, and of the first line its own', () => {
    for (const [text, offset, expected] of [
      ['a\nb', 0, '\n'],
      ['a\r\nb\n', 0, '\r\n'],
      ['a\r\nb\n', 2, '\r\n'],
      ['a\r\nb\n', 3, '\r\n'],
      ['a\r\nb\n', 5, '\n'],
      ['a\nb\r\nc', 2, '\n'],
      ['a\nb\r\nc', 6, '\r\n'],
      ['a', 1, '\n'],
      ['\n', 0, '\n'],
      ['\r\n', 0, '\r\n'],
    ] as const) {
      assert.equal(lineBreakOf(parseSkill(text), offset), expected, JSON.stringify([text, offset]));
    }
  });
});
