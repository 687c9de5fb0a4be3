import assert from 'node:assert/strict';
import { join } from 'node:path';
import OpenAI from 'openai';
import { startTestRegistry } from '../support/registry/startTestRegistry.ts';
import { spec } from '../support/window/spec.ts';
import { plain } from '../support/window/text.ts';
import type { TreeView } from '../support/window/tree.ts';
import { until, untilTrue } from '../support/window/until.ts';
import type { EditorWindow } from '../support/window/window.ts';
import { folderContents, zipContents } from '../support/zip/zipContents.ts';

const others = ['changelog-writer  never published', 'csv-profiler  never published'];

spec('A skill with problems becomes a published one, by clicks', { workspace: 'samples' }, async window => {
  const workspace = await window.showView('Skills', 'Workspace');
  const registries = window.view('Registries');
  await workspace.showsRow(/^commit-reviewer {2}2 errors · never published$/);
  await fixBothProblems(window);
  await workspace.shows([others[0] ?? '', 'commit-reviewer  never published', others[1] ?? '']);

  await workspace.row('commit-reviewer').inline('Publish');
  await window.quickInput.titled('Publish commit-reviewer');
  await window.quickInput.pick(/Publish v1 to Local/);
  await window.notifications.toast('Published “commit-reviewer” to Local as v1, which is the default now.');
  await workspace.showsRow('commit-reviewer  v1 on Local');
  await firstLens(window, 'v1 on Local');
  await registries.row('Local').expand();
  await registries.row('commit-reviewer').expand();
  await showsVersions(registries, ['v1  default · latest']);

  await window.editor.replaceLine(29, 'Do not change files or history unless you are asked to.');
  await window.editor.save();
  await workspace.showsRow('commit-reviewer  changed since v1 on Local');
  await window.notifications.dismissAll();
  await window.editor.goTo(1);
  await firstLens(window, 'Changed since v1 on Local');
  await workspace.row('commit-reviewer').menu('Publish…');
  await window.quickInput.titled('Publish commit-reviewer');
  await window.screenshot('publish-review');
  await window.quickInput.pick(/Publish v2 to Local$/);
  await window.notifications.toast('Published “commit-reviewer” to Local as v2.');
  await showsVersions(registries, ['v2  latest', 'v1  default']);
  await firstLens(window, 'v2 on Local, v1 runs');

  await registries.row('v2').menu('Set Default Version');
  await showsVersions(registries, ['v2  default · latest', 'v1']);
  await firstLens(window, 'v2 on Local');
  await window.screenshot('default-version');

  await registries.row('v1').menu('Delete Version…');
  assert.match(await window.notifications.dialog(), /^Delete v1 of “commit-reviewer” from Local\?/);
  await window.screenshot('delete-version');
  await window.notifications.answerDialog(/^Delete/);
  await showsVersions(registries, ['v2  default · latest']);
  await registryHolds(window, 'commit-reviewer');
});

/** The rows of versions, newest first, whatever else the skill's node lists. */
async function showsVersions(registries: TreeView, versions: readonly string[]): Promise<void> {
  const read = async (): Promise<readonly string[]> =>
    (await registries.rows()).map(row => row.trim()).filter(row => /^v\d/.test(row));
  await until(read, versions);
}

/** Waits until the text above SKILL.md begins with what its row says, not much later than the row. */
async function firstLens({ editor }: EditorWindow, text: string): Promise<void> {
  const read = async () => plain((await editor.lensLine.allInnerTexts()).join().split('|')[0] ?? '');
  await until(read, text, 10_000);
}

async function fixBothProblems(window: EditorWindow): Promise<void> {
  await window.view('Workspace').row('commit-reviewer').click();
  await until(() => window.editor.title(), 'SKILL.md');
  // The file, VS Code's error and warning, and our error where VS Code only warns.
  await untilTrue(
    () => window.problems(),
    problems => problems.length === 4,
  );
  await window.editor.goTo(2, 8);
  const [first] = await window.editor.fixes();
  await window.screenshot('quick-fixes');
  // The first offer is the one that leaves no problem, as samples/README.md says.
  assert.equal(first, 'Change the name to "commit-reviewer"');
  await window.editor.fix('Change the name to "commit-review"');
  await until(async () => (await window.problems()).length, 3);
  await window.editor.goTo(2, 8);
  await window.editor.fix('Change the name to "commit-reviewer"');
  await until(() => window.problems(), []);
  await window.run('View: Hide Panel');
  await window.editor.goTo(2);
  await window.editor.save();
}

/** What another program finds in the folder of the window's registry, through OpenAI's own client. */
async function registryHolds(window: EditorWindow, name: string): Promise<void> {
  await using registry = await startTestRegistry({ dataDirectory: join(window.storageFolder, 'registry') });
  const client = new OpenAI({ apiKey: registry.token, baseURL: registry.baseURL });
  const { data } = await client.skills.list();
  assert.deepEqual(
    data.map(skill => [skill.name, skill.default_version, skill.latest_version]),
    [[name, '2', '2']],
  );
  const id = data[0]?.id ?? '';
  const versions = await client.skills.versions.list(id);
  assert.deepEqual(
    versions.data.map(({ version }) => version),
    ['2'],
  );
  const answer = await client.skills.versions.content.retrieve('2', { skill_id: id });
  const published = await zipContents(Buffer.from(await answer.arrayBuffer()));
  assert.deepEqual(published, await folderContents(join(window.folder, 'skills', name)));
}
