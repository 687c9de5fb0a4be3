import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../../../src/core/skill/applyEdits.ts';
import { links } from '../../../../../src/core/skill/language/references.ts';
import { renameReferences } from '../../../../../src/core/skill/language/renameReferences.ts';
import { parseSkill } from '../../../../../src/core/skill/parseSkill.ts';
import { spanOf } from '../../../../../src/core/skill/positions.ts';
import { skillWith } from '../../../../support/skillCursor.ts';

const head = '---\nname: pdf-forms\nlicense: See LICENSE.txt.\n---\n';

function linked(body: string): readonly string[] {
  const document = parseSkill(head + body);
  return links(document, skillWith('LICENSE.txt', 'scripts/fill.py', 'examples/a.md')).map(
    ({ path, range }) => {
      const { start, end } = spanOf(document, range);
      assert.equal(document.text.slice(start, end), path);
      return path;
    },
  );
}

describe('links', () => {
  it('are in code spans, code blocks and the license', () => {
    assert.deepEqual(
      linked(
        'Run `python scripts/fill.py x`, as in `./examples/a.md`.\n\n```sh\npython scripts/fill.py\n```\n',
      ),
      ['LICENSE.txt', 'scripts/fill.py', 'examples/a.md', 'scripts/fill.py'],
    );
  });

  it('are not what VS Code links, nor paths of files that are not there', () => {
    assert.deepEqual(linked('[x](scripts/fill.py) `scripts/gone.py` `https://x.org/scripts/fill.py`\n'), [
      'LICENSE.txt',
    ]);
  });
});

/** The text after a file or folder was renamed. */
function renamed(text: string, from: string, to: string, documentPath?: string): string | null {
  const document = parseSkill(text);
  return applyEdits(document, renameReferences(document, from, to, documentPath));
}

describe('renameReferences', () => {
  it('follows a file in links, images, definitions, code and the license', () => {
    const textWith = (path: string) =>
      `---\nname: x\nlicense: ${path}\n---\n[a](${path}#part "T") ![b](<${path}>) \`cat ${path}\`\n\n[c]: ${path}\n`;
    assert.equal(renamed(textWith('a/b.md'), 'a/b.md', 'c/d.md'), textWith('c/d.md'));
  });

  it('follows a folder with what is in it', () => {
    assert.equal(
      renamed(
        `${head}[a](references/x.md) \`references/y/z.md\` [b](references-old/x.md)\n`,
        'references',
        'docs',
      ),
      `${head}[a](docs/x.md) \`docs/y/z.md\` [b](references-old/x.md)\n`,
    );
  });

  it('keeps how the path is written', () => {
    assert.equal(
      renamed(`${head}[a](./a.md) [b](a%20b.md)\n`, 'a.md', 'b c.md'),
      `${head}[a](./b%20c.md) [b](a%20b.md)\n`,
    );
    assert.equal(renamed(`${head}[b](a%20b.md)\n`, 'a b.md', 'c.md'), `${head}[b](c.md)\n`);
  });

  it('leaves other files, addresses and prose alone', () => {
    const text = `${head}[a](b/a.md) [x](https://x.org/a.md) See a.md and \`xa.md\`.\n`;
    assert.equal(renamed(text, 'a.md', 'z.md'), text);
  });

  it('understands links of a document in a folder', () => {
    assert.equal(
      renamed(
        'See [a](../scripts/x.py), [b](y.md) and `scripts/x.py`.\n',
        'scripts/x.py',
        'tools/x.py',
        'references/z.md',
      ),
      'See [a](../tools/x.py), [b](y.md) and `tools/x.py`.\n',
    );
  });
});
