import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { NextMatch, scanBody } from '../../../../../src/core/skill/document/body.ts';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';

const scan = (markdown: string) => scanBody(parseSkill(markdown));

/** `kind target` of each link; its place is checked on the way. */
function links(markdown: string): readonly string[] {
  return scan(markdown).links.map(({ kind, target, span }) => {
    assert.equal(markdown.slice(span.start, span.end), target);
    return `${kind} ${target}`;
  });
}

function codes(markdown: string): readonly string[] {
  return scan(markdown).codeSpans.map(({ text, span }) => {
    assert.equal(markdown.slice(span.start, span.end), text);
    return text;
  });
}

describe('links', () => {
  for (const [markdown, expected] of [
    ['[a](b)', ['link b']],
    ['![a](b)', ['image b']],
    ['[a]( b )', ['link b']],
    ['[a](<b c>)', ['link b c']],
    ['[a](b "t")', ['link b']],
    ["[a](b 't')", ['link b']],
    ['[a](b (t))', ['link b']],
    ['[a](b(c)d)', ['link b(c)d']],
    ['[a](b\\)c)', ['link b\\)c']],
    ['[a](b c)', []],
    ['[a](b', []],
    ['[a]()', ['link ']],
    ['[a] (b)', []],
    ['[a [b] c](d)', ['link d']],
    ['[![a](b)](c)', ['image b', 'link c']],
    ['[a](b)[c](d)', ['link b', 'link d']],
    ['[a]: b', ['definition b']],
    ['  [a]: <b> "t"', ['definition b']],
    ['    [a]: b', []],
    ['[^a]: b', []],
    ['\\[a](b)', []],
    ['\\![a](b)', ['link b']],
    ['`[a](b)`', []],
    ['`` ` [a](b) ``', []],
    ['`a [b](c)', ['link c']],
    ['<img alt="x" src="b">', ['image b']],
    ["<A HREF='b'>c</A>", ['link b']],
    ['<b class="x">', []],
    ['a < b [c](d)', ['link d']],
    ['<!-- [a](b) --> [c](d)', []],
    ['x <!-- [a](b) --> [c](d)', ['link d']],
    ['<!--\n[a](b)\n-->\n[c](d)', ['link d']],
    ['<!-- never closed\n[a](b)', []],
    ['```\n[a](b)\n```\n[c](d)', ['link d']],
    ['- ```\n  [a](b)\n  ```\n- [c](d)', ['link d']],
    ['```\n<!--\n```\n[c](d)', ['link d']],
  ] as const) {
    it(`in ${JSON.stringify(markdown)}`, () => assert.deepEqual(links(markdown), expected));
  }
});

describe('code spans', () => {
  for (const [markdown, expected] of [
    ['`a`', ['a']],
    ['` a `', ['a']],
    ['`` a`b ``', ['a`b']],
    ['`a` and `b`', ['a', 'b']],
    ['`a', []],
    ['`a\nb`', ['a\nb']],
    ['\\`a` b`', ['b']],
    ['`a\\` b', ['a\\']],
    ['```a``` b', ['a']],
  ] as const) {
    it(`in ${JSON.stringify(markdown)}`, () => assert.deepEqual(codes(markdown), expected));
  }
});

describe('fences', () => {
  const fences = (markdown: string) =>
    scan(markdown).fences.map(({ content, isClosed }) => [content.text, isClosed]);

  it('have their content', () => {
    assert.deepEqual(fences('a\n\n```sh x\none\n\ntwo\n```\nb\n'), [['one\n\ntwo\n', true]]);
  });

  it('that stay open reach to the end', () => {
    assert.deepEqual(fences('~~~\none\n'), [['one\n', false]]);
  });
});

describe('comments', () => {
  it('have their text, over several lines as well', () => {
    const { comments } = scan('<!-- a --> b <!--c-->\n\n<!--\nd\n-->\n');
    assert.deepEqual(
      comments.map(({ text }) => text),
      [' a ', 'c', '\nd\n'],
    );
  });
});

describe('lines', () => {
  it('are counted to the last that says something', () => {
    for (const [markdown, count] of [
      ['', 0],
      ['\n\n', 0],
      ['a', 1],
      ['a\nb\n\n\n', 2],
      ['a\r\nb', 2],
      ['---\nname: x\n---\na\n', 1],
      ['---\nname: x\n---\n\n\na\n', 3],
    ] as const) {
      assert.equal(scan(markdown).lineCount, count, JSON.stringify(markdown));
    }
  });
});

describe('the next match', () => {
  test('is the first one that is not before the offset', () => {
    const next = new NextMatch('a `b` c `d`', /`/g, 1);
    assert.deepEqual(
      [0, 2, 3, 5, 8, 9].map(offset => next.from(offset)),
      [2, 2, 4, 8, 8, 10],
    );
  });

  test('is at the end of the text where there is none', () => {
    const next = new NextMatch('a `b` c', /`/g, 1);
    assert.equal(next.from(5), 7);
    assert.equal(next.from(6), 7);
    assert.equal(next.from(7), 7);
  });

  test('may have several characters', () => {
    const next = new NextMatch('``` and ~~~', /`{3}|~{3}/g, 3);
    assert.equal(next.from(0), 0);
    assert.equal(next.from(1), 8);
  });
});
