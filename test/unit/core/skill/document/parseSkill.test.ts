import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import type {
  ManifestEntry,
  ManifestNode,
  SkillDocument,
} from '../../../../../src/core/skill/document/skillDocument.ts';

/** An entry as one line, with what stands under its key and its value. */
function line(document: SkillDocument, { key, keySpan, value }: ManifestEntry): string {
  const cut = ({ start, end }: { start: number; end: number }) =>
    JSON.stringify(document.text.slice(start, end));
  return `${key} ${cut(keySpan)} ${kindOf(value)} ${cut(value.span)}`;
}

function kindOf(node: ManifestNode): string {
  switch (node.kind) {
    case 'string':
      return `${node.style} ${JSON.stringify(node.value)}`;
    case 'number':
    case 'boolean':
      return `${node.kind} ${node.source}`;
    case 'list':
      return `list(${node.items.map(kindOf).join(', ')})`;
    case 'map':
      return `map(${node.entries.map(({ key, value }) => `${key}: ${kindOf(value)}`).join(', ')})`;
    default:
      return node.kind;
  }
}

function entries(yaml: string): readonly string[] {
  const document = parseSkill(`---\n${yaml}\n---\n`);
  return document.frontMatter?.entries.map(entry => line(document, entry)) ?? [];
}

describe('the entries of front matter', () => {
  for (const [yaml, expected] of [
    ['name: x', ['name "name" plain "x" "x"']],
    ['name: "x y"', ['name "name" quoted "x y" "\\"x y\\""']],
    ["name: 'it''s'", ['name "name" quoted "it\'s" "\'it\'\'s\'"']],
    ['"name": x', ['name "\\"name\\"" plain "x" "x"']],
    ['a: 1.50\nb: true\nc: ~', ['a "a" number 1.50 "1.50"', 'b "b" boolean true "true"', 'c "c" null "~"']],
    ['a:\nb: x', ['a "a" null ""', 'b "b" plain "x" "x"']],
    ['a: [x, 1]', ['a "a" list(plain "x", number 1) "[x, 1]"']],
    ['a: {b: c}', ['a "a" map(b: plain "c") "{b: c}"']],
    ['a: yes # why', ['a "a" plain "yes" "yes"']],
    ['a: 2026-11-21', ['a "a" plain "2026-11-21" "2026-11-21"']],
    ['a: one\n  two', ['a "a" plain "one two" "one\\n  two"']],
    ['a: &x one\nb: *x', ['a "a" plain "one" "one"', 'b "b" plain "one" "*x"']],
    ['a: *gone', ['a "a" alias "*gone"']],
    ['a: 1\na: 2', ['a "a" number 1 "1"', 'a "a" number 2 "2"']],
    ['1: x', ['1 "1" plain "x" "x"']],
    ['# only a comment', []],
  ] as const) {
    it(`of ${JSON.stringify(yaml)}`, () => assert.deepEqual(entries(yaml), expected));
  }

  it('have block texts with their line breaks', () => {
    const document = parseSkill('---\na: >-\n  one\n  two\nb: |\n  three\n---\n');
    const values = document.frontMatter?.entries.map(({ value }) =>
      value.kind === 'string' ? value.value : null,
    );
    assert.deepEqual(values, ['one two', 'three\n']);
  });

  it('are readable beside one that is broken', () => {
    const document = parseSkill('---\nname: x\nbad: a: b\nlicense: MIT\n---\n');
    const { entries: all = [], faults = [], broken = [] } = document.frontMatter ?? {};
    assert.deepEqual(
      all.map(({ key }) => key),
      ['name', 'bad', 'license'],
    );
    assert.deepEqual(
      faults.map(({ kind }) => kind),
      ['unquoted'],
    );
    assert.deepEqual(
      broken.map(({ start, end }) => document.text.slice(start, end)),
      ['bad: a: b\n'],
    );
  });
});

describe('where the front matter is', () => {
  /** Opening, YAML, closing and body; null for no front matter. */
  function parts(text: string): readonly (string | null)[] | null {
    const document = parseSkill(text);
    const { frontMatter } = document;
    if (!frontMatter) {
      return null;
    }
    const { open, source, close } = frontMatter;
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    return [cut(open), cut(source), close && cut(close), text.slice(document.bodyStart)];
  }

  for (const [text, expected] of [
    ['---\na: 1\n---\nbody', ['---', 'a: 1\n', '---', 'body']],
    ['---\na: 1\n---', ['---', 'a: 1\n', '---', '']],
    ['---\n---\nbody', ['---', '', '---', 'body']],
    ['---  \na: 1\n--- \t\nbody', ['---  ', 'a: 1\n', '---', 'body']],
    ['\uFEFF---\na: 1\n---\nbody', ['---', 'a: 1\n', '---', 'body']],
    ['\n \n---\na: 1\n---\nbody', ['---', 'a: 1\n', '---', 'body']],
    ['---\r\na: 1\r\n---\r\nbody', ['---', 'a: 1\r\n', '---', 'body']],
    ['---\ra: 1\r---\rbody', ['---', 'a: 1\r', '---', 'body']],
    ['---\na: b---c\n----\n---\nbody', ['---', 'a: b---c\n----\n', '---', 'body']],
    ['---\na: 1\n ---\n---\nbody', ['---', 'a: 1\n ---\n', '---', 'body']],
    ['---\na: 1\n\n# Body\n', ['---', 'a: 1\n', null, '\n# Body\n']],
    ['---', ['---', '', null, '']],
    ['--- a\n---\n', null],
    [' ---\na: 1\n---\n', null],
    ['----\na: 1\n---\n', null],
    ['text\n---\na: 1\n---\n', null],
    ['', null],
  ] as const) {
    it(`in ${JSON.stringify(text)}`, () => assert.deepEqual(parts(text), expected));
  }

  it('is looked for in the first 262,144 characters only', () => {
    const document = parseSkill(`---\n${'a'.repeat(300_000)}\n---\nbody`);
    assert.equal(document.frontMatter?.close, null);
    assert.equal(document.frontMatter?.state, 'too-large');
    assert.equal(document.seenEnd, 262_144);
  });
});
