import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultProfiles } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import { fixAll } from '../../../../src/core/skill/fix/fixAll.ts';
import { noContext } from '../../../../src/core/skill/skillContext.ts';

test('A misspelt name is corrected, and no second one added', () => {
  const text =
    '---\nName: pdf-forms\nDescription: Fills in PDF forms. Use for a PDF form.\n---\n\nRead it.\n';
  const context = { ...noContext, folderName: 'pdf-forms' };
  const fixed = fixAll(parseSkill(text), context, { profiles: defaultProfiles });
  assert.equal(
    fixed.text,
    '---\nname: pdf-forms\ndescription: Fills in PDF forms. Use for a PDF form.\n---\n\nRead it.\n',
  );
});
