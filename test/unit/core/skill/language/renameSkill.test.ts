import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSkill } from '../../../../../src/core/skill/document/parseSkill.ts';
import { positionAt } from '../../../../../src/core/skill/document/positions.ts';
import { applyEdits } from '../../../../../src/core/skill/fix/edits.ts';
import { renameableAt, renameSkill } from '../../../../../src/core/skill/language/renameSkill.ts';
import { skillWith } from '../../../../support/skill/skillCursor.ts';

const textWith = (own: string, mentioned: string) =>
  `---\nname: "${own}"\ndescription: Sorts bills.\n---\n\nCall /${mentioned} or \`${mentioned}\`; see [it](../${mentioned}/SKILL.md).\nThe word sort-bills and sort-bills-well stay, \`sort-bills.py\` too.\n`;

describe('F2', () => {
  it('on a name takes along commands, code and folders that are called so, and no words', () => {
    const document = parseSkill(textWith('sort-bills', 'sort-bills'));
    const edits = renameSkill(document, 'sort-bills', 'order-bills', true);
    assert.equal(applyEdits(document, edits), textWith('order-bills', 'order-bills'));
  });

  it('leaves the name of another skill that mentions it', () => {
    const document = parseSkill(textWith('pay-bills', 'sort-bills'));
    const edits = renameSkill(document, 'sort-bills', 'order-bills', false);
    assert.equal(applyEdits(document, edits), textWith('pay-bills', 'order-bills'));
  });

  it('is for the name and for paths of files in code', () => {
    const document = parseSkill(
      '---\nname: sort-bills\ndescription: Sorts.\n---\n\nRun `scripts/sort.py`, not `scripts/gone.py`.\n',
    );
    const at = (needle: string) =>
      renameableAt(
        document,
        positionAt(document, document.text.indexOf(needle) + 2),
        skillWith('scripts/sort.py'),
      );
    const name = at('sort-bills');
    assert.ok(name?.kind === 'skill' && name.name === 'sort-bills');
    const file = at('scripts/sort.py');
    assert.ok(file?.kind === 'file' && file.path === 'scripts/sort.py');
    for (const needle of ['description', 'scripts/gone.py', 'Run']) {
      assert.equal(at(needle), null, needle);
    }
  });
});
