import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { offsetAt, positionAt, rangeOf, spanOf } from '../../../../../src/core/skill/document/positions.ts';

describe('positions', () => {
  for (const [what, text] of [
    ['LF', 'ab\ncd\n'],
    ['CRLF', 'ab\r\ncd\r\n'],
    ['CR', 'ab\rcd\r'],
  ] as const) {
    it(`count lines that end with ${what}`, () => {
      const document = parseSkill(text);
      assert.deepEqual(positionAt(document, text.indexOf('c') + 1), { line: 1, character: 1 });
      assert.equal(offsetAt(document, { line: 1, character: 1 }), text.indexOf('c') + 1);
      assert.deepEqual(positionAt(document, text.length), { line: 2, character: 0 });
    });
  }

  it('take an offset inside a line break for the end of its line', () => {
    assert.deepEqual(positionAt(parseSkill('ab\r\ncd'), 3), { line: 0, character: 2 });
  });

  it('count UTF-16 units, as editors do', () => {
    assert.deepEqual(positionAt(parseSkill('😀x'), 2), { line: 0, character: 2 });
  });

  it('are clamped to the text', () => {
    const document = parseSkill('ab\ncd');
    assert.equal(offsetAt(document, { line: 0, character: 99 }), 2);
    assert.equal(offsetAt(document, { line: 99, character: 0 }), 5);
    assert.deepEqual(positionAt(document, 99), { line: 1, character: 2 });
  });

  it('and offsets are the same place, whatever the text', () => {
    const piece = fc.constantFrom('a', '\n', '\r', '\r\n', '😀', '\t', '\u2028');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(40), (pieces, at) => {
        const text = pieces.join('');
        const document = parseSkill(text);
        const offset = Math.min(at, text.length);
        const isInBreak = text.charAt(offset - 1) === '\r' && text.charAt(offset) === '\n';
        assert.equal(offsetAt(document, positionAt(document, offset)), isInBreak ? offset - 1 : offset);
      }),
      { numRuns: 500 },
    );
  });

  it('make ranges that lead back to the span', () => {
    const document = parseSkill('one\ntwo\nthree');
    assert.deepEqual(spanOf(document, rangeOf(document, { start: 2, end: 9 })), { start: 2, end: 9 });
  });
});
