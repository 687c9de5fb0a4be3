import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseNotes } from '../support/releaseNotes.ts';
import { seedLocal } from '../support/seedLocal.ts';
import { spec } from '../support/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';

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

spec('Skills are found by name, description and id, in all pages', {}, async window => {
  const skill = (name: string, description: string) => [
    { 'SKILL.md': `---\nname: ${name}\ndescription: ${description}\n---\n\n# ${name}\n` },
  ];
  const many = Array.from({ length: 60 }, (_, index) => [
    `tool-${index}`,
    skill(`tool-${index}`, 'Does a thing.'),
  ]);
  await seedLocal(window, {
    'csv-profiler': skill('csv-profiler', 'Profiles tables. Use for spreadsheets.'),
    ...Object.fromEntries(many),
    'table-maker': skill('table-maker', 'Makes tables. Use for reports.'),
  });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.showsRow('tool-59');
  await registries.pressTitle('Filter Skills…');
  await window.quickInput.input.fill('tables');
  await registries.showsRow('table-maker');
  await window.quickInput.accept();
  await registries.shows([
    'Local  on this machine',
    '  table-maker  default v1',
    '  csv-profiler  default v1',
  ]);
  await until(() => registries.message(), 'Filtered by “tables”: 2 of 62 skills.');
  await window.screenshot('remote-filter');
  await registries.pressTitle('Clear Filter');
  await registries.showsRow('tool-59');
});

spec('Deleting says the rule before, asks for the name, and can be undone', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes.slice(0, 2) });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  const labels = await registries.row('v1').menuLabels();
  assert.ok(labels.includes('Delete Default Version, after Moving the Default…'), labels.join(', '));
  await registries.row('v1').menu('Delete Default Version, after Moving the Default…');
  assert.match(await window.notifications.dialog(), /v1 is the default of “release-notes”/);
  await window.screenshot('remote-refused-deletion');
  await window.notifications.answerDialog('Cancel');

  await registries.row('release-notes').menu('Delete Skill with All Its Versions…');
  assert.match(await window.notifications.dialog(), /All its versions go with it: 2 versions\./);
  await window.notifications.answerDialog('Delete Skill…');
  await window.quickInput.input.fill('release-note');
  await until(
    () => window.quickInput.message(),
    'Type release-notes in full to delete it with all its versions.',
  );
  await window.screenshot('remote-typed-deletion');
  await window.quickInput.answer('release-notes');
  await window.notifications.press('Deleted “release-notes” from Local.', 'Restore');
  await window.notifications.toast('Restored “release-notes” on Local as v1.');
  await registries.row('release-notes').expand();
  await registries.row('v1').expand();
  await registries.row('SKILL.md').click();
  await untilTrue(
    () => window.editor.text(),
    text => text.includes('version: "1.0.0"'),
  );
});

spec('Rolling back is one command, and undone by one click', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  await registries.row('v3').menu('Set Default Version');
  await registries.showsRow('v3  default · latest');
  await registries.row('release-notes').menu('Roll Back…');
  await window.quickInput.titled('Roll Back release-notes');
  await untilTrue(
    () => window.quickInput.rows(),
    ([v2 = '', v1 = '']) =>
      v2.endsWith('metadata.version 1.1.0 · +1 −2 ~3 against v3') && v1.includes('1.0.0 · +1 −2 ~3'),
  );
  await window.screenshot('remote-roll-back');
  await window.quickInput.pick('v2');
  assert.equal(await window.notifications.toast('runs now'), 'v2 of “release-notes” runs now on Local.');
  await registries.showsRow('v2  default');
  await window.screenshot('remote-rolled-back');
  await window.notifications.press('runs now', 'Undo');
  await window.notifications.toast('v3 of “release-notes” runs again on Local.');
  await registries.showsRow('v3  default · latest');
});

spec('A version comes down as a folder, and replaces one only with a backup', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  await registries.row('v3').menu('Download…');
  await window.quickInput.pick('skills/release-notes');
  await window.notifications.press('release-notes v3 is in skills/release-notes.', 'Open SKILL.md');
  const workspace = window.view('Workspace');
  await workspace.showsRow(/^release-notes {2}v3 on Local/);
  assert.equal(
    (await stat(join(window.folder, 'skills/release-notes/scripts/collect.sh'))).mode & 0o111,
    0o111,
  );

  await registries.row('v1').menu('Download…');
  await window.quickInput.pick('skills/release-notes');
  assert.match(await window.notifications.dialog(), /skills\/release-notes exists already\./);
  await window.screenshot('remote-download-exists');
  await window.notifications.answerDialog('Compare');
  await window.page.locator('.multiDiffEntry').first().waitFor();
  await window.screenshot('remote-download-compare');
  await registries.row('v1').menu('Download…');
  await window.quickInput.pick('skills/release-notes');
  await window.notifications.answerDialog('Replace, Keep a Backup');
  await window.notifications.press('is kept as a backup', 'Open Backup');
  await untilTrue(
    () => window.editor.text(),
    text => text.includes('version: "2.0.0"'),
  );
  await workspace.showsRow(/^release-notes {2}v1 on Local/);
  await workspace.row('release-notes').menu('Show in Registries');
  await registries.showsRow('v1  default');
  await until(() => registries.row('v1').locator.getAttribute('aria-selected'), 'true');
});
