import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/paths.ts';
import { withTables } from '../../../scripts/readmeTables.ts';

const readme = await readFile(join(root, 'README.md'), 'utf8');

test('README tells the commands and settings of package.json; `npm run readme` writes them', async () => {
  const { contributes } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  assert.equal(readme, withTables(readme, contributes));
});

test('every picture and file that README shows is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)\s]+)\)/g)].map(([, path]) => path ?? '');
  assert.ok(links.length > 0);
  assert.deepEqual(
    links.filter(link => !isThere(link)),
    [],
  );
});

/** A file, and in it the heading that the link may name. */
function isThere(link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = join(root, path);
  if (anchor === undefined || !existsSync(file)) {
    return existsSync(file);
  }
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title.toLowerCase().replaceAll(' ', '-'),
  );
  return headings.includes(anchor);
}

test('a table tells where else a command is, and leaves out what the palette does not offer', () => {
  const text = withTables(
    '<!-- commands -->\n<!-- /commands -->\n<!-- settings -->\nold\n<!-- /settings -->',
    {
      commands: [
        { command: 'a', title: 'Do A…', category: 'Skills' },
        { command: 'b', title: 'Other words for A' },
      ],
      menus: {
        commandPalette: [{ command: 'b', when: 'false' }],
        'view/item/context': [{ command: 'a', when: 'viewItem =~ /x/' }, { command: 'b' }],
      },
      configuration: { properties: { 'a.b': { default: ['x'], description: 'One | two.' } } },
    },
    { a: 'Does it.' },
  );
  assert.equal(
    text,
    `<!-- commands -->

| In the palette | What it does | Also in |
| --- | --- | --- |
| Skills: Do A… | Does it. | side bar |

<!-- /commands -->
<!-- settings -->

| Setting | What it does | Default |
| --- | --- | --- |
| \`a.b\` | One \\| two. | \`["x"]\` |

<!-- /settings -->`,
  );
});
