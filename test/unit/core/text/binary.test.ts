import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isBinary, textOf } from '../../../../src/core/text/binary.ts';

const utf16be = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16();

describe('textOf', () => {
  for (const [what, content, text] of [
    ['UTF-8', Buffer.from('Größe 読'), 'Größe 読'],
    ['UTF-8 with a mark', Buffer.from('\ufeffa'), 'a'],
    ['UTF-16, little end first', Buffer.from('\ufeffä😀', 'utf16le'), 'ä😀'],
    ['UTF-16, big end first', utf16be('ä😀'), 'ä😀'],
    ['what is broken', Uint8Array.from([0x61, 0xff, 0x62]), 'a\ufffdb'],
    ['nothing', new Uint8Array(), ''],
  ] as const) {
    it(`reads ${what}`, () => {
      assert.equal(textOf(content), text);
      assert.equal(isBinary(content), false);
    });
  }

  it('takes a NUL near the start for a sign of binary content, and a late one not', () => {
    const late = new Uint8Array(8_001).fill(97);
    late[8_000] = 0;
    assert.equal(isBinary(late), false);
    assert.equal(textOf(late)?.length, 8_001);
    const early = late.with(7_999, 0);
    assert.equal(isBinary(early), true);
    assert.equal(textOf(early), null);
  });
});
