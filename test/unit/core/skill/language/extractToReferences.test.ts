import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../../../src/core/skill/fix/edits.ts';
import {
  extractToReferences,
  longestSection,
  sectionAt,
} from '../../../../../src/core/skill/language/extractToReferences.ts';
import { skillWith, withSelection } from '../../../../support/skill/skillCursor.ts';

function extracted(marked: string, ...files: readonly string[]) {
  const { document, range } = withSelection(marked);
  const extraction = extractToReferences(document, range, skillWith(...files));
  if (!extraction) {
    return null;
  }
  return {
    path: extraction.path,
    content: extraction.content,
    left: applyEdits(document, [extraction.edit]),
  };
}

const head = '---\nname: x\n---\n';

describe('what is extracted is called', () => {
  for (const [what, selected, path] of [
    [
      'by the words of a list’s item, without number and target',
      '1. List the [fields](a.md) first\n',
      'list-the-fields-first',
    ],
    ['by those of a task', '- [ ] Sort the bills\n', 'sort-the-bills'],
    ['after the heading above where no word can be in a name', '表を並べる。[一覧](a.md)\n', 'sorting-bills'],
  ] as const) {
    it(what, () => {
      const found = extracted(`${head}# Bills\n\n## Sorting bills\n\n¦${selected}¦\nEnd.\n`);
      assert.equal(found?.path, `references/${path}.md`);
    });
  }

  it('details as a last resort', () => {
    assert.equal(extracted(`${head}¦表を並べる。\n¦\nEnd.\n`)?.path, 'references/details.md');
  });
});

describe('a section', () => {
  const { document } = withSelection(
    `${head}# A\n\n## B¦¦\n\nb\n\n### C\n\n\`\`\`\n## no heading\n\`\`\`\n\n## D\n\nd\n`,
  );
  const textAt = (needle: string) => {
    const section = sectionAt(document, document.text.indexOf(needle));
    return section && document.text.slice(section.start, section.end);
  };

  it('reaches from its heading to the next of its level or above', () => {
    assert.equal(textAt('## B'), '## B\n\nb\n\n### C\n\n```\n## no heading\n```\n\n');
    assert.equal(textAt('### C'), '### C\n\n```\n## no heading\n```\n\n');
    assert.equal(textAt('## D'), '## D\n\nd\n');
  });

  it('is none at the title, in text and in code', () => {
    for (const needle of ['# A', 'b\n', '## no heading']) {
      assert.equal(textAt(needle), null, needle);
    }
  });

  it('is the longest one where the body is too long', () => {
    const section = longestSection(document);
    assert.equal(section?.start, document.text.indexOf('## B'));
  });
});

describe('extractToReferences', () => {
  it('leaves the heading with a link, and makes it the title of the file', () => {
    assert.deepEqual(extracted(`${head}Intro.\n\n¦## The fields\n\nAll of them.\n¦\n## Next\n`), {
      path: 'references/the-fields.md',
      content: '# The fields\n\nAll of them.\n',
      left: `${head}Intro.\n\n## The fields\n\nSee [The fields](references/the-fields.md).\n\n## Next\n`,
    });
  });

  it('takes whole lines and gives text without a heading a title', () => {
    assert.deepEqual(extracted(`${head}First read¦ the *form* twice.\nThen w¦ait.\nGo on.\n`), {
      path: 'references/first-read-the-form-twice.md',
      content: '# First read the form twice\n\nFirst read the *form* twice.\nThen wait.\n',
      left: `${head}See [First read the form twice](references/first-read-the-form-twice.md).\n\nGo on.\n`,
    });
  });

  it('leaves a link that belongs to no list around it', () => {
    assert.equal(
      extracted(`${head}- One.\n¦- Two.¦\n- Three.\n`)?.left,
      `${head}- One.\n\nSee [Two](references/two.md).\n\n- Three.\n`,
    );
  });

  it('does not cut through a code block', () => {
    const result = extracted(`${head}# A\n\n\`\`\`sh\none\nt¦wo¦\n\`\`\`\n\nEnd.\n`);
    assert.match(result?.content ?? '', /```sh\none\ntwo\n```\n$/);
    assert.match(result?.left ?? '', /^# A\n\nSee .*\n\nEnd\.\n$/m);
  });

  it('lets the links in it lead where they led', () => {
    const result = extracted(
      `${head}¦See [a](references/a.md), [b](./scripts/b.py), [c](#c), [d](https://x.org).¦\n`,
    );
    assert.match(
      result?.content ?? '',
      /\[a\]\(a\.md\), \[b\]\(\.\.\/scripts\/b\.py\), \[c\]\(#c\), \[d\]\(https:\/\/x\.org\)/,
    );
  });

  it('does not overwrite a file', () => {
    assert.equal(extracted(`${head}¦# Fields¦\n`, 'references/fields.md')?.path, 'references/fields-2.md');
  });

  it('never takes the front matter, and nothing where nothing is selected', () => {
    assert.equal(extracted('---\nna¦me: x\n---¦\n\nBody.\n'), null);
    assert.equal(extracted(`${head}¦\n\n¦\nBody.\n`), null);
    assert.equal(extracted('---\nna¦me: x\n---\nBod¦y.\nMore.\n')?.content, '# Body\n\nBody.\n');
  });
});

describe('a file that is extracted', () => {
  for (const [what, marked, path] of [
    ['its heading', '¦### The *Fields* ###\n\nx¦', 'references/the-fields.md'],
    [
      'its first words',
      '¦**Read** the `form`, then wait for it to end.¦',
      'references/read-the-form-then-wait.md',
    ],
    ['its first words, without list marks', '¦- Read it!\n- Write it.¦', 'references/read-it.md'],
    ['nothing that it could', '¦表单¦', 'references/details.md'],
    [
      'the first forty characters',
      `¦# ${'word '.repeat(12)}¦`,
      'references/word-word-word-word-word-word-word-word.md',
    ],
  ] as const) {
    it(`is called by ${what}`, () => assert.equal(extracted(`${head}${marked}\n`)?.path, path));
  }

  it('never has the name of another, whatever its letter case', () => {
    const files = ['references/Fields.md', 'references/fields-2.md'];
    assert.equal(extracted(`${head}¦# Fields¦\n`, ...files)?.path, 'references/fields-3.md');
  });

  it('has the line breaks of SKILL.md', () => {
    const result = extracted(`${head}¦## A\n\nText.\n¦End.\n`.replaceAll('\n', '\r\n'));
    assert.equal(result?.content, '# A\r\n\r\nText.\r\n');
    assert.equal(result?.left, `${head}## A\n\nSee [A](references/a.md).\n\nEnd.\n`.replaceAll('\n', '\r\n'));
  });

  it('keeps links in code, and images lead where they led', () => {
    const result = extracted(`${head}¦![x](assets/x.png) \`[a](b.md)\` [r]: a.md\n\n[c]: assets/c.md\n¦\n`);
    assert.match(result?.content ?? '', /!\[x\]\(\.\.\/assets\/x\.png\) `\[a\]\(b\.md\)`/);
    assert.match(result?.content ?? '', /^\[c\]: \.\.\/assets\/c\.md$/m);
  });

  it('has a link to it whose text is no markup', () => {
    assert.match(
      extracted(`${head}¦# A [b] \\ c¦\n`)?.left ?? '',
      /See \[A \\\[b\\\] \\\\ c\]\(references\/a-b-c\.md\)\./,
    );
  });
});
