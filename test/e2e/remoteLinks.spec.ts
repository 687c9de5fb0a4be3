import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { seedLocal } from '../support/registry/seedLocal.ts';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';

spec('A link leads to a version, and only by a click', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  await registries.row('v2').menu('Copy Link');
  await registries.row('v3').click();
  const link = await untilTrue(
    () => window.page.evaluate(() => navigator.clipboard.readText()),
    text => /:\/\/skillwright\.skillwright\/open\?registry=local&skill=skill_\w+&version=2$/.test(text),
  );
  const elsewhere = link.replace('registry=local', 'registry=openai');
  const hostile = link.replace('skill=', 'skill=%E2%80%AE');
  const lines = [link, elsewhere, hostile].map(target => `[follow](${target})\n`);
  await writeFile(join(window.folder, 'links.md'), lines.join(''));
  await window.editor.open('links.md');
  await window.page.locator('.monaco-editor .detected-link').last().waitFor();

  await follow(window, 1);
  await window.notifications.press('A link leads to version “2” of the skill', 'Show in Registries');
  await until(() => registries.row('v2').locator.getAttribute('aria-selected'), 'true');
  await follow(window, 2);
  await window.notifications.toast('in the registry “openai”, which is not set up here.');
  await follow(window, 3);
  await window.notifications.toast(
    'The link was not followed: the skill that it names has hidden characters.',
  );
  await window.screenshot('remote-link');
});

/** Follows a line's link; from outside, VS Code would ask before it hands one to the extension. */
async function follow(window: EditorWindow, line: number): Promise<void> {
  await window.editor.goTo(line, 20);
  await window.run('Open Link');
}
