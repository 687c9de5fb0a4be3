import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeSecrets } from '../support/editor/fakeSecrets.ts';
import { addServer } from '../support/registry/addServer.ts';
import { connectTo } from '../support/registry/connectTo.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry/startTestRegistry.ts';
import { spec } from '../support/window/spec.ts';
import type { EditorWindow } from '../support/window/window.ts';
import { skillText, skillUpload } from '../support/zip/skillUpload.ts';

const names = ['01', '02', '03', '04', '05', '06', '07', '08', '09'].map(number => `bulk-${number}`);
const described = 'Does it. Use when it must be done.';
const files = Object.fromEntries(
  names.map(name => [`skills/${name}/SKILL.md`, skillText(name, `${described} Better.`)]),
);

/** Publishes every skill from elsewhere and links the folders to that, as a team's repository would. */
async function seedAndLink(
  window: EditorWindow,
  server: TestRegistry,
  also: readonly string[],
): Promise<void> {
  const registry = connectTo(server.baseURL, server.token);
  const skills: Record<string, unknown> = {};
  for (const name of names) {
    const made = await registry.createSkill(await skillUpload(name, described));
    assert.ok(made.ok);
    const { skill, version } = made.value;
    const publishedAt = new Date(version.createdAt).toISOString();
    const link = { skillId: skill.id, name, version: version.key, digest: 'sha256:other', publishedAt };
    const elsewhere = name === 'bulk-01' ? also : [];
    const keys = [server.baseURL, ...elsewhere].map(address => `openai ${address}`);
    skills[`skills/${name}`] = { registries: Object.fromEntries(keys.map(key => [key, link])) };
  }
  await writeFile(join(window.folder, '.skillwright.json'), JSON.stringify({ version: 1, skills }));
}

async function add(window: EditorWindow, server: TestRegistry): Promise<string> {
  await addServer(window, /OpenAI’s protocol/, `${server.baseURL}/skills`);
  await window.quickInput.answer(server.token);
  const { host } = new URL(server.baseURL);
  await window.view('Registries').showsRow(host);
  return host;
}

spec('A report counts what was asked for, and rows say what runs', { files }, async window => {
  await using server = await startTestRegistry();
  const down = await startTestRegistry();
  const workspace = await window.showView('Skills', 'Workspace');
  const host = await add(window, server);
  const downHost = await add(window, down);
  await seedAndLink(window, server, [down.baseURL, 'https://skills.corp.example/v1']);
  await down.dispose();
  await workspace.showsRow('skills.corp.example is not set up here  Add it…');
  await workspace.showsRow(`bulk-09  changed since v1 on ${host}`);

  // Two that are blocked, and a registry that is down: all are counted, and named.
  await writeFile(join(window.folder, 'skills/bulk-03/SKILL.md'), skillText('bulk-03', ' '));
  await writeFile(join(window.folder, 'skills/bulk-08/key.txt'), `${fakeSecrets().github}\n`);
  await workspace.showsRow(/bulk-03 .*1 error/);
  await window.run('Skills: Publish Changed Skills…');
  await window.quickInput.titled('Publish 9 skills');
  // Its row was filled before, and is asked for again now.
  await window.view('Registries').showsRow(/Cannot be reached\s+Try again/);
  await window.screenshots('status-review');
  assert.match((await window.quickInput.rows())[0] ?? '', /Publish 7 versions — the default stays/);
  await window.quickInput.accept();
  const toast = await window.notifications.toast(/ published\. /);
  assert.match(toast, /7 of 10 published\. /);
  assert.match(toast, /bulk-03 → .*: 1 error\. /);
  assert.match(toast, /bulk-08 → .*: looks like a secret\./);
  assert.match(toast, new RegExp(`bulk-01 → ${downHost}: cannot be reached\\.`));
  await workspace.showsRow(`bulk-02  v2 on ${host}, v1 runs`);
  await window.screenshots('status-report');
  await window.notifications.press(/7 of 10 published/, 'Show Details');
  await window.quickInput.titled('How each publish ended');
  assert.match((await window.quickInput.rows()).join('\n'), /bulk-03 → /);
});
