import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { connectRegistry } from '../../src/core/registry/connect.ts';
import { publishSkill } from '../../src/editor/commands/skill/publishSkill.ts';
import { deleteVersion } from '../../src/editor/commands/version/deleteVersion.ts';
import { restoreDeleted } from '../../src/editor/commands/version/restoreDeleted.ts';
import { setDefaultVersion } from '../../src/editor/commands/version/setDefaultVersion.ts';
import { refreshRegistries, refreshWorkspace } from '../../src/editor/commands/view/refresh.ts';
import { CodeLenses } from '../../src/editor/language/codeLenses.ts';
import { followLink } from '../../src/editor/reveal/followLink.ts';
import { showFailure } from '../../src/editor/services/showFailure.ts';
import type { VersionNode } from '../../src/editor/tree/registryNode.ts';
import type { WorkspaceSkill } from '../../src/editor/workspace/workspaceSkills.ts';
import { type AddedRegistry, type Editor, openEditor, uniqueName } from '../support/editor/openEditor.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const text = (name: string, more = '') => `${skillText(name, 'Does it. Use when it must be done.')}${more}`;

/** Publishes what is in the folder as the next version, the default staying. */
async function publishNext(
  editor: Editor,
  skill: WorkspaceSkill,
  name: string,
  number: number,
): Promise<void> {
  if (number === 1) {
    editor.dialogs.on('Publish To', ['Team']);
  } else {
    await editor.write(skill, { 'SKILL.md': text(name, `More ${number}.\n`) });
  }
  editor.dialogs.on(`Publish ${name}`, new RegExp(`^Publish v${number} to Team`));
  await editor.run(publishSkill, skill.uri);
  await editor.dialogs.message(`Published “${name}” to Team as v${number}`);
}

async function rowOf(editor: Editor, team: AddedRegistry, name: string, key: string): Promise<VersionNode> {
  const browser = await editor.services.connections.browser(team.settings.id);
  assertOk(browser);
  const { items } = await browser.value.skills.first();
  const skill = items.find(item => item.name === name);
  assert.ok(skill);
  const version = await team.registry.getVersion(skill.id, key);
  assertOk(version);
  return { kind: 'version', registryId: team.settings.id, skill, version: version.value };
}

/** What the first lens above a skill says. */
async function lensOf({ services }: Editor, skill: WorkspaceSkill): Promise<string> {
  const lenses = new CodeLenses(services);
  const [lens] = await lenses.provideCodeLenses(await vscode.workspace.openTextDocument(skill.uri));
  lenses.dispose();
  assert.ok(lens);
  return lens.command?.title ?? '';
}

suite('Where a skill stands', () => {
  test('is told rightly by row and lens after each publish, switch, deletion and restoration of ours', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('standing');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const told = async () => [
      (await editor.rowOf(skill)).slice(name.length + 2),
      await lensOf(editor, skill),
    ];

    await publishNext(editor, skill, name, 1);
    assert.deepEqual(await told(), ['v1 on Team', 'v1 on Team']);
    await publishNext(editor, skill, name, 2);
    assert.deepEqual(await told(), ['v2 on Team, v1 runs', 'v2 on Team, v1 runs']);
    await editor.run(setDefaultVersion, await rowOf(editor, team, name, '2'));
    assert.deepEqual(await told(), ['v2 on Team', 'v2 on Team']);

    dialogs.on('v2 is the default', 'Make v1 Default and Delete v2');
    dialogs.on(`Deleted v2 of “${name}”`, null);
    await editor.run(deleteVersion, await rowOf(editor, team, name, '2'));
    assert.deepEqual(await told(), ['v2 gone from Team, v1 runs', 'v2 gone from Team, v1 runs']);

    dialogs.on('Restore Deleted Skill', name);
    await editor.run(restoreDeleted);
    await dialogs.message(`Restored “${name}” on Team as v3`);
    assert.deepEqual(await told(), ['v3 on Team, v1 runs', 'v3 on Team, v1 runs']);
    dialogs.assertAllAsked();
  });

  test('is told above a skill as soon as it is known, and VS Code does not wait for a long search', async () => {
    await using editor = await openEditor();
    const { services } = editor;
    const skill = await editor.addSkill(uniqueName('late'), { 'SKILL.md': text('late') });
    const document = await vscode.workspace.openTextDocument(skill.uri);
    const { promise: found, resolve: find } = Promise.withResolvers<WorkspaceSkill>();
    const skills = { onDidChange: services.skills.onDidChange, of: () => found };
    const lenses = new CodeLenses({ ...services, skills });
    const told = new Promise<void>(resolve => lenses.onDidChangeCodeLenses(resolve));
    assert.deepEqual(await lenses.provideCodeLenses(document), []);
    find(skill);
    await told;
    const [lens] = await lenses.provideCodeLenses(document);
    assert.equal(lens?.command?.title, 'Never published');
    lenses.dispose();
  });

  test('after something that others did is told at the next refresh of either view', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('others');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    await publishNext(editor, skill, name, 1);
    const { id } = (await rowOf(editor, team, name, '1')).skill;
    const others = connectRegistry({
      settings: team.settings,
      credentials: editor.services.credentials,
      fetch: globalThis.fetch,
    });
    await others.createVersion(id, await uploadOf(name, 'Other.'), { isDefault: true });
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team`);
    await editor.run(refreshWorkspace);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team, behind v2, which runs`);
    await others.deleteVersion(id, '1');
    await editor.run(refreshRegistries);
    assert.equal(await editor.rowOf(skill), `${name}  v1 gone from Team, v2 runs`);
    await others.deleteSkill(id);
    await editor.run(refreshWorkspace);
    assert.equal(await editor.rowOf(skill), `${name}  gone from Team`);
  });

  test('at an older version stays there when a newer one is deleted and restored', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('older');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    await publishNext(editor, skill, name, 1);
    const { id } = (await rowOf(editor, team, name, '1')).skill;
    await team.registry.createVersion(id, await uploadOf(name, 'Other.'));
    dialogs.on(`Delete v2 of “${name}” from Team?`, 'Delete Version');
    dialogs.on('Deleted v2', null);
    await editor.run(deleteVersion, await rowOf(editor, team, name, '2'));
    dialogs.on('Restore Deleted Skill', name);
    await editor.run(restoreDeleted);
    await dialogs.message('as v3');
    const [state] = await editor.services.states.of(skill);
    assert.deepEqual([state?.link.version, state?.isChanged], ['1', false]);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team, behind v3`);
  });

  test('with a registry that is not set up here is told, and adding it is a click', async () => {
    await using editor = await openEditor();
    const name = uniqueName('unknown');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const registryKey = 'openai https://skills.corp.example/v1 project=proj_1';
    const link = {
      skillId: 's',
      name,
      version: '4',
      digest: 'sha256:x',
      publishedAt: '2026-11-21T00:00:00Z',
    };
    const file = { version: 1, skills: { [skill.path]: { registries: { [registryKey]: link } } } };
    await writeFile(join(skill.workspaceFolder.uri.fsPath, '.skillwright.json'), JSON.stringify(file));
    editor.services.states.outdateAll();
    assert.equal(
      await editor.rowOf(skill),
      `${name}  changed since v4 on skills.corp.example (proj_1) (not set up here)`,
    );
    const [notice] = await editor.services.workspaceTree.getChildren();
    assert.ok(notice?.kind === 'notice');
    assert.deepEqual(
      [notice.label, notice.hint, notice.command.arguments],
      ['skills.corp.example (proj_1) is not set up here', 'Add it…', [{ registryKey }]],
    );
    const { addRegistry } = await import('../../src/editor/commands/registry/addRegistry.ts');
    editor.dialogs.on('Add Registry', null);
    await editor.run(addRegistry, { registryKey });
    const shown = editor.dialogs.rows.get('Add Registry') ?? [];
    assert.ok(shown.includes('Address — https://skills.corp.example/v1'), shown.join('\n'));
    assert.ok(
      shown.some(row => row.startsWith('Project — proj_1')),
      shown.join('\n'),
    );
  });
});

suite('A registry that is not set up here', () => {
  /** What is filled in when the one button that adds a registry was pressed on what `lead` shows. */
  async function filledIn(editor: Editor, lead: () => Promise<unknown>): Promise<readonly string[]> {
    editor.dialogs.rows.delete('Add Registry');
    editor.dialogs.on(/not set up here|set up here is|is set up as/, /^Add Registry/);
    editor.dialogs.on('Add Registry', null);
    await lead();
    await editor.dialogs.allAsked();
    return editor.dialogs.rows.get('Add Registry') ?? [];
  }

  test('is added as a link says it is, with its address and account', async () => {
    await using editor = await openEditor();
    const query = 'registry=openai+https%3A%2F%2Fgone.example%2Fv1+project%3Dproj_9&skill=skill_1';
    const link = vscode.Uri.from({ scheme: 'vscode', authority: 'a.b', path: '/open', query });
    const rows = await filledIn(editor, () => followLink(editor.services, link));
    assert.ok(rows.includes('Address — https://gone.example/v1'), rows.join('\n'));
    assert.match(rows.join('\n'), /^Project — proj_9/m);
  });

  test('is added as it was, where it was removed while its rows are open', async () => {
    await using editor = await openEditor();
    const { connections } = editor.services;
    const team = await editor.addRegistry('anthropic', 'Team');
    await connections.remove(team.settings.id);
    const row = { kind: 'registry', registryId: team.settings.id, label: 'Team' };
    const find = async () => {
      const browser = await connections.browser(row.registryId);
      return browser.ok ? undefined : showFailure(editor.services, browser.failure);
    };
    const rows = await filledIn(editor, find);
    assert.ok(rows.includes(`Address — ${team.settings.baseURL}`), rows.join('\n'));
    assert.match(editor.dialogs.messages().join(), /None of the registries that are set up here is Team\./);
  });

  test('is added with the address of the one that turned out to speak the other protocol', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('anthropic', 'Team');
    const failure = { kind: 'other-protocol', registry: 'Team', speaks: 'OpenAI' } as const;
    const rows = await filledIn(editor, () => showFailure(editor.services, failure));
    assert.ok(rows.includes(`Address — ${team.settings.baseURL}/v1`), rows.join('\n'));
    assert.match(rows.join('\n'), /^Project — /m);
  });
});

suite('Files that come from outside', () => {
  test('are counted after Refresh, however they came and however large they are', async () => {
    await using editor = await openEditor();
    const name = uniqueName('outside');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const size = async () => {
      const check = await editor.services.checks.check(skill);
      assertOk(check);
      return check.value.context.files?.reduce((sum, file) => sum + file.size, 0);
    };
    const before = (await size()) ?? 0;
    const assets = join(skill.folder.fsPath, 'assets', 'deep');
    await mkdir(assets, { recursive: true });
    await writeFile(join(assets, 'a.bin'), Buffer.alloc(3_000_000));
    await writeFile(join(assets, 'b.bin'), Buffer.alloc(3_000_000));
    await editor.run(refreshWorkspace);
    assert.equal(await size(), before + 6_000_000);
  });
});

async function uploadOf(name: string, more: string) {
  const { packUpload } = await import('../support/zip/skillUpload.ts');
  return packUpload(name, { 'SKILL.md': text(name, more) });
}
