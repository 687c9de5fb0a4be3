import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill } from '../../../../../src/core/skill/checkSkill.ts';
import { entryOf } from '../../../../../src/core/skill/document/manifest.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { applyEdits } from '../../../../../src/core/skill/fix/edits.ts';
import { moveToMetadata } from '../../../../../src/core/skill/fix/moveToMetadata.ts';
import { noContext } from '../../../../../src/core/skill/skillContext.ts';
import { skill } from '../../../../support/skill/skillChecks.ts';

/** The front matter's lines after `version` or `key` was moved; null where it stays. */
function moved(lines: string, key = 'version', lineBreak = '\n'): string | null {
  const text = skill(lines).replaceAll('\n', lineBreak);
  const document = parseSkill(text);
  const entry = entryOf(document, key);
  assert.ok(entry);
  const edits = moveToMetadata(document, entry);
  if (edits === null) {
    return null;
  }
  const after = applyEdits(document, edits);
  assert.ok(after !== null);
  const broken = checkSkill(parseSkill(after), noContext, { profiles: ['spec'] });
  assert.deepEqual(
    broken.filter(({ code }) => code.startsWith('yaml-')),
    [],
    'what comes out is sound',
  );
  if (lineBreak !== '\n') {
    assert.equal(after.split(lineBreak).length, after.split('\n').length);
  }
  return after.replaceAll(lineBreak, '\n').split('---\n')[1]?.trimEnd() ?? '';
}

describe('a key that is moved under metadata', () => {
  const cases: readonly (readonly [what: string, before: string, after: string])[] = [
    [
      'makes a map where there is none',
      'name: n\nversion: "1"\nlicense: MIT',
      'name: n\nmetadata:\n  version: "1"\nlicense: MIT',
    ],
    [
      'goes into the map that is there',
      'version: "1"\nname: n\nmetadata:\n  a: b\nlicense: MIT',
      'name: n\nmetadata:\n  a: b\n  version: "1"\nlicense: MIT',
    ],
    [
      'goes into a map above it',
      'metadata:\n  a: b\nname: n\nversion: "1"',
      'metadata:\n  a: b\n  version: "1"\nname: n',
    ],
    [
      'goes into the map right above it',
      'metadata:\n  a: b\nversion: "1"',
      'metadata:\n  a: b\n  version: "1"',
    ],
    [
      'goes into a map that is blank yet',
      'metadata:\nname: n\nversion: "1"',
      'metadata:\n  version: "1"\nname: n',
    ],
    [
      'keeps the indentation of the map',
      'metadata:\n    a: b\nname: n\nversion: "1"',
      'metadata:\n    a: b\n    version: "1"\nname: n',
    ],
    [
      'comes after a map in the map',
      'metadata:\n  a:\n    b: c\nname: n\nversion: "1"',
      'metadata:\n  a:\n    b: c\n  version: "1"\nname: n',
    ],
    ['gets quotes around a number', 'name: n\nversion: 1.0', 'name: n\nmetadata:\n  version: "1.0"'],
    ['gets quotes around true', 'name: n\nversion: true', 'name: n\nmetadata:\n  version: "true"'],
    ['keeps text as it is written', "name: n\nversion: 'a: b'", "name: n\nmetadata:\n  version: 'a: b'"],
    [
      'keeps the comment beside it',
      'name: n\nversion: 1.0 # first',
      'name: n\nmetadata:\n  version: "1.0" # first',
    ],
    [
      'becomes one text where it is a list',
      'name: n\nversion: [a, b]',
      'name: n\nmetadata:\n  version: "a, b"',
    ],
    [
      'becomes one text where it is a list of lines',
      'name: n\nversion:\n  - a\n  - 2\nlicense: MIT',
      'name: n\nmetadata:\n  version: "a, 2"\nlicense: MIT',
    ],
  ];
  for (const [what, before, after] of cases) {
    it(what, () => {
      assert.equal(moved(before), after);
      assert.equal(moved(before, 'version', '\r\n'), after, 'and with CRLF');
    });
  }
});

describe('a key stays where it is', () => {
  const cases: readonly (readonly [what: string, lines: string])[] = [
    ['when metadata has one of its name', 'metadata:\n  version: "2"\nversion: "1"'],
    ['when metadata is in braces', 'metadata: {a: b}\nversion: "1"'],
    ['when metadata is text', 'metadata: text\nversion: "1"'],
    ['when metadata is null by name', 'metadata: null\nversion: "1"'],
    ['when it is a block', 'name: n\nversion: |\n  1\n  2'],
    ['when it goes on over several lines', 'name: n\nversion: one\n  two'],
    ['when it is a map', 'name: n\nversion:\n  a: b'],
    ['when it is a list with a comment in it', 'name: n\nversion:\n  - a # first\n  - b'],
    ['when it is a list with a list in it', 'name: n\nversion: [a, [b]]'],
    ['when it is blank', 'name: n\nversion:'],
  ];
  for (const [what, lines] of cases) {
    it(what, () => assert.equal(moved(lines), null));
  }
});
