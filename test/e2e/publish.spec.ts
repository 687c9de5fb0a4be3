import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fakeSecrets } from '../support/editor/fakeSecrets.ts';
import { connectTo } from '../support/registry/connectTo.ts';
import { Faults, isUpload } from '../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry/startTestRegistry.ts';
import { assertOk } from '../support/result.ts';
import { spec } from '../support/window/spec.ts';
import type { EditorWindow } from '../support/window/window.ts';
import { packUpload } from '../support/zip/skillUpload.ts';

const path = 'skills/release-notes';

function manifest(version: string, body: string): string {
  return `---
name: release-notes
description: Writes release notes from the commits since the last tag. Use when a release is prepared.
metadata:
  version: ${version}
---

# Release notes

${body}

Follow [the style](references/style.md).
`;
}

const files = {
  [`${path}/SKILL.md`]: manifest('1.0.0', 'Group the commits by what they mean to users.'),
  [`${path}/references/style.md`]: '# Style\n\nOne line for each change.\n',
  [`${path}/references/old.md`]: '# Old\n',
  [`${path}/drafts/idea.md`]: 'Not yet.\n',
  [`${path}/.skillignore`]: 'drafts/\nreferences/old.md\n',
};

/** Adds a server as “Team”, which is then the registry that everything is published to. */
async function addTeam(window: EditorWindow, server: TestRegistry): Promise<void> {
  await window.showView('Skills', 'Workspace');
  await window.view('Registries').pressTitle('Add Registry…');
  await window.quickInput.pick(/OpenAI’s protocol/);
  await window.quickInput.answer(server.baseURL);
  await window.quickInput.pick(/Label/);
  await window.quickInput.answer('Team');
  await window.quickInput.pick(/Enter the key/);
  await window.quickInput.answer(server.token);
  await window.view('Registries').showsRow('Team');
}

async function review(window: EditorWindow): Promise<readonly string[]> {
  await window.view('Workspace').row('release-notes').inline('Publish…');
  await window.quickInput.titled('Publish release-notes');
  return window.quickInput.rows();
}

async function change(window: EditorWindow, name: string, text: string): Promise<void> {
  await writeFile(join(window.folder, path, name), text);
}

spec('What is reviewed is what is published', { files }, async window => {
  await using server = await startTestRegistry();
  await addTeam(window, server);
  await window.view('Workspace').row('release-notes').inline('Publish…');
  await window.quickInput.titled('Publish To');
  await window.quickInput.toggle('Team');
  await window.quickInput.press('OK');
  await window.quickInput.titled('Publish release-notes');
  assert.match((await window.quickInput.rows())[0] ?? '', /Publish v1 to Team — a new skill/);
  await window.quickInput.pick(/left out/);
  await window.quickInput.titled('Files of release-notes');
  await window.screenshot('publish-files');
  await window.quickInput.input.press('Escape');
  await window.quickInput.titled('Publish release-notes');
  await window.quickInput.accept();
  await window.notifications.toast('Published “release-notes” to Team as v1');
  assert.deepEqual(await window.view('Workspace').rows(), ['release-notes  v1 on Team'], 'with the toast');

  const same = await review(window);
  assert.match(same[0] ?? '', /Nothing changed since v1/);
  await window.screenshot('publish-nothing-changed');
  await window.quickInput.accept();

  await change(
    window,
    'SKILL.md',
    manifest('1.0.0', 'Group the commits by what they mean to users. Leave out chores.'),
  );
  await change(window, 'references/tone.md', '# Tone\n\nFriendly.\n');
  await window.view('Workspace').showsRow('changed since v1 on Team');
  const changed = await review(window);
  assert.match(changed.join('\n'), /references\/tone\.md — added.*\n.*SKILL\.md — changed/);
  await window.screenshot('publish-review');
  await window.quickInput.pick(/metadata\.version is 1\.0\.0/);
  await window.quickInput.pick('1.1.0');
  await window.quickInput.titled('Publish release-notes');
  await window.quickInput.pick(/SKILL\.md/);
  await window.page.locator('.multiDiffEntry').first().waitFor();
  await window.screenshot('publish-comparison');

  // From the comparison's title, which VS Code puts the number of files behind.
  await window.page
    .locator('.editor-group-container.active .editor-actions .action-label[aria-label^="Publish Skill"]')
    .click();
  await window.quickInput.titled('Publish release-notes');
  await window.quickInput.pick(/as the default/);
  await window.notifications.toast('as v2, which is the default now');
  const skills = await connectTo(server.baseURL, server.token).listSkills();
  assertOk(skills);
  assert.deepEqual(
    skills.value.items.map(({ name, defaultVersion }) => [name, defaultVersion]),
    [['release-notes', '2']],
  );
});

spec('Nothing is overwritten, leaked or left half done', { files }, async window => {
  const faults = new Faults();
  await using server = await startTestRegistry({ wrap: faults.wrap });
  await addTeam(window, server);
  await window.view('Workspace').row('release-notes').inline('Publish…');
  await window.quickInput.toggle('Team');
  await window.quickInput.press('OK');
  await window.quickInput.titled('Publish release-notes');
  await window.quickInput.accept();
  await window.notifications.toast('as v1');

  const registry = connectTo(server.baseURL, server.token);
  const listed = await registry.listSkills();
  assert.ok(listed.ok && listed.value.items[0]);
  const { id } = listed.value.items[0];
  await registry.createVersion(
    id,
    await packUpload('release-notes', { 'SKILL.md': manifest('1.0.1', 'Theirs.') }),
  );
  await change(window, 'SKILL.md', manifest('1.0.0', 'Mine.'));
  await window.view('Workspace').showsRow('changed since v1 on Team');
  const conflict = await review(window);
  assert.match(conflict[0] ?? '', /Compare with v2 — somebody else published it to Team since v1/);
  await window.screenshot('publish-conflict');
  await window.quickInput.cancel();

  const secret = fakeSecrets().github;
  await change(window, 'references/style.md', `# Style\n\nToken: ${secret}\n`);
  const leaking = await review(window);
  assert.ok(
    leaking.some(row => row.includes('references/style.md:3')),
    leaking.join('\n'),
  );
  assert.ok(!leaking.join('\n').includes(secret));
  await window.screenshot('publish-secret');
  await window.quickInput.cancel();
  await change(window, 'references/style.md', '# Style\n');

  faults.arm({ kind: 'hang' }, { when: isUpload });
  await review(window);
  await window.quickInput.pick(/Publish v3 to Team anyway/);
  await window.notifications.toast('Publishing release-notes');
  await window.screenshot('publish-progress');
  await window.notifications.press('Publishing release-notes', 'Cancel');
  // The server hangs with all of it: after a look it is not there, and may still come.
  await window.notifications.toast('is not published to Team so far');
  await window.screenshot('publish-cancelled');
  const versions = await registry.listVersions(id);
  assertOk(versions);
  assert.deepEqual(
    versions.value.items.map(({ key }) => key),
    ['2', '1'],
  );
});
