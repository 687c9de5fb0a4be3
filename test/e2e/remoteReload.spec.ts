import assert from 'node:assert/strict';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { seedLocal } from '../support/registry/seedLocal.ts';
import { spec } from '../support/window/spec.ts';
import { untilTrue } from '../support/window/until.ts';

spec('A published file is still open after the window is loaded again', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes.slice(0, 1) });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  await registries.row('v1').menu('Search in Version…');
  await window.quickInput.input.fill('oneline');
  await untilTrue(
    () => window.quickInput.rows(),
    rows => rows.includes('git log --oneline — scripts/collect.sh:2'),
  );
  await window.screenshot('remote-search');
  await window.quickInput.accept();
  const opened = () => window.editor.text();
  await untilTrue(opened, text => text.includes('git log --oneline'));
  // A preview is not restored.
  await window.run('View: Keep Editor');
  await window.reload();
  await untilTrue(opened, text => text.includes('git log --oneline'));
  assert.equal(await window.editor.language(), 'Shell Script');
});
