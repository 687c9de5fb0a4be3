import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hidesCharacters, inertText, plainText } from '../../../../src/core/text/plainText.ts';

test('ordinary text stays as it is, in any language', () => {
  for (const text of ['Tidy notes', 'Überprüfe C++ & <b>', '整理', 'می‌خواهم', '👩‍💻 crew', 'a_b *c* `d`']) {
    assert.equal(plainText(text), text);
    assert.ok(!hidesCharacters(text), text);
  }
});

test('text that hides or turns itself is spelt out', () => {
  const hidden: Readonly<Record<string, string>> = {
    'safe\u202Egnp.exe': 'safe⟨U+202E⟩gnp.exe',
    '\u2066a\u2069': '⟨U+2066⟩a⟨U+2069⟩',
    'zero\u200Bwidth\u2060\uFEFF': 'zero⟨U+200B⟩width⟨U+2060⟩⟨U+FEFF⟩',
    'bell\u0007 esc\u001B[31m': 'bell⟨U+0007⟩ esc⟨U+001B⟩[31m',
    'c1\u009Bcsi': 'c1⟨U+009B⟩csi',
    'tag\u{E0041}': 'tag⟨U+E0041⟩',
    'half\uD800': 'half⟨U+D800⟩',
    'line\u2028break': 'line⟨U+2028⟩break',
    'nul\0': 'nul⟨U+0000⟩',
  };
  for (const [text, shown] of Object.entries(hidden)) {
    assert.equal(plainText(text), shown);
    assert.ok(hidesCharacters(text), shown);
  }
});

test('lines become one line', () => {
  assert.equal(plainText('  one\r\ntwo\n\n\tthree '), 'one two three');
});

test('links to commands and icons lose their meaning', () => {
  assert.equal(plainText('[Run](command:workbench.action.quit)'), '[Run] (command:workbench.action.quit)');
  assert.equal(plainText('[x](https://example.com "t")'), '[x] (https://example.com "t")');
  assert.equal(plainText('$(trash) Delete'), '$ (trash) Delete');
  // What the editor takes for a link in a notification.
  const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;
  for (const text of [
    '[a](command:b)',
    '[[a](command:b)](command:c)',
    '[a]\u200B(command:b)',
    '[a]\n(command:b)',
  ]) {
    assert.doesNotMatch(plainText(text), link);
  }
});

test('long text is cut, never in the middle of a character', () => {
  assert.equal(plainText('a'.repeat(5000)).length, 1024);
  assert.equal(plainText('abcdef', 4), 'abc…');
  assert.equal(plainText('ab😀😀', 4), 'ab…');
});

test('a text that quotes others keeps its lines, and nothing in it acts', () => {
  assert.equal(
    inertText('“$(zap)”\n[x](command:a) \\$(b) [y]((c))'),
    '“$ (zap)”\n[x] (command:a) \\$ (b) [y] ((c))',
  );
  assert.equal(inertText(inertText('$(a)')), '$ (a)');
  assert.equal(inertText('“a\u202eb”\n\t\u200bc\u0007'), '“a⟨U+202E⟩b”\n\t⟨U+200B⟩c⟨U+0007⟩');
  assert.equal(inertText('“שלום عربى”'), '“שלום عربى”', 'who writes from right to left may');
});
