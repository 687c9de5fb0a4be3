import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import timers from 'node:timers/promises';
import * as vscode from 'vscode';
import { removeRegistry } from '../../src/editor/commands/registry/registryKeys.ts';
import { setRule } from '../../src/editor/commands/rule/setRule.ts';
import { publishSkill } from '../../src/editor/commands/skill/publishSkill.ts';
import { downloadVersion } from '../../src/editor/commands/version/downloadVersion.ts';
import { workspaceItem, workspaceTooltip } from '../../src/editor/tree/workspaceItem.ts';
import { askLine, createPick, notify, showBriefly } from '../../src/editor/ui/shown.ts';
import { answerDialogs } from '../support/editor/dialogs.ts';
import { type Editor, openEditor, uniqueName, workspaceRoot } from '../support/editor/openEditor.ts';
import { openFolders } from '../support/editor/workspaceFolders.ts';
import { Delivery, isUpload } from '../support/registry/faults.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const description = 'Does it well. Use when it must be done.';
const text = (name: string, body = '') => `${skillText(name, description)}\n${body}\n`;

/** A skill that was published to a registry called Team. */
async function published(editor: Editor) {
  const team = await editor.addRegistry('openai', 'Team');
  const name = uniqueName('odd');
  const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
  editor.dialogs.on('Publish To', ['Team']);
  editor.dialogs.on(`Publish ${name}`, /^Publish v1/);
  await editor.run(publishSkill, skill.uri);
  await editor.dialogs.message('as v1');
  const versions = async () => {
    const skills = await team.registry.listSkills();
    assertOk(skills);
    const all = await Promise.all(skills.value.items.map(({ id }) => team.registry.listVersions(id)));
    return all.flatMap(list => (list.ok ? list.value.items.map(({ key }) => key) : []));
  };
  return { team, name, skill, versions };
}

/** Lets pauses go by fifty times as fast. */
function hasten(): Disposable {
  const original = timers.setTimeout;
  const set = (wait: typeof original) => {
    Object.assign(timers, { setTimeout: wait });
    syncBuiltinESMExports();
  };
  set((ms = 0, value, options) => original(ms / 50, value, options));
  return { [Symbol.dispose]: () => set(original) };
}

suite('What ends oddly', () => {
  test('a publish that may still arrive offers to publish again, which finds what came late', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const { team, name, skill, versions } = await published(editor);
    await editor.write(skill, { 'SKILL.md': text(name, 'Two.') });
    const delivery = new Delivery();
    team.faults.arm({ kind: 'late', answer: { status: 503 }, delivery }, { when: isUpload });
    dialogs.on(`Publish ${name}`, /^Publish v2/, /^Nothing changed since v2/);
    dialogs.on(/is not published to Team so far/, 'Publish Again');
    using _ = hasten();
    // It arrives while the person reads what is said.
    const said = dialogs.message(/is not published to Team so far/).then(() => delivery.now());
    await editor.run(publishSkill, skill.uri);
    await said;
    await dialogs.allAsked();
    assert.deepEqual(await versions(), ['2', '1'], dialogs.shown.join('\n'));
    assert.equal(team.faults.calls.filter(isUpload).length, 2, 'nothing was sent again');
    dialogs.assertAllAsked();
  });

  test('a second copy of an upload is named, and deleted when asked', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const { team, name, skill, versions } = await published(editor);
    await editor.write(skill, { 'SKILL.md': text(name, 'Two.') });
    team.faults.arm({ kind: 'twice' }, { when: isUpload });
    dialogs.on(`Publish ${name}`, /^Publish v2/);
    dialogs.on(/holds the same files/, 'Delete the Copy');
    dialogs.on(/^Delete v3 of/, 'Delete Version');
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(/info: .*A copy is kept/);
    assert.deepEqual(await versions(), ['2', '1'], dialogs.shown.join('\n'));
    dialogs.assertAllAsked();
  });

  test('a download that is not what was published is told before anything is written', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const { team, name, versions } = await published(editor);
    const links = join(workspaceRoot().uri.fsPath, '.skillwright.json');
    const kept = await readFile(links, 'utf8');
    await writeFile(links, kept.replaceAll(/sha256:[0-9a-f]{64}/g, `sha256:${'0'.repeat(64)}`));
    const before = await readFile(join(workspaceRoot().uri.fsPath, 'skills', name, 'SKILL.md'), 'utf8');
    const skills = await team.registry.listSkills();
    assertOk(skills);
    const [skill] = skills.value.items;
    assert.ok(skill);
    const version = await team.registry.getVersion(skill.id, '1');
    assertOk(version);
    const node = { kind: 'version', registryId: team.settings.id, skill, version: version.value };
    dialogs.on(`Download ${name} v1`, `skills/${name}`);
    dialogs.on(/exists already/, 'Replace, Keep a Backup');
    dialogs.on(/hands out other files/, null);
    await editor.run(downloadVersion, node);
    assert.match(dialogs.shown.join('\n'), /modal: .*hands out other files/);
    assert.equal(
      await readFile(join(workspaceRoot().uri.fsPath, 'skills', name, 'SKILL.md'), 'utf8'),
      before,
    );
    assert.deepEqual(await versions(), ['1']);
  });

  test('what goes wrong behind a button of a report is told and logged, as in a command', async () => {
    await using editor = await openEditor();
    const { dialogs, services } = editor;
    await editor.addRegistry('openai', 'Team');
    const name = uniqueName('behind');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    Object.assign(services.registriesView, { reveal: () => Promise.reject(new Error('No such row')) });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${name}`, /^Publish v1/);
    dialogs.on('as v1', 'Show in Registries');
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('error: Skillwright failed in a way it should not.');
    await dialogs.message(/^log: .*No such row/);
  });

  test('settings that VS Code does not write are told, and nothing is half done', async () => {
    await using editor = await openEditor();
    const { dialogs, services } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const { workspace } = vscode as unknown as { workspace: Record<string, unknown> };
    const original = workspace.getConfiguration as typeof vscode.workspace.getConfiguration;
    workspace.getConfiguration = (...args: Parameters<typeof original>) => ({
      ...original(...args),
      inspect: (id: string) => original(...args).inspect(id),
      update: () => Promise.reject(new Error('Unable to write into user settings.')),
    });
    try {
      await editor.run(setRule, { code: 'field-unknown', severity: 'off' });
      dialogs.on(/^Remove “Team”/, 'Remove Registry');
      await editor.run(removeRegistry, { registryId: team.settings.id });
    } finally {
      workspace.getConfiguration = original;
    }
    const told = (whose: string) =>
      `error: settings.json of the ${whose} cannot be written: VS Code refuses it, as where the file has a mistake. Open it and mend what is marked, then try again.`;
    assert.deepEqual(dialogs.messages(), [told('workspace'), told('user')]);
    const { id, baseURL } = team.settings;
    assert.ok(services.connections.settingsOf(id), 'the registry is still there');
    assert.ok(await services.credentials.readKey(id, new URL(baseURL).origin), 'and its key');
  });

  test('a rule is turned off in the settings of the folder that speak of it, which win over the workspace', async () => {
    await using roots = await openFolders('web', 'api');
    await using editor = await openEditor();
    const { dialogs } = editor;
    const [web] = roots.folders;
    assert.ok(web);
    const { workspace } = vscode as unknown as { workspace: Record<string, unknown> };
    const original = workspace.getConfiguration as typeof vscode.workspace.getConfiguration;
    const written: unknown[] = [];
    workspace.getConfiguration = (section?: string, scope?: vscode.Uri) => ({
      ...original(section, scope),
      inspect: (id: string) => ({
        key: id,
        workspaceValue: { 'body-lines': 'hint' },
        ...(scope ? { workspaceFolderValue: { 'field-unknown': 'warning' } } : {}),
      }),
      update: async (id: string, value: unknown, place: unknown) =>
        written.push([id, value, place, scope?.path.startsWith(web.uri.path)]),
    });
    try {
      const file = vscode.Uri.joinPath(web.uri, 'skills/a/SKILL.md').toString();
      await editor.run(setRule, { code: 'field-unknown', severity: 'off', file });
      await editor.run(setRule, { code: 'body-empty', severity: 'off', file });
    } finally {
      workspace.getConfiguration = original;
    }
    const { Workspace, WorkspaceFolder } = vscode.ConfigurationTarget;
    assert.deepEqual(written, [
      ['skillwright.rules', { 'field-unknown': 'off' }, WorkspaceFolder, true],
      ['skillwright.rules', { 'body-lines': 'hint', 'body-empty': 'off' }, Workspace, true],
    ]);
    assert.deepEqual(dialogs.messages(), [
      'info: The rule "field-unknown" is turned off in the folder “web”.',
      'info: The rule "body-empty" is turned off in this workspace.',
    ]);
  });

  test('a name that hides characters or turns the direction of writing is spelt out in rows, tooltips and titles', async () => {
    await using editor = await openEditor();
    const name = `${uniqueName('turned')}\u202etxt`;
    const file = '\u2066a\u200b.md';
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name), [file]: 'x' });
    const shown = name.replace('\u202e', '⟨U+202E⟩');
    const label = () => '';
    const check = await editor.services.checks.check(skill);
    const place = null;
    const common = { states: [], linkFailure: null, activity: undefined, place };
    const row = { kind: 'workspaceSkill', skill, check, ...common } as const;
    assert.equal(workspaceItem(row, label).label, shown);
    const tooltip = (await workspaceTooltip(row, label)) ?? '';
    assert.ok(tooltip.includes(shown) && !tooltip.includes('\u202e'), tooltip);
    const uri = vscode.Uri.joinPath(skill.folder, file);
    const fileRow = { kind: 'workspaceFile', skill, uri, isFolder: false, leftOut: null } as const;
    assert.equal(workspaceItem(fileRow, label).label, '⟨U+2066⟩a⟨U+200B⟩.md');
    const group = { kind: 'place', root: 'r', place: 'p', label: name, agents: [], skills: [] } as const;
    assert.equal(workspaceItem(group, label).label, shown);
    void notify(`“${name}” is published.`);
    await editor.dialogs.message(`“${shown}” is published.`);
    const asked = createPick(`Publish ${name}`);
    assert.equal(asked.title, `Publish ${shown}`);
    asked.dispose();
    editor.dialogs.on(`Rename ${shown}`, null);
    assert.equal(await askLine({ title: `Rename ${name}` }), undefined);
  });

  test('neither an icon nor a link comes of what a message, a row or the status bar quotes', () => {
    using dialogs = answerDialogs();
    const hostile = '$(zap) [Run](command:workbench.action.quit)';
    void notify(hostile);
    showBriefly('check', hostile);
    const pick = createPick('Rows');
    pick.showRows([{ icon: 'file', label: hostile, description: hostile, detail: hostile }]);
    const plain = '$ (zap) [Run] (command:workbench.action.quit)';
    assert.deepEqual(dialogs.shown, [`info: ${plain}`, `status: ${plain}`]);
    assert.deepEqual(pick.items[0]?.label, `$(file) ${plain}`);
    assert.deepEqual(dialogs.rows.get('Rows'), [[plain, plain, plain].join(' — ')]);
  });
});
