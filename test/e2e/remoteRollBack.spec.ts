import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from '../../src/core/registry/contract.ts';
import { replaceAndDie } from '../support/process/replaceAndDie.ts';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { addServer } from '../support/registry/addServer.ts';
import { connectTo } from '../support/registry/connectTo.ts';
import { seedLocal } from '../support/registry/seedLocal.ts';
import { startTestRegistry } from '../support/registry/startTestRegistry.ts';
import { assertOk } from '../support/result.ts';
import { unzipped } from '../support/skill/skillFiles.ts';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import { packUpload } from '../support/zip/skillUpload.ts';

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

  // As when VS Code is killed while it replaces the folder: there is none.
  const folder = join(window.folder, 'skills/release-notes');
  const backup = join(window.storageFolder, 'backups/release-notes now/release-notes');
  await window.notifications.dismissAll();
  assert.equal(await replaceAndDie(folder, backup), 'SIGKILL');
  await window.run('Skills: Refresh Workspace Skills');
  await window.notifications.toast('skills/release-notes is back as it was');
  await workspace.shows(['release-notes  v1 on Local, behind v3']);
  await window.screenshot('remote-download-killed');
});

spec('Where the latest always runs, rolling back says that it publishes again', {}, async window => {
  await using lab = await startTestRegistry();
  const anthropic = connectTo(lab.origin, lab.token, { kind: 'anthropic' });
  const created = await anthropic.createSkill(await packUpload('release-notes', releaseNotes[0]));
  assertOk(created);
  const { id } = created.value.skill;
  assert.ok((await anthropic.createVersion(id, await packUpload('release-notes', releaseNotes[1]))).ok);

  await window.showView('Skills', 'Registries');
  const registries = window.view('Registries');
  await addServer(window, /Anthropic’s protocol/, lab.origin);
  await window.quickInput.answer(lab.token);
  await registries.row('release-notes').menu('Roll Back…');
  await untilTrue(
    () => window.quickInput.rows(),
    ([first = '']) => first.includes('metadata.version 1.0.0 · ~2 against'),
  );
  await window.quickInput.accept();
  assert.match(
    await window.notifications.dialog(),
    /always runs the latest version[\s\S]*No version is deleted/,
  );
  await window.screenshot('remote-roll-back-anthropic');
  await window.notifications.answerDialog('Publish It Again');
  await window.notifications.press('runs now', 'Undo');
  await window.notifications.toast('runs again');
  const versions = await anthropic.listVersions(id);
  assertOk(versions);
  const texts = await Promise.all(versions.value.items.map(({ key }) => versionOf(anthropic, id, key)));
  assert.deepEqual(texts, ['1.1.0', '1.0.0', '1.1.0', '1.0.0']);
});

/** What a version calls itself in its manifest. */
async function versionOf(registry: Registry, skillId: string, key: string): Promise<string | undefined> {
  const zip = await registry.download(skillId, key);
  assertOk(zip);
  const files = await unzipped(await new Response(zip.value).blob());
  return /version: "(.*)"/.exec(String(files.get('release-notes/SKILL.md')))?.[1];
}
