import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSkill } from '../../../../../src/core/bundle/readSkill.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { fixAll } from '../../../../../src/core/skill/fix/fixAll.ts';
import { assertOk } from '../../../../support/result.ts';
import { memoryFolder } from '../../../../support/skill/memoryFolder.ts';
import {
  codesIn,
  everyProfile,
  fixTitles,
  messagesIn,
  problemsIn,
  skill,
  sound,
  withFiles,
} from '../../../../support/skill/skillChecks.ts';

const fixed = (text: string) => fixAll(parseSkill(text), withFiles(), { profiles: everyProfile }).text;
const named = (description: string) => skill(`name: mend-nets\ndescription: ${description}`);

describe('a description that goes on at the left edge', () => {
  it('below a block sign is not called blank, and is indented and not written anew', () => {
    for (const sign of ['>', '|-', '>2']) {
      const text = named(`${sign}\nMends nets that are torn.\nUse when a net has a hole.`);
      assert.deepEqual(codesIn(text), ['yaml-syntax'], sign);
      assert.equal(
        fixed(text),
        named(`${sign}\n  Mends nets that are torn.\n  Use when a net has a hole.`),
        sign,
      );
    }
  });

  it('below its first line is not judged by that line alone, and is indented', () => {
    const text = named('Mends nets that are torn.\nUse when a net has a hole.');
    assert.deepEqual(codesIn(text), ['yaml-syntax']);
    assert.equal(fixed(text), named('Mends nets that are torn.\n  Use when a net has a hole.'));
  });

  it('in quotes that are closed there gets no second quote', () => {
    for (const quote of ['"', "'"]) {
      const text = named(`${quote}Mends nets that are torn.\nUse when a net has a hole.${quote}`);
      assert.deepEqual(codesIn(text), ['yaml-syntax']);
      assert.equal(fixed(text), text.replace('\nUse', '\n  Use'));
    }
  });

  it('by a word or two that may be a key without its colon is offered to be indented, not done unasked', () => {
    const text = named('Mends nets. Use when torn.\nlicense MIT');
    assert.deepEqual(fixTitles(text, 'yaml-syntax'), ['Indent the line, as a part of "description"']);
    assert.equal(fixed(text), text);
  });
});

describe('a block sign with text on its line', () => {
  it('gets it onto the next line, as deep as what follows, in the line ends of the file', () => {
    const text = named('> Mends nets: all of them.\n     Use when a net has a hole.').replaceAll(
      '\n',
      '\r\n',
    );
    assert.deepEqual(fixTitles(text, 'yaml-syntax'), ['*Put the text on the next line']);
    assert.equal(fixed(text), text.replace('> Mends', '>\r\n     Mends'));
  });

  it('keeps a comment where it is', () => {
    const text = named('> # folded\n  Mends nets. Use when a net has a hole.');
    assert.deepEqual(codesIn(text), []);
  });
});

describe('line ends', () => {
  it('of CR alone are a warning that says so, and become LF', () => {
    const text = sound().replaceAll('\n', '\r');
    const [problem] = problemsIn(text, 'line-endings');
    assert.equal(problem?.severity, 'warning');
    assert.match(problem?.message ?? '', /^Lines end with CR alone/);
    assert.equal(fixed(text), sound());
  });

  it('of CR alone in a file of other lines are a hint that says so', () => {
    const text = sound('', '\nMend it.\rThen go.\n');
    assert.deepEqual(messagesIn(text, 'line-endings'), [
      'A line ends with CR alone, which many readers take for no end of a line.',
    ]);
    assert.equal(fixed(text), text);
  });
});

describe('zeros in SKILL.md', () => {
  it('of UTF-16 without a byte order mark are called UTF-16', async () => {
    const little = Buffer.from(sound(), 'utf16le');
    for (const bytes of [little, Buffer.from(little).swap16()]) {
      const read = await readSkill(memoryFolder('pdf-forms', { 'SKILL.md': bytes }));
      assertOk(read);
      const [problem] = problemsIn(read.value.text, 'not-utf-8', read.value.context);
      assert.match(problem?.message ?? '', /^SKILL\.md is UTF-16/);
    }
  });

  it('in the body are told once, and taken away together', () => {
    const text = sound('', '\nMend\0 the\0 net.\n');
    assert.deepEqual(codesIn(text), ['not-utf-8']);
    assert.equal(fixed(text), sound('', '\nMend the net.\n'));
  });
});

it('a next-line character, which ends a line for some parsers, is told and becomes a space', () => {
  const text = named('Mends nets.\u0085Use when a net has a hole.');
  assert.deepEqual(codesIn(text), ['invisible-character']);
  assert.equal(fixed(text), named('Mends nets. Use when a net has a hole.'));
});

describe('a tab that only the parsers of Python refuse', () => {
  it('is told and becomes a space, or nothing at the end of a line', () => {
    for (const [lines, right] of [
      ['license:\tMIT', 'license: MIT'],
      ['license: \t MIT', 'license: MIT'],
      ['license: MIT\t', 'license: MIT'],
      ['license: "MIT"\t# as a file', 'license: "MIT" # as a file'],
      ['license:\tMIT\n\t\ncompatibility: Needs\tgit', 'license: MIT\n\ncompatibility: Needs git'],
      ['allowed-tools: >\t\n  Read', 'allowed-tools: >\n  Read'],
      ['metadata:\n  author:\tme', 'metadata:\n  author: me'],
      ['compatibility: Needs\n  \tgit', 'compatibility: Needs\n    git'],
    ] as const) {
      const text = sound(lines);
      assert.deepEqual(codesIn(text), ['yaml-tab-between'], lines);
      assert.equal(fixed(text), sound(right), lines);
      assert.equal(fixed(text.replaceAll('\n', '\r\n')), sound(right).replaceAll('\n', '\r\n'), lines);
    }
  });

  it('is none in quotes, in a block and in a comment', () => {
    for (const lines of [
      'license: "M\tIT"',
      "license: 'M\tIT' # a\tb",
      'compatibility: |\n  Needs\tgit\n  \tand\n  \t\n  more',
      'license: MIT\n# a\tb\t',
      'metadata:\n  tools: "a\tb"',
    ]) {
      assert.deepEqual(codesIn(sound(lines)), [], lines);
    }
  });
});
