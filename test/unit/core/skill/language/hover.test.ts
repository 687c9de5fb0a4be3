import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hover } from '../../../../../src/core/skill/language/hover.ts';
import { skillWith, withCursor } from '../../../../support/skill/skillCursor.ts';

function said(marked: string): string | null {
  const { document, position } = withCursor(marked);
  return hover(document, position, skillWith('scripts/fill.py'))?.markdown ?? null;
}

describe('hover', () => {
  it('counts what is used of a limit', () => {
    assert.match(said('---\nname: pdf-¦forms\n---\n') ?? '', /^\*\*9 of 64\*\* characters/);
    assert.match(
      said(`---\ndescri¦ption: ${'x'.repeat(312)}\n---\n`) ?? '',
      /^\*\*312 of 1,024\*\* characters/,
    );
    assert.match(said('---\ncompatibility: ¦😀\n---\n') ?? '', /^\*\*1 of 500\*\* characters/);
  });

  it('says when the name is not the folder’s', () => {
    assert.match(said('---\nname: ¦pdf\n---\n') ?? '', /the same as the folder's name, `pdf-forms`\.$/);
    assert.match(said('---\nname: ¦pdf-forms\n---\n') ?? '', /the same as the folder's name\.$/);
    const { document, position } = withCursor('---\nname: ¦pdf\n---\n');
    const odd = { ...skillWith(), folderName: '`[x](command:y)' };
    assert.match(hover(document, position, odd)?.markdown ?? '', /name, which is another one\.$/);
  });

  it('counts tools, written either way', () => {
    assert.match(said('---\nallowed-tools: ¦Read Bash(git add:*)\n---\n') ?? '', /^2 tools/);
    assert.match(said('---\nallowed-tools:\n  - ¦Read\n---\n') ?? '', /^1 tool /);
  });

  it('says who reads a key that the specification does not have', () => {
    assert.match(said('---\nuser-invocable: ¦true\n---\n') ?? '', /read by Claude Code, VS Code/);
    assert.equal(said('---\nsilly: ¦true\n---\n'), null);
  });

  it('says how large a bundled file is', () => {
    assert.equal(
      said('---\nname: x\n---\nRun `python scripts/fi¦ll.py`.\n'),
      'In the bundle: 1.5 KB, executable.',
    );
    assert.equal(
      said('---\nname: x\n---\nRun [it](scripts/fi¦ll.py).\n'),
      'In the bundle: 1.5 KB, executable.',
    );
    assert.equal(said('---\nname: x\n---\nRun `gone¦.py`.\n'), null);
  });

  it('lets nothing of the document into its Markdown', () => {
    const markdown = said('---\nname: "¦[x](command:y)"\nlicense: "[x](command:y)"\n---\n') ?? '';
    assert.doesNotMatch(markdown, /command:/);
  });
});

describe('what is said over', () => {
  for (const [what, marked, words] of [
    ['a blank name', '---\nna¦me:\n---\n', /^\*\*0 of 64\*\* characters/],
    ['a name with spaces around', '---\nname: "  ¦a  "\n---\n', /^\*\*1 of 64\*\*/],
    [
      'a folded description',
      '---\ndescription: >-\n  Use\n  wh¦en.\n---\n',
      /^\*\*9 of 1,024\*\* characters, ≈ \d+ tokens/,
    ],
    [
      'a description that is too long',
      `---\ndescription: ¦${'x'.repeat(1500)}\n---\n`,
      /^\*\*1,500 of 1,024\*\*/,
    ],
    ['a known license', '---\nlicense: ¦MIT\n---\n', /^MIT License\. The short name/],
    ['another license', '---\nlicense: ¦Ours\n---\n', /^The short name of a license, or the name of a file/],
    ['metadata', '---\nmetadata:\n  ¦a: b\n---\n', /^A map of texts/],
    ['no tools', '---\nallowed-tools: ¦\n---\n', /^0 tools /],
    [
      'a key with values',
      '---\nshell: ¦bash\n---\n',
      /Values: `bash`, `powershell`\. Not in the specification; read by Claude Code\.$/,
    ],
    [
      'a key of several products',
      '---\nuser-invocable: ¦true\n---\n',
      /read by Claude Code, VS Code, OpenClaw\.$/,
    ],
  ] as const) {
    it(what, () => assert.match(said(marked) ?? '', words));
  }

  for (const [what, marked] of [
    ['the hyphens', '¦---\nname: x\n---\n'],
    ['a comment', '---\n# ¦a\nname: x\n---\n'],
    ['prose', '---\nname: x\n---\nRun scripts/f¦ill.py.\n'],
    ['a link elsewhere', '---\nname: x\n---\n[a](https://exa¦mple.com)\n'],
    ['a folder', '---\nname: x\n---\n[a](scr¦ipts)\n'],
  ] as const) {
    it(`${what}: nothing`, () => assert.equal(said(marked), null));
  }

  it('a path covers the path and nothing else', () => {
    const { document, position } = withCursor('---\nname: x\n---\nRun `python scripts/fi¦ll.py -x`.\n');
    const found = hover(document, position, skillWith('scripts/fill.py'));
    assert.deepEqual(found?.range, { start: { line: 3, character: 12 }, end: { line: 3, character: 27 } });
  });

  it('a key covers the key with its value', () => {
    const { document, position } = withCursor('---\nmetadata:\n  a: ¦b\nname: x\n---\n');
    const found = hover(document, position, skillWith());
    assert.deepEqual(found?.range.start, { line: 1, character: 0 });
  });
});
