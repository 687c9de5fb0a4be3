import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hover } from '../../../../../src/core/skill/language/hover.ts';
import { skillWith, withCursor } from '../../../../support/skillCursor.ts';

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
    assert.match(said('---\nname: ¦pdf\n---\n') ?? '', /which is another one/);
    assert.doesNotMatch(said('---\nname: ¦pdf-forms\n---\n') ?? '', /which is another one/);
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
