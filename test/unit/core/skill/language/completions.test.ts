import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../../../src/core/skill/fix/edits.ts';
import { completions, readersOf } from '../../../../../src/core/skill/language/completions.ts';
import { skillWith, withCursor } from '../../../../support/skill/skillCursor.ts';

const context = skillWith('references/fields.md', 'scripts/fill.py', 'LICENSE.txt');

function labels(marked: string): readonly string[] {
  const { document, position } = withCursor(marked);
  return completions(document, position, context).map(({ label }) => label);
}

/** The text after a proposal is taken. */
function taking(marked: string, label: string): string | null {
  const { document, position } = withCursor(marked);
  const found = completions(document, position, context).find(completion => completion.label === label);
  assert.ok(found, `"${label}" is not proposed`);
  return applyEdits(document, [found.edit]);
}

describe('completions', () => {
  it('propose the folder for the name, in place of what is typed', () => {
    assert.deepEqual(labels('---\nname: p¦\n---\n'), ['pdf-forms']);
    assert.equal(taking('---\nname: p¦df\n---\n', 'pdf-forms'), '---\nname: pdf-forms\n---\n');
  });

  it('are there at once behind a picture of 200,000 characters', () => {
    const picture = `![](data:image/png;base64,${'A'.repeat(200_000)})`;
    assert.ok(labels(`---\nname: x\n---\n${picture} \`scr¦\n`).includes('scripts/fill.py'));
  });

  it('propose licences and the bundled file', () => {
    const found = labels('---\nlicense: ¦\n---\n');
    assert.equal(found[0], 'LICENSE.txt');
    assert.ok(found.includes('MIT') && found.includes('Apache-2.0'));
  });

  it('propose tools at the last word of allowed-tools, without those that are there', () => {
    const found = labels('---\nallowed-tools: Read Gr¦\n---\n');
    assert.ok(found.includes('Grep'));
    assert.ok(!found.includes('Read'));
    assert.equal(
      taking('---\nallowed-tools: Read Gr¦\n---\n', 'Grep'),
      '---\nallowed-tools: Read Grep\n---\n',
    );
  });

  it('propose tools in a list, too', () => {
    assert.ok(labels('---\nname: x\nallowed-tools:\n  - ¦\n---\n').includes('Bash'));
    assert.deepEqual(labels('---\nname: x\ntags:\n  - ¦\n---\n'), []);
  });

  it('propose the keys that VS Code does not know, and those only', () => {
    const found = labels('---\nname: x\n¦\n---\n');
    assert.ok(found.includes('allowed-tools') && found.includes('when_to_use'));
    for (const key of ['name', 'description', 'license', 'user-invocable']) {
      assert.ok(!found.includes(key), key);
    }
    assert.equal(
      taking('---\nname: x\nallow¦\n---\n', 'allowed-tools'),
      '---\nname: x\nallowed-tools: \n---\n',
    );
  });

  it('do not propose a key twice', () => {
    assert.ok(!labels('---\nallowed-tools: Read\n¦\n---\n').includes('allowed-tools'));
  });

  it('propose values of keys that VS Code does not know', () => {
    assert.deepEqual(labels('---\neffort: ¦\n---\n'), ['low', 'medium', 'high', 'max']);
    assert.deepEqual(labels('---\nuser-invocable: ¦\n---\n'), []);
  });

  it('propose what belongs under metadata', () => {
    assert.ok(labels('---\nmetadata:\n  ¦\n---\n').includes('version'));
    assert.deepEqual(labels('---\nhooks:\n  ¦\n---\n'), []);
  });

  it('work while the front matter is not closed yet', () => {
    assert.deepEqual(labels('---\nname: ¦'), ['pdf-forms']);
  });

  it('propose bundled paths in a code span', () => {
    assert.deepEqual(labels('---\nname: x\n---\nRun `¦`.\n'), [
      'references/fields.md',
      'scripts/fill.py',
      'LICENSE.txt',
    ]);
    assert.equal(
      taking('---\nname: x\n---\nRun `python scr¦`.\n', 'scripts/fill.py'),
      '---\nname: x\n---\nRun `python scripts/fill.py`.\n',
    );
  });

  it('propose nothing in prose, in a fence, or after a code span', () => {
    assert.deepEqual(labels('---\nname: x\n---\nRun ¦.\n'), []);
    assert.deepEqual(labels('---\nname: x\n---\n```¦\n'), []);
    assert.deepEqual(labels('---\nname: x\n---\n```sh\nx `¦\n```\n'), []);
    assert.deepEqual(labels('---\nname: x\n---\nRun `a` and ¦\n'), []);
  });
});

describe('what is proposed', () => {
  for (const [what, marked, ...expected] of [
    ['for a name in quotes', '---\nname: "p¦"\n---\n', 'pdf-forms'],
    ['for a name with CRLF', '---\r\nname: ¦\r\n---\r\n', 'pdf-forms'],
    ['for a value right behind the colon', '---\nname:¦\n---\n'],
    ['for a name that is indented', '---\nmetadata:\n  name: ¦\n---\n'],
    [
      'under metadata, without what is there',
      '---\nmetadata:\n  version: "1"\n  ¦\n---\n',
      'author',
      'authors',
      'tags',
    ],
    [
      'under metadata, on a key that is there',
      '---\nmetadata:\n  ver¦sion: "1"\n---\n',
      'version',
      'author',
      'authors',
      'tags',
    ],
    ['for a context', '---\ncontext: ¦\n---\n'],
    ['for a shell', '---\nshell: ¦\n---\n', 'bash', 'powershell'],
    ['for a description', '---\ndescription: ¦\n---\n'],
    ['for a key of one’s own', '---\nteam: ¦\n---\n'],
    ['in a comment', '---\n# all¦\n---\n'],
    ['before the front matter', '¦---\nname: x\n---\n'],
    ['on the closing line', '---\nname: x\n¦---\n'],
    ['without front matter', 'name: ¦\n'],
  ] as const) {
    it(`${what}: ${expected.join(', ') || 'nothing'}`, () => assert.deepEqual(labels(marked), expected));
  }

  for (const [what, marked, label, after] of [
    [
      'a name in place of one in quotes',
      '---\nname: "p¦df"\n---\n',
      'pdf-forms',
      '---\nname: pdf-forms\n---\n',
    ],
    [
      'a license in place of another',
      '---\nlicense: MI¦T # ours\n---\n',
      'ISC',
      '---\nlicense: ISC # ours\n---\n',
    ],
    [
      'a key in place of the one that is there',
      '---\nallow¦ed_tools: Read\n---\n',
      'allowed-tools',
      '---\nallowed-tools: Read\n---\n',
    ],
    [
      'a tool in a list',
      '---\nallowed-tools:\n  - Gr¦\n---\n',
      'Grep',
      '---\nallowed-tools:\n  - Grep\n---\n',
    ],
    [
      'a tool in brackets',
      '---\nallowed-tools: [Read, Gr¦]\n---\n',
      'Grep',
      '---\nallowed-tools: [Read, Grep]\n---\n',
    ],
    [
      'a tool before another',
      '---\nallowed-tools: ¦ Read\n---\n',
      'Grep',
      '---\nallowed-tools: Grep Read\n---\n',
    ],
    [
      'a path in place of the rest of one',
      '---\nname: x\n---\n`scripts/f¦ile.py --x`\n',
      'scripts/fill.py',
      '---\nname: x\n---\n`scripts/fill.py --x`\n',
    ],
    [
      'a path in quotes',
      '---\nname: x\n---\n`cat "¦"`\n',
      'LICENSE.txt',
      '---\nname: x\n---\n`cat "LICENSE.txt"`\n',
    ],
    [
      'a path with CRLF',
      '---\r\nname: x\r\n---\r\n`¦`\r\n',
      'scripts/fill.py',
      '---\r\nname: x\r\n---\r\n`scripts/fill.py`\r\n',
    ],
  ] as const) {
    it(`puts ${what}`, () => assert.equal(taking(marked, label), after));
  }

  it('says beside each what it is', () => {
    const { document, position } = withCursor('---\nlicense: ¦\n---\n');
    const details = new Map(
      completions(document, position, context).map(({ label, detail }) => [label, detail]),
    );
    assert.equal(details.get('LICENSE.txt'), 'a file of the skill');
    assert.equal(details.get('MIT'), 'MIT License');
  });

  it('goes on to the values after a key, and ends with them', () => {
    const goesOn = (marked: string) => {
      const { document, position } = withCursor(marked);
      return [...new Set(completions(document, position, context).map(proposal => proposal.goesOn))];
    };
    assert.deepEqual(goesOn('---\n¦\n---\n'), [true]);
    assert.deepEqual(goesOn('---\nal¦: x\n---\n'), [false]);
    assert.deepEqual(goesOn('---\nshell: ¦\n---\n'), [false]);
  });
});

describe('keys', () => {
  const marked = '---\nname: x\n¦\n---\n';
  const proposed = (readers: readonly string[] | null) => {
    const { document, position } = withCursor(marked);
    return completions(document, position, context, readers);
  };

  it('of the specification come before VS Code’s own, those of products behind them', () => {
    assert.deepEqual(
      proposed(null)
        .filter(({ isLast }) => !isLast)
        .map(({ label }) => label),
      ['allowed-tools'],
    );
  });

  it('are those of the products that read the place, and no others', () => {
    const claude = proposed(readersOf('/work/.claude/skills/x')).map(({ label }) => label);
    assert.ok(claude.includes('hooks') && claude.includes('effort'));
    assert.ok(
      !claude.includes('whenToUse') && !claude.includes('command-tool') && !claude.includes('platforms'),
    );
    const copilot = proposed(readersOf('/work/.github/skills/x')).map(({ label }) => label);
    assert.deepEqual(copilot, ['allowed-tools']);
    assert.equal(readersOf('/work/skills/x'), null);
  });
});
