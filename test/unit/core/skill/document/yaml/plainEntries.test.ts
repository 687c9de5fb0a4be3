import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isMap } from 'yaml';
import { plainEntries } from '../../../../../../src/core/skill/document/yaml/plainEntries.ts';
import { NodeReader, parseYaml } from '../../../../../../src/core/skill/document/yaml/yamlNodes.ts';

/** Pieces as people write them, and now and then one that is near enough to be mistaken for such. */
function mostly(usual: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  const [often, seldom] = [fc.constantFrom(...usual), fc.constantFrom(...odd)];
  return fc.oneof({ weight: 15, arbitrary: often }, { weight: 1, arbitrary: seldom });
}

const key = mostly(['name', 'x-1', '_a', 'metadata', 'true'], ['1a', '-a', 'é', '<<', 'a b', '"a"']);
const colon = mostly([': ', ':  '], [':', ' : ', ':\t']);
const indent = mostly(['', '', '  '], [' ', '    ', '\t']);
const lineEnd = mostly(['\n'], ['\n\n', '\r\n', ' \n', '\r', '\n# a\n', '']);
const word = mostly(['Reads CSV.', 'a', '(b) it', 'é漢я', 'yes'], ['null', 'True', '😀', '']);
const sign = fc.constantFrom(
  ...`,.;:#'"\`-?![]{}&*|>%@\\~=/<+01e`,
  ' ',
  ': ',
  ' #',
  '\u2028',
  '\ufeff',
  '\0',
);
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map(texts => texts.join(''));
const quote = fc.constantFrom('"', "'");
const text = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 3, arbitrary: joined(word, sign, word) },
  joined(quote, word, sign, word, quote),
  joined(sign, word, sign),
);
const owner = joined(indent, key, mostly([':'], [': ', ': # a']));
const line = fc.oneof({ weight: 4, arbitrary: joined(indent, key, colon, text) }, owner);
const yaml = fc.array(joined(line, lineEnd), { maxLength: 5 }).map(lines => lines.join(''));

test('lines of plain entries are read as the parser reads them, with the same places', () => {
  let count = 0;
  fc.assert(
    fc.property(yaml, fc.nat(9), (source, shift) => {
      const plain = plainEntries(source, shift);
      if (plain !== null) {
        count++;
        assert.deepEqual(plain, parsed(source, shift));
      }
    }),
    { numRuns: 5_000 },
  );
  assert.ok(count > 200, `only ${count} were plain`);
});

test('an ordinary front matter needs no parser', () => {
  const source =
    'name: csv\ndescription: "Reads CSV: rows, too."\nlicense: MIT\nmetadata:\n  author: someone\n  deep:\n    er: x\n';
  const plain = plainEntries(source, 4);
  assert.deepEqual(plain, parsed(source, 4));
  assert.equal(plain?.length, 4);
});

for (const [what, source] of Object.entries({
  'a number': 'version: 1.0',
  'a word of its own': 'a: true',
  'a text of two lines': 'a: b\n  c',
  'a text that is none': 'a: b: c',
  'a comment': 'a: b # c',
  'a list': 'a:\n  - b',
  'a block': 'a: |\n  b',
  'an anchor': 'a: &b c',
  'nothing below a key': 'a:\nb: c',
  'an indented first line': '  a: b',
  'a line that is less far in than any above': 'a:\n    b: c\n  d: e',
  'a tab': 'a: b\tc',
  'an empty source': '',
})) {
  test(`${what} is left to the parser`, () => {
    assert.equal(plainEntries(source, 0), null);
  });
}

/** What the parser makes of it, which has to understand it without a fault. */
function parsed(source: string, shift: number) {
  const { contents, errors } = parseYaml(source);
  assert.deepEqual(errors, []);
  assert.ok(isMap(contents));
  return new NodeReader(source, shift).readEntries(contents);
}
