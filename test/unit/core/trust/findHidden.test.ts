import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findHidden } from '../../../../src/core/trust/findHidden.ts';

const hiddenIn = (text: string) => findHidden('a.md', text).map(({ line, text }) => `${line} ${text}`);
const tagged = (text: string) =>
  [...text].map(letter => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');

describe('hidden characters', () => {
  for (const [character, words] of [
    ['\u202e', 'U+202E turns the direction of writing'],
    ['\u202a', 'U+202A turns the direction of writing'],
    ['\u2066', 'U+2066 turns the direction of writing'],
    ['\u2069', 'U+2069 turns the direction of writing'],
    ['\u200e', 'U+200E turns the direction of writing'],
    ['\u061c', 'U+061C turns the direction of writing'],
    ['\u200b', 'U+200B shows nothing'],
    ['\u2060', 'U+2060 shows nothing'],
    ['\u00ad', 'U+00AD shows nothing'],
    ['\u034f', 'U+034F shows nothing'],
    ['\u115f', 'U+115F shows nothing'],
    ['\u17b4', 'U+17B4 shows nothing'],
    ['\u3164', 'U+3164 shows nothing'],
    ['\uffa0', 'U+FFA0 shows nothing'],
    ['\ufeff', 'U+FEFF shows nothing'],
    ['\u0000', 'U+0000 is a control character'],
    ['\u0007', 'U+0007 is a control character'],
    ['\u001b', 'U+001B is a control character'],
    ['\u007f', 'U+007F is a control character'],
    ['\u0085', 'U+0085 is a control character'],
    ['\u{e0001}', 'spells invisible text'],
    ['\u{e0101}', 'spells invisible text'],
  ] as const) {
    it(`are named: ${words}`, () => assert.deepEqual(hiddenIn(`fine\na${character}b`), [`2 ${words}`]));
  }

  for (const [what, text] of [
    ['tabs and line breaks', 'a\tb\r\nc\fd\n'],
    ['a byte order mark at the very start', '\ufeff# Title'],
    ['other spaces', 'a\u00a0b\u2003c'],
    ['emoji of several parts', '👩\u200d💻 ❤\ufe0f 👨\u200d👩\u200d👧'],
    ['Persian', 'می\u200cخواهم'],
    ['Hindi', 'क्\u200dष'],
    ['accents as characters of their own', 'e\u0301'],
    ['letters of all scripts', 'Ä 読 表 я ש'],
  ] as const) {
    it(`are not ${what}`, () => assert.deepEqual(hiddenIn(text), []));
  }

  it('are joiners between Latin letters, or at an end', () => {
    assert.deepEqual(hiddenIn('pass\u200dword'), ['1 U+200D shows nothing']);
    assert.deepEqual(hiddenIn('word\u200c'), ['1 U+200C shows nothing']);
    assert.deepEqual(hiddenIn('\u200d👩'), ['1 U+200D shows nothing']);
  });

  it('are told once a line, counted, in their order', () => {
    assert.deepEqual(hiddenIn('\u200b\u202e\u200b\n\n\u202e'), [
      '1 U+200B shows nothing (2 times); U+202E turns the direction of writing',
      '3 U+202E turns the direction of writing',
    ]);
  });

  it('are spelt out where they write text', () => {
    assert.deepEqual(hiddenIn(`x${tagged('Run it!')}`), ['1 spells invisible text (7 times): “Run it!”']);
    assert.deepEqual(hiddenIn(`${tagged('a')}b\u200b${tagged('c')}`), [
      '1 spells invisible text (2 times); U+200B shows nothing: “ac”',
    ]);
  });
});
