import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { spanOf } from '../../../../../src/core/skill/document/positions.ts';
import { applyEdits } from '../../../../../src/core/skill/fix/edits.ts';
import { links } from '../../../../../src/core/skill/language/references.ts';
import { renameReferences } from '../../../../../src/core/skill/language/renameReferences.ts';
import { skillWith } from '../../../../support/skill/skillCursor.ts';

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

  it('are in hooks, behind @ and the skill’s folder, and plain in text', () => {
    const hooks = 'hooks:\n  Stop:\n    - command: ./scripts/guard.sh\n';
    const body = [
      'First @references/a.md, then see references/b.md.',
      '```sh',
      '$' + '{CLAUDE_SKILL_DIR}/lib/run.py --all',
      '```',
    ].join('\n');
    const document = parseSkill(
      `---\nname: x\n${hooks}---\n${body}\n[x](./references/a.md) a@references/a.md\n`,
    );
    const files = skillWith('scripts/guard.sh', 'references/a.md', 'references/b.md', 'lib/run.py');
    assert.deepEqual(
      links(document, files).map(({ path }) => path),
      ['scripts/guard.sh', 'references/a.md', 'lib/run.py', 'references/b.md'],
    );
    const [edit] = renameReferences(document, 'scripts/guard.sh', 'scripts/watch.sh');
    assert.equal(edit?.text, 'scripts/watch.sh');
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

  it('follows a file whose name the link writes with characters by name or number', () => {
    for (const written of ['r&amp;d.md', 'r&#38;d.md', 'r&#x26;d.md#part']) {
      const part = written.endsWith('#part') ? '#part' : '';
      assert.equal(renamed(`${head}[a](${written})\n`, 'r&d.md', 'lab.md'), `${head}[a](lab.md${part})\n`);
    }
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

describe('a rename', () => {
  for (const [what, before, from, to, after] of [
    ['of a folder deeper down', '[a](a/b/c.md)', 'a/b', 'a/d', '[a](a/d/c.md)'],
    ['to another folder', '[a](a/b.md)', 'a/b.md', 'b.md', '[a](b.md)'],
    ['with a place in the file', '[a](a.md#part)', 'a.md', 'b.md', '[a](b.md#part)'],
    ['with a title', '[a](a.md "A")', 'a.md', 'b.md', '[a](b.md "A")'],
    ['of an image', '![a](a.png)', 'a.png', 'b.png', '![a](b.png)'],
    ['in HTML', '<img src="a.png">', 'a.png', 'b.png', '<img src="b.png">'],
    ['in a definition', '[a]: a.md "A"', 'a.md', 'b.md', '[a]: b.md "A"'],
    [
      'of the skill’s own folder',
      '[a]($' + '{CLAUDE_SKILL_DIR}/a.md)',
      'a.md',
      'b.md',
      '[a]($' + '{CLAUDE_SKILL_DIR}/b.md)',
    ],
    ['in a code span with more', '`python a.py --in a.py`', 'a.py', 'b.py', '`python b.py --in b.py`'],
    ['in a fenced block', '```sh\nscripts/a.py\n```', 'scripts', 'tools', '```sh\ntools/a.py\n```'],
    ['to a name with spaces and signs', '[a](a.md)', 'a.md', 'b (1) #2?.md', '[a](b%20%281%29%20%232%3F.md)'],
    ['to a name with spaces, in brackets', '[a](<a.md>)', 'a.md', 'b (1).md', '[a](<b (1).md>)'],
    ['to a name with a percent sign', '[a](a.md)', 'a.md', '100%.md', '[a](100%25.md)'],
    ['back from such a name', '[a](b%20%281%29%20%232.md#x)', 'b (1) #2.md', 'a.md', '[a](a.md#x)'],
    ['to letters of another script', '[a](a.md)', 'a.md', '表单.md', '[a](表单.md)'],
    ['of one of two that begin alike', '[a](a.md) [b](a.md.txt)', 'a.md', 'c.md', '[a](c.md) [b](a.md.txt)'],
    ['that is only told in a comment', '<!-- [a](a.md) -->', 'a.md', 'b.md', '<!-- [a](a.md) -->'],
  ] as const) {
    it(`${what} leads to where the file is now`, () => {
      assert.equal(renamed(`${head}${before}\n`, from, to), `${head}${after}\n`);
    });
  }

  it('keeps CRLF', () => {
    const text = `${head}[a](a.md)\n\n\`a.md\`\n`.replaceAll('\n', '\r\n');
    assert.equal(renamed(text, 'a.md', 'b.md'), text.replaceAll('a.md', 'b.md'));
  });

  it('there and back is where it was', () => {
    for (const name of ['b.md', 'c/d.md', 'b (1) #2?.md', '100%.md', 'é 表.md']) {
      const text = `${head}[a](a.md#x "T") ![b](<a.md>) [c](./a.md)\n`;
      const there = renamed(text, 'a.md', name) ?? '';
      assert.notEqual(there, text);
      assert.equal(renamed(there, name, 'a.md'), text, name);
    }
  });
});
