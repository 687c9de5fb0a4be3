import assert from 'node:assert/strict';
import { spec } from '../support/window/spec.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const files = {
  'skills/greeter/SKILL.md': `${skillText('greeter', 'Says hello. Use it to begin a talk.')}\nSay hello.\n`,
};

/** A key that no request is made with: it is never chosen. */
const env = { OPENAI_API_KEY: 'sk-of-the-environment' };

/** Begins to add a vendor's registry; ends at the question which key. */
async function askKeyOf(window: EditorWindow, vendor: string, picture?: string): Promise<void> {
  const { quickInput } = window;
  await window.view('Registries').pressTitle('Add Registry…');
  await quickInput.titled('Add Registry');
  await untilTrue(
    () => quickInput.rows(),
    rows => rows.length === 4,
  );
  if (picture !== undefined) {
    await window.screenshot(`${picture}-registry`);
  }
  await quickInput.pick(vendor);
  await quickInput.row('Enter the key…').waitFor();
  if (picture !== undefined) {
    await window.screenshot(`${picture}-settings`);
  }
  await quickInput.pick('Enter the key…');
  await quickInput.row('Enter a key').waitFor();
}

spec(
  'A stranger is led to a vendor’s key and to the first publish',
  { files, env, theme: 'light', size: { width: 960, height: 560 } },
  async window => {
    const { quickInput, notifications, page } = window;
    const workspace = await window.showView('Skills', 'Workspace');
    await workspace.showsRow('greeter');

    // What a key needs, where it is made, and the one that is there already.
    await askKeyOf(window, 'OpenAI', 'setup');
    await until(
      () => quickInput.rows(),
      [
        'Enter a key — It needs all permissions, or to read and write skills; make it in the project of the skills.',
        'Make a key at OpenAI… — https://platform.openai.com/api-keys — Opens the page in the browser; this question stays.',
        'Use the key in OPENAI_API_KEY — It is copied to VS Code’s secret storage.',
      ],
    );
    await window.screenshot('setup-key');

    // The page is not opened: its address is at hand, and the question is there still.
    await quickInput.pick('Make a key at OpenAI…');
    assert.match(await notifications.dialog(), /platform\.openai\.com\/api-keys/);
    await notifications.answerDialog('Cancel');
    await notifications.toast('https://platform.openai.com/api-keys could not be opened here.');
    await until(
      () => page.evaluate(() => navigator.clipboard.readText()),
      'https://platform.openai.com/api-keys',
    );
    await quickInput.row('Enter a key').waitFor();

    // Whoever goes to another window, or clicks elsewhere, finds the question where it was.
    await page.locator('.part.editor').click();
    await quickInput.pick('Enter a key');
    await until(async () => /^The key for OpenAI\. It is kept/.test(await quickInput.message()), true);
    await page.locator('.part.editor').click();
    await quickInput.input.click();
    await quickInput.cancel();
    await notifications.dismissAll();

    await askKeyOf(window, 'Anthropic');
    await until(
      () => quickInput.rows(),
      [
        'Enter a key — It needs to belong to the workspace that is to have the skills.',
        'Make a key at Anthropic… — https://platform.claude.com/settings/keys — Opens the page in the browser; this question stays.',
      ],
    );
    await quickInput.pick('Enter a key');
    await until(async () => /^The key for Anthropic\. It is kept/.test(await quickInput.message()), true);
    await window.screenshot('setup-enter');
    await quickInput.cancel();

    await workspace.row('greeter').click();
    await workspace.row('greeter').inline('Publish…');
    await quickInput.titled('Publish greeter');
    await quickInput.row(/Publish v1 to Local/).waitFor();
    await window.screenshot('setup-publish');
    await quickInput.accept();
    await notifications.toast('Published “greeter” to Local as v1');
  },
);
