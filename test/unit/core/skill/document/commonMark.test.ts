import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import spec from 'commonmark-spec';
import { seededRandom } from '../../../../support/process/seededRandom.ts';
import { disagreements, ownParts } from '../../../../support/skill/commonMarkParts.ts';
import { generatedMarkdown } from '../../../../support/skill/generatedMarkdown.ts';

/** A first line, so that no rule at the start is taken for front matter. */
const lead = 'x\n\n';
const runs = 4000;

describe('links, code and definitions are read as CommonMark reads them', () => {
  it("in every example of CommonMark's specification", () => {
    assert.ok(spec.tests.length > 600);
    for (const { markdown, number } of spec.tests) {
      assert.deepEqual(disagreements(lead + markdown.replaceAll('→', '\t')), [], `example ${number}`);
    }
  });

  it('in documents that are put together by chance', () => {
    for (let seed = 1; seed <= runs; seed++) {
      const random = seededRandom(seed);
      const markdown = lead + generatedMarkdown(random, 4 + Math.floor(random() * 40));
      assert.deepEqual(disagreements(markdown), [], `seed ${seed}: ${JSON.stringify(markdown)}`);
    }
  });

  for (const [title, markdown, expected] of [
    [
      'a line of backticks that is indented by four belongs to the block',
      '1. Then:\n\n   ```md\n   one\n       ```\n   [two](gone.md)\n   ```\n',
      { fences: ['md|one```[two](gone.md)'], links: [] },
    ],
    ['a fence ends with the list item that it is in', '- ```\n  a\n\n[b](c.md)\n', { links: ['link c.md'] }],
    [
      'a definition with a blank in brackets',
      '[six]: <references/a b.md>\n',
      { definitions: ['references/a%20b.md'] },
    ],
    [
      'what is indented by four is code',
      'Like this:\n\n    [a](b.md)\n',
      { indented: ['[a](b.md)'], links: [] },
    ],
    ['code goes on over a line break', 'Run `a\n[b](c.md)` now.\n', { codes: ['a[b](c.md)'], links: [] }],
    ['a footnote is no definition', '[^1]: gone.md\n', { definitions: [] }],
  ] as const) {
    it(title, () => {
      const parts = ownParts(lead + markdown);
      for (const [part, value] of Object.entries(expected)) {
        assert.deepEqual(parts[part as keyof typeof parts], value);
      }
    });
  }
});
