import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../../../src/core/skill/applyEdits.ts';
import { completions } from '../../../../../src/core/skill/language/completions.ts';
import { skillWith, withCursor } from '../../../../support/skillCursor.ts';

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
    for (const key of ['name', 'description', 'license', 'user-invocable'])
      assert.ok(!found.includes(key), key);
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
