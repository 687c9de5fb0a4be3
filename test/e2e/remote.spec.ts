import assert from 'node:assert/strict';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { seedLocal } from '../support/registry/seedLocal.ts';
import { spec } from '../support/window/spec.ts';
import { untilTrue } from '../support/window/until.ts';

spec('A version opens like a folder, and compares with any other', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  await registries.row('v3').expand();
  await registries.row('scripts').expand();
  await registries.shows([
    'Local  on this machine',
    '  release-notes  default v1',
    '    Compare v3 with v2',
    '    v3  latest',
    '      What it can do  2 scripts · 2 allowed tools · 1 network address · 1 comment',
    '      assets',
    '      references',
    '      scripts',
    '        collect.sh  executable',
    '        pulls.py',
    '      SKILL.md',
    '    v2',
    '    v1  default',
  ]);
  await registries.row('SKILL.md').click();
  await untilTrue(
    () => window.editor.text(),
    text => text.includes('version: "2.0.0"'),
  );
  assert.equal(await window.editor.language(), 'Skill');
  await window.screenshot('remote-files');

  await registries.row('v1').menu('Compare with Another Version…');
  await window.quickInput.pick('v3');
  await window.page.locator('.multiDiffEntry').first().waitFor();
  await window.screenshot('remote-compare');

  await registries.row('What it can do').click();
  await window.page.locator('.tab.active').filter({ hasText: 'what it can do' }).waitFor();
  await window.page.locator('.monaco-editor .detected-link').first().waitFor();
  await window.screenshot('remote-trust');

  await registries.row(/^Compare v3/).click();
  await registries.showsRow('v3 against v2  +2 −1 ~3');
  await window.screenshot('remote-summary');
});
