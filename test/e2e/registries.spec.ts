import assert from 'node:assert/strict';
import { spec } from '../support/spec.ts';
import { startTestRegistry } from '../support/startTestRegistry.ts';
import type { EditorWindow } from '../support/window.ts';

const greeter =
  '---\nname: greeter\ndescription: Says hello. Use it to begin a talk.\n---\n\n# Greeter\n\nSay hello.\n';

/** Goes through “Add Registry…” up to the question for the key. */
async function addServer(window: EditorWindow, protocol: RegExp, address: string): Promise<void> {
  await window.view('Registries').pressTitle('Add Registry…');
  await window.quickInput.titled('Add Registry');
  await window.quickInput.pick(protocol);
  await window.quickInput.answer(address);
  await window.quickInput.pick(/Enter the key/);
}

spec(
  'Registries of each kind stand side by side',
  { files: { 'greeter/SKILL.md': greeter } },
  async window => {
    await using team = await startTestRegistry();
    await using lab = await startTestRegistry();
    const workspace = await window.showView('Skills', 'Workspace');
    const registries = window.view('Registries');

    await addServer(window, /OpenAI’s protocol/, team.baseURL);
    await window.screenshot('registry-key');
    await window.quickInput.answer('not-the-key');
    assert.match(await window.quickInput.message(), /key/);
    await window.screenshot('registry-wrong-key');
    await window.quickInput.answer(team.token);
    await registries.showsRow(new URL(team.baseURL).host);

    await addServer(window, /Anthropic’s protocol/, lab.origin);
    await window.quickInput.answer(lab.token);
    await registries.showsRow('Made by Anthropic');
    await window.screenshot('registries-three');

    await workspace.row('greeter').inline('Publish…');
    await window.quickInput.titled('Publish To');
    await window.quickInput.toggle(new URL(team.baseURL).host);
    await window.quickInput.toggle(new URL(lab.origin).host);
    await window.quickInput.press('OK');
    await window.quickInput.titled('Publish greeter');
    await window.screenshot('publish-to-two');
    await window.quickInput.pick(/Publish 2 versions/);
    await window.quickInput.accept();
    await window.notifications.press('2', 'Show Details');
    await window.screenshot('publish-to-two-report');
  },
);
