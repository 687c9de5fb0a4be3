import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findComments } from '../../../../src/core/trust/findComments.ts';

const commentsIn = (text: string, path = 'a.md') =>
  findComments(path, text).map(({ line, text }) => `${line} ${text}`);

describe('comments', () => {
  for (const [text, ...expected] of [
    ['<!-- one -->', '1 one'],
    ['Text <!-- one --> more <!-- two -->', '1 one', '1 two'],
    ['<!--one-->', '1 one'],
    ['\n\n<!--\n  one\n\n  two\n-->', '3 one two'],
    ['<!-- open', '1 open'],
    ['<!-- a <!-- nested --> after -->', '1 a <!-- nested'],
    ['<!-- > not the end --> x', '1 > not the end'],
    ['[//]: # (one)', '1 one'],
    ['[//]: # "one"', '1 one'],
    ["[comment]: <> 'one two'", '1 one two'],
    ['[#]: # (one)', '1 one'],
    ['   [//]: # (three spaces)', '1 three spaces'],
    ['[//]: # (later)\n<!-- sooner? no -->', '1 later', '2 sooner? no'],
    ['> <!-- in a quote -->', '1 in a quote'],
    ['    <!-- indented -->', '1 indented'],
    ['`<!-- in a span -->`', '1 in a span'],
  ] as const) {
    it(`are found in ${JSON.stringify(text)}`, () => assert.deepEqual(commentsIn(text), expected));
  }

  for (const text of [
    '<!-- -->',
    '<!-- 1. -->',
    '<!-- --- x --- -->',
    '<! -- not one -->',
    '&lt;!-- shown -->',
    '    [//]: # (four spaces)',
    '[//]: https://example.com (a title)',
    '[a]: # (a link)',
    '```\n<!-- an example -->\n```',
    '~~~html\n<!-- an example -->\n~~~',
    '```\n<!-- to the end of the file -->',
    '   ```\n<!-- in an indented fence -->\n   ```',
    '````\n```\n<!-- inside the longer fence -->\n```\n````',
  ]) {
    it(`are not found in ${JSON.stringify(text)}`, () => assert.deepEqual(commentsIn(text), []));
  }

  it('are looked for in Markdown and markup only', () => {
    const text = '<!-- one -->';
    for (const path of ['a.md', 'A.MD', 'b/a.markdown', 'a.mdx', 'a.html', 'a.htm', 'a.svg', 'a.xml']) {
      assert.deepEqual(commentsIn(text, path), ['1 one'], path);
    }
    for (const path of ['a.py', 'a.txt', 'md', 'a.md.bak']) {
      assert.deepEqual(commentsIn(text, path), [], path);
    }
  });

  it('of Markdown’s own kind are none in HTML, and fences are not, either', () => {
    assert.deepEqual(commentsIn('[//]: # (one)\n```\n<!-- two -->\n```', 'a.html'), ['3 two']);
  });

  it('are shown on one line and not for ever', () => {
    const [found = ''] = commentsIn(`<!-- ${'word '.repeat(100)}-->`);
    assert.equal(found.length, '1 '.length + 160);
    assert.ok(found.endsWith('…'));
  });
});
