import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releaseNotes } from '../support/releaseNotes.ts';
import { seedLocal } from '../support/seedLocal.ts';
import { spec } from '../support/spec.ts';
import { until } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window.ts';

spec('A link leads to a version, and only by a click', {}, async window => {
  await seedLocal(window, { 'release-notes': releaseNotes });
  const registries = await window.showView('Skills', 'Registries');
  await registries.row('Local').expand();
  await registries.row('release-notes').expand();
  await registries.row('v2').menu('Copy Link');
  await registries.row('v3').click();
  const link = await window.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /:\/\/skillwright\.skillwright\/open\?registry=local&skill=skill_\w+&version=2$/);
  await follow(window, 'version.md', link);
  await window.notifications.press('A link leads to version “2” of the skill', 'Show in Registries');
  await until(() => registries.row('v2').locator.getAttribute('aria-selected'), 'true');

  await follow(window, 'elsewhere.md', link.replace('registry=local', 'registry=openai'));
  await window.notifications.toast('in the registry “openai”, which is not set up here.');
  await follow(window, 'hostile.md', link.replace('skill=', 'skill=%E2%80%AE'));
  await window.notifications.toast(
    'The link was not followed: the skill that it names has hidden characters.',
  );
  await window.screenshot('remote-link');
});

/** Follows a link in a Markdown file; from outside, VS Code would ask before it hands one to the extension. */
async function follow(window: EditorWindow, name: string, link: string): Promise<void> {
  await writeFile(join(window.folder, name), `[follow](${link})\n`);
  await window.editor.open(name);
  await window.page.locator('.monaco-editor .detected-link').last().waitFor();
  await window.editor.goTo(1, 20);
  await window.run('Open Link');
}
