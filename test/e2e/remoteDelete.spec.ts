import assert from 'node:assert/strict';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { seedLocal } from '../support/registry/seedLocal.ts';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';

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
