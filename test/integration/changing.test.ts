import assert from 'node:assert/strict';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { publishAll, publishChanged, publishSkill } from '../../src/editor/commands/skill/publishSkill.ts';
import { compareSkill } from '../../src/editor/commands/version/compareWithWorkspace.ts';
import { deleteVersion } from '../../src/editor/commands/version/deleteVersion.ts';
import { setDefaultVersion } from '../../src/editor/commands/version/setDefaultVersion.ts';
import { refreshWorkspace } from '../../src/editor/commands/view/refresh.ts';
import type { RegistryNode } from '../../src/editor/tree/registryNode.ts';
import { WorkspaceTree } from '../../src/editor/tree/workspaceTree.ts';
import type { WorkspaceSkill } from '../../src/editor/workspace/workspaceSkills.ts';
import { fakeSecrets } from '../support/editor/fakeSecrets.ts';
import { type Editor, openEditor, uniqueName, workspaceRoot } from '../support/editor/openEditor.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const text = (name: string) => skillText(name, 'Does it. Use when it must be done.');

/** Until it is so; fails after twenty seconds. */
async function becomes<T>(look: () => T | Promise<T>, expected: T): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (JSON.stringify(await look()) === JSON.stringify(expected)) {
      return;
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  assert.deepEqual(await look(), expected);
}

async function publishFirst(editor: Editor, skill: WorkspaceSkill, name: string): Promise<void> {
  editor.dialogs.on('Publish To', ['Team']);
  editor.dialogs.on(`Publish ${name}`, /^Publish v1 to Team/);
  await editor.run(publishSkill, skill.uri);
  await editor.dialogs.message(`Published “${name}” to Team as v1`);
}

function linkFilePath(): string {
  return join(workspaceRoot().uri.fsPath, '.skillwright.json');
}

suite('What is shown of a skill', () => {
  test('follows a .gitignore above it, which decides what is published', async () => {
    await using editor = await openEditor();
    await editor.addRegistry('openai', 'Team');
    const name = uniqueName('ignored');
    const skill = await editor.addSkill(`${name}-repo/${name}`, { 'SKILL.md': text(name), 'notes.txt': 'x' });
    const above = join(skill.folder.fsPath, '..');
    await mkdir(join(above, '.git'));
    await publishFirst(editor, skill, name);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team`);
    await writeFile(join(above, '.gitignore'), 'notes.txt\n');
    await becomes(() => editor.rowOf(skill), `${name}  changed since v1 on Team`);
    await rm(join(above, '.gitignore'));
    await becomes(() => editor.rowOf(skill), `${name}  v1 on Team`);
    await rm(above, { recursive: true });
  });

  test('is not that it was never published where its folder cannot be read as a whole', async () => {
    await using editor = await openEditor();
    await editor.addRegistry('openai', 'Team');
    const name = uniqueName('unread');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    await publishFirst(editor, skill, name);
    await editor.write(skill, { '.skillignore': `# ${'x'.repeat(70_000)}\n` });
    await editor.services.skills.touch(skill.uri);
    await becomes(() => editor.rowOf(skill), `${name}  cannot be read · changed since v1 on Team`);
  });

  test('with a link to elsewhere, or a link file that is damaged, is not called unlinked or unchanged', async () => {
    await using editor = await openEditor();
    const name = uniqueName('elsewhere');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const registryKey = 'openai https://skills.corp.example/v1';
    const link = {
      skillId: 's',
      name,
      version: '4',
      digest: 'sha256:x',
      publishedAt: '2026-11-21T00:00:00Z',
    };
    const links = { version: 1, skills: { [skill.path]: { registries: { [registryKey]: link } } } };
    await writeFile(linkFilePath(), JSON.stringify(links));
    editor.services.states.outdateAll();
    await editor.run(compareSkill, skill.uri);
    assert.deepEqual(editor.dialogs.messages(), [
      'info: This skill is published on skills.corp.example, which is not set up here.',
    ]);
    await writeFile(linkFilePath(), '<<<<<<< HEAD\n{}\n');
    editor.services.states.outdateAll();
    await editor.run(compareSkill, skill.uri);
    await editor.run(publishChanged);
    const [, ...told] = editor.dialogs.messages();
    assert.equal(told.length, 2, told.join('\n'));
    for (const message of told) {
      assert.match(message, /^error: .*conflict markers/);
    }
  });

  test('that Git ignores is not called published as it is', async () => {
    await using editor = await openEditor();
    const { skills } = editor.services;
    const name = uniqueName('apart');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    Object.assign(skills, {
      all: async () => [{ ...skill, notInBulk: { kind: 'ignored', why: 'by .gitignore' } }],
    });
    await editor.run(publishAll);
    assert.deepEqual(editor.dialogs.messages(), [
      'info: Nothing is to be published. 1 skill not looked at: what Git ignores, or is inside another skill, is published by itself.',
    ]);
  });

  test('ends with the folder above it: no mark of a secret stays', async () => {
    await using editor = await openEditor();
    const name = uniqueName('leaking');
    const skill = await editor.addSkill(`${name}-all/${name}`, {
      'SKILL.md': text(name),
      'a.txt': `${fakeSecrets().github}\n`,
    });
    const file = vscode.Uri.joinPath(skill.folder, 'a.txt');
    const marks = () => vscode.languages.getDiagnostics(file).length > 0;
    await editor.services.secrets.search(skill);
    assert.equal(marks(), true);
    const above = join(skill.folder.fsPath, '..');
    const away = join(above, '..', '..', `${name}-away`);
    await rename(above, away);
    try {
      editor.services.skills.refresh();
      await becomes(marks, false);
    } finally {
      await rm(away, { recursive: true });
    }
  });
});

suite('What is shown of registries', () => {
  test('is right in the Registries view after a refresh of the other one', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('both');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    await publishFirst(editor, skill, name);
    const { registriesTree: tree } = editor.services;
    const registry = (await tree.getChildren()).find(
      node => node.kind === 'registry' && node.registryId === team.settings.id,
    );
    assert.ok(registry);
    await tree.getChildren(registry);
    const drawn: (RegistryNode | undefined)[] = [];
    const registration = tree.onDidChangeTreeData(node => drawn.push(node));
    await editor.run(refreshWorkspace);
    registration.dispose();
    assert.ok(drawn.includes(registry), 'its versions were forgotten, and are asked for again');
  });

  test('has no skill any more that somebody deleted before we could', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const id = await team.publish('gone-before', [{ 'SKILL.md': text('gone-before') }]);
    const { registriesTree: tree } = editor.services;
    const [registry] = (await tree.getChildren()).filter(
      node => node.kind === 'registry' && node.registryId === team.settings.id,
    );
    assert.ok(registry);
    const [row] = await tree.getChildren(registry);
    assert.ok(row?.kind === 'skill' && row.skill.id === id);
    const version = await team.registry.getVersion(id, '1');
    assertOk(version);
    assertOk(await team.registry.deleteSkill(id));
    const drawn: (RegistryNode | undefined)[] = [];
    const registration = tree.onDidChangeTreeData(node => drawn.push(node));
    const node = { kind: 'version', registryId: row.registryId, skill: row.skill, version: version.value };
    await editor.run(deleteVersion, node);
    registration.dispose();
    assert.match(editor.dialogs.messages().at(-1) ?? '', /^error: Team has no skill/);
    assert.ok(drawn.includes(registry));
    const [left] = await tree.getChildren(registry);
    assert.equal(left?.kind, 'empty');
  });

  test('says in a list of versions why no more of them came', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team', { skills: 1, versions: 25 });
    const listed = await team.registry.listSkills();
    assertOk(listed);
    const [skill] = listed.value.items;
    assert.ok(skill);
    const browser = await editor.services.connections.browser(team.settings.id);
    assertOk(browser);
    await browser.value.versions(skill.id).first();
    team.faults.arm({ kind: 'answer', status: 401 }, { times: Number.POSITIVE_INFINITY });
    editor.dialogs.on('Set Default Version', 'Load more…');
    void editor.run(setDefaultVersion, { kind: 'skill', registryId: team.settings.id, skill });
    await becomes(
      () => editor.dialogs.rows.get('Set Default Version')?.at(-1),
      'Load more… — Key not accepted',
    );
  });

  test('is summed up as it is now, when an older count ends later', async () => {
    await using editor = await openEditor();
    const { skills, checks, states, activity, connections, workspaceListing } = editor.services;
    const gates: PromiseWithResolvers<void>[] = [];
    const all = await skills.all();
    const name = uniqueName('summed');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const counted = [all, [...all, skill]];
    const slow = {
      onDidChange: skills.onDidChange,
      onDidTouch: skills.onDidTouch,
      passedOver: async () => [],
      all: async () => {
        const found = counted[gates.length] ?? [];
        const gate = Promise.withResolvers<void>();
        gates.push(gate);
        await gate.promise;
        return found;
      },
    } as unknown as typeof skills;
    const tree = new WorkspaceTree({
      ...{ skills: slow, checks, states, activity },
      registries: connections,
      listing: workspaceListing,
    });
    const messages: string[] = [];
    tree.onDidSum(({ message }) => messages.push(message));
    const [older, newer] = [tree.sum(), tree.sum()];
    await becomes(() => gates.length, 2);
    gates[1]?.resolve();
    await newer;
    gates[0]?.resolve();
    await older;
    tree.dispose();
    assert.equal(messages.length, 1, messages.join(' | '));
  });
});
