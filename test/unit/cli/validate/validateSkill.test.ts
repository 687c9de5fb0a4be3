import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { validateSkill } from '../../../../src/cli/validate/validateSkill.ts';
import { readSkill } from '../../../../src/core/bundle/readSkill.ts';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';
import { promptFolder } from '../../../../src/disk/folder/promptFolder.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { failure } from '../../../support/result.ts';

const fixable = '---\nname: tidy\ndescription: Tidies up. Use when: asked\n---\n\nTidy.\n';

async function fixAfter(change: (manifest: string) => Promise<void>) {
  const folder = await tempFolder();
  const skill = join(folder.path, 'tidy');
  await mkdir(skill);
  const manifest = join(skill, 'SKILL.md');
  await writeFile(manifest, fixable);
  const read = await readSkill(promptFolder(skill));
  await change(manifest);
  const validated = await validateSkill(skill, read, { profiles: ['spec'] }, true);
  return { folder, manifest, validated };
}

test('--fix writes nothing over a SKILL.md that somebody saved since it was read', async () => {
  const theirs = fixable.replace('Tidy.', 'Tidy at once.');
  const { folder, manifest, validated } = await fixAfter(path => writeFile(path, theirs));
  await using _ = folder;
  assert.match(
    failureSentences(failure(validated)),
    /tidy\/SKILL\.md changed while it was read\. Wait until it is finished, then try again\.$/,
  );
  assert.equal(await readFile(manifest, 'utf8'), theirs);
});

test('--fix makes no SKILL.md anew that is deleted since it was read', async () => {
  const { folder, manifest, validated } = await fixAfter(path => rm(path));
  await using _ = folder;
  assert.equal(failure(validated).kind, 'changed-meanwhile');
  await assert.rejects(readFile(manifest), { code: 'ENOENT' });
});
