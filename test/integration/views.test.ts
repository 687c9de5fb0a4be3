import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { updateKey } from '../../src/editor/commands/registry/registryKeys.ts';
import type { RegistryNode } from '../../src/editor/tree/registryNode.ts';
import type { WorkspaceSkill } from '../../src/editor/workspace/workspaceSkills.ts';
import { type Editor, openEditor, uniqueName, workspaceRoot } from '../support/editor/openEditor.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const sound = (name: string) => `${skillText(name, 'Does it well. Use when it must be done.')}\nDo it.\n`;
const linkFile = () => join(workspaceRoot().uri.fsPath, '.skillwright.json');

async function itemOf({ services }: Editor, skill: WorkspaceSkill): Promise<vscode.TreeItem> {
  const node = await services.workspaceTree.node(skill);
  return services.workspaceTree.resolveTreeItem(await services.workspaceTree.getTreeItem(node), node);
}

function iconOf({ iconPath }: vscode.TreeItem): string {
  return iconPath instanceof vscode.ThemeIcon ? iconPath.id : '';
}

/** Writes the link file as somebody's commit would: the skill was published as v3 with another content. */
async function writeLink(skill: WorkspaceSkill, registryKey: string, digest = `sha256:${'0'.repeat(64)}`) {
  const publishedAt = '2026-11-21T10:00:00.000Z';
  const link = { skillId: 'skill_1', name: 'n', version: '3', digest, publishedAt };
  const skills = { [skill.path]: { registries: { [registryKey]: link } } };
  await writeFile(linkFile(), JSON.stringify({ version: 1, skills }));
}

async function rows(editor: Editor, ...path: readonly string[]): Promise<readonly RegistryNode[]> {
  const { registriesTree } = editor.services;
  let nodes: readonly RegistryNode[] = await registriesTree.getChildren();
  for (const label of path) {
    const labels = await Promise.all(nodes.map(async node => (await registriesTree.getTreeItem(node)).label));
    const node = nodes[labels.indexOf(label)];
    assert.ok(node, `${label} is not among ${labels.join(', ')}`);
    nodes = await registriesTree.getChildren(node);
  }
  return nodes;
}

suite('The Workspace view', () => {
  test('tells problems and state of each skill, and more in the tooltip', async () => {
    await using editor = await openEditor();
    const [good, wrong] = ['good', 'wrong'].map(uniqueName);
    assert.ok(good && wrong);
    const clean = await editor.addSkill(good, { 'SKILL.md': sound(good) });
    const row = await itemOf(editor, clean);
    assert.deepEqual(
      [row.label, row.description, iconOf(row)],
      [good, 'never published', 'circle-large-outline'],
    );
    assert.equal(row.tooltip, `skills/${good}\nnever published\nRead by no agent in this place\nno problems`);
    assert.equal(row.accessibilityInformation?.label, `${good}, never published`);

    const broken = await editor.addSkill(wrong, { 'SKILL.md': '---\nname: Wrong Name\n---\n\nDo it.\n' });
    const bad = await itemOf(editor, broken);
    assert.match(String(bad.description), /^\d errors.* · never published$/);
    assert.equal(iconOf(bad), 'error');
    assert.match(String(bad.tooltip), /\n {2}error: /);
  });

  test('says where a skill is whose name another one has, and lists step-2 before step-10', async () => {
    await using editor = await openEditor();
    const { workspaceTree } = editor.services;
    const [twin, step] = ['twin', 'step'].map(uniqueName);
    for (const name of [twin, `archive/${twin}`, `${step}-10`, `${step}-2`]) {
      await editor.addSkill(`${name}`, { 'SKILL.md': sound(`${name}`.split('/').pop() ?? '') });
    }
    const rows = await workspaceTree.getChildren();
    const items = (await Promise.all(rows.map(node => workspaceTree.getTreeItem(node)))).filter(
      ({ label }) => `${label}`.startsWith(`${twin}`) || `${label}`.startsWith(`${step}`),
    );
    assert.deepEqual(
      items.map(({ label, description }) => `${label}  ${description}`),
      [
        `${twin}  skills/archive · never published`,
        `${step}-2  never published`,
        `${step}-10  never published`,
        `${twin}  skills · never published`,
      ],
    );
    assert.deepEqual(
      items.map(({ contextValue }) => contextValue),
      Array.from({ length: 4 }, () => 'workspaceSkill'),
    );
  });

  test('follows the link file, whoever writes it, and the folder', async () => {
    await using editor = await openEditor();
    const name = uniqueName('follow');
    const skill = await editor.addSkill(name, { 'SKILL.md': sound(name) });
    const told = Promise.withResolvers<void>();
    editor.services.states.onDidOutdate(() => told.resolve());
    await writeLink(skill, 'openai');
    await told.promise;
    editor.services.states.outdateAll();
    const changed = await itemOf(editor, skill);
    assert.deepEqual(
      [changed.description, iconOf(changed)],
      ['changed since v3 on OpenAI (not set up here)', 'edit'],
    );
    // What leads to its registry is in its menu from now on.
    assert.equal(changed.contextValue, 'isPublished;workspaceSkill');

    const { inspectSkill } = await import('../../src/core/publish/plan/inspectSkill.ts');
    const { diskFolder } = await import('../../src/disk/folder/diskFolder.ts');
    const now = await inspectSkill({ folder: diskFolder(skill.folder.fsPath), path: skill.path });
    assertOk(now);
    await writeLink(skill, 'openai', now.value.digest);
    editor.services.states.outdateAll();
    const same = await itemOf(editor, skill);
    assert.deepEqual([same.description, iconOf(same)], ['v3 on OpenAI (not set up here)', 'pass']);

    await writeFile(linkFile(), '<<<<<<< HEAD\n{}\n');
    editor.services.states.outdateAll();
    const unknown = await itemOf(editor, skill);
    assert.deepEqual([unknown.description, iconOf(unknown)], ['link file damaged', 'question']);
    const [notice] = await editor.services.workspaceTree.getChildren();
    assert.ok(notice?.kind === 'notice');
    assert.deepEqual([notice.label, notice.hint], ['.skillwright.json has conflict markers', 'Open']);
    await rm(linkFile());
  });

  test('tells above the skills that a project’s own file is not understood, and leads to the line', async () => {
    await using editor = await openEditor();
    const name = uniqueName('configured');
    await editor.addSkill(name, { 'SKILL.md': sound(name) });
    const file = join(workspaceRoot().uri.fsPath, 'skillwright.config.json');
    const noticed = async () => {
      editor.services.checks.outdateFiles();
      const [row] = await editor.services.workspaceTree.getChildren();
      return row?.kind === 'notice' ? row : null;
    };
    try {
      for (const [text, label, line] of [
        ['{\n<<<<<<< HEAD\n  "ignore": []\n=======\n>>>>>>> theirs\n}', 'has conflict markers', 1],
        ['{\n  "profiles": ["spec"],\n  "ruels": {}\n}', 'has a mistake', 2],
        ['{ "rules": {', 'has a mistake', 0],
      ] as const) {
        await writeFile(file, text);
        const notice = await noticed();
        assert.deepEqual([notice?.label, notice?.hint], [`skillwright.config.json ${label}`, 'Open'], text);
        const { title, command, arguments: args } = notice?.command ?? assert.fail();
        const [uri, { selection }] = args ?? assert.fail();
        assert.deepEqual([title, command, uri.fsPath], ['Open', 'vscode.open', file]);
        assert.equal(selection.start.line, line, text);
      }
    } finally {
      await rm(file);
    }
    assert.equal(await noticed(), null);
  });

  /** Fails unless the change is noticed, by whichever way, and for this skill only. */
  async function hears({ services }: Editor, skill: WorkspaceSkill, change: () => Promise<unknown>) {
    const touched: string[] = [];
    const registration = services.skills.onDidTouch(({ path }) => touched.push(path));
    await change();
    for (let tries = 0; tries < 100 && touched.length === 0; tries++) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    registration.dispose();
    assert.deepEqual([...new Set(touched)], [skill.path]);
  }

  test('notices what changes in a folder that was downloaded, where VS Code’s watchers do not see', async () => {
    const focus = new vscode.EventEmitter<{ focused: boolean }>();
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window.onDidChangeWindowState;
    window.onDidChangeWindowState = focus.event;
    await using editor = await openEditor();
    window.onDidChangeWindowState = original;
    await editor.services.skills.all();
    const { downloadVersion } = await import('../../src/editor/commands/version/downloadVersion.ts');
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('down');
    await team.publish(name, [{ 'SKILL.md': sound(name), 'references/deep/a.md': '# A\n' }]);
    const [row] = await rows(editor, 'Team', name);
    editor.dialogs.on(/^Download/, `skills/${name}`);
    await editor.run(downloadVersion, row);
    const skill = await editor.addSkill(name, {});
    assert.equal((await itemOf(editor, skill)).description, 'v1 on Team');
    const file = join(skill.folder.fsPath, 'references/deep/a.md');

    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), 'Typed. ');
    await vscode.workspace.applyEdit(edit);
    await hears(editor, skill, async () => document.save());
    assert.equal((await itemOf(editor, skill)).description, 'changed since v1 on Team');

    await writeFile(file, '# A\n');
    await hears(editor, skill, async () => focus.fire({ focused: true }));
    assert.equal((await itemOf(editor, skill)).description, 'v1 on Team');
  });

  test('shows what is being done with a skill, and is right again at once when it is over', async () => {
    await using editor = await openEditor();
    const { activity, workspaceTree, states } = editor.services;
    const name = uniqueName('busy');
    const skill = await editor.addSkill(name, { 'SKILL.md': sound(name) });
    await workspaceTree.getChildren();
    activity.set(skill, 'sending, 1 KB of 2 KB');
    const busy = await itemOf(editor, skill);
    assert.deepEqual([busy.description, iconOf(busy)], ['sending, 1 KB of 2 KB', 'loading~spin']);

    let asked = 0;
    workspaceTree.onDidChangeTreeData(() => {
      asked++;
      void workspaceTree.getChildren();
    });
    await writeLink(skill, 'openai');
    states.outdateAll();
    activity.set(skill, null);
    await workspaceTree.redrawNow();
    assert.ok(asked >= 1);
    assert.equal((await itemOf(editor, skill)).description, 'changed since v3 on OpenAI (not set up here)');
    const before = asked;
    await workspaceTree.redrawNow();
    assert.equal(asked, before, 'nothing changed: nothing is drawn');
  });

  test('does not wait for a view that is hidden', async () => {
    await using editor = await openEditor();
    const { activity, workspaceTree } = editor.services;
    const skill = await editor.addSkill(uniqueName('hidden'), { 'SKILL.md': sound('hidden') });
    await workspaceTree.getChildren();
    activity.set(skill, 'sending');
    const start = Date.now();
    await workspaceTree.redrawNow();
    assert.ok(Date.now() - start < 5_000);
  });
});

suite('Rows of the Registries view', () => {
  async function drawn(editor: Editor, node: RegistryNode): Promise<vscode.TreeItem> {
    const { registriesTree } = editor.services;
    return registriesTree.resolveTreeItem(await registriesTree.getTreeItem(node), node);
  }

  test('tell in their tooltip what a skill is for, and what deleting a version would do', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('tip');
    const id = await team.publish(name, [{ 'SKILL.md': sound(name) }]);
    const [skill] = await rows(editor, 'Team');
    assert.ok(skill);
    const lines = String((await drawn(editor, skill)).tooltip).split('\n');
    assert.deepEqual(lines.slice(0, 2), [name, 'Does it well. Use when it must be done.']);
    assert.ok(lines.includes('Default: v1') && lines.includes(`Id: ${id}`), lines.join('\n'));
    const [version] = await rows(editor, 'Team', name);
    assert.ok(version);
    assert.match(String((await drawn(editor, version)).tooltip), /\nDeleting: .*skill goes with it/i);
  });

  test('make visible what a registry hides in its texts', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('hidden');
    await team.publish(name, [
      { 'SKILL.md': `---\nname: ${name}\ndescription: "Safe \\u202E[x](command:y)"\n---\n\n# A\n` },
    ]);
    const [skill] = await rows(editor, 'Team');
    assert.ok(skill);
    const { tooltip } = await drawn(editor, skill);
    assert.equal(typeof tooltip, 'string', 'plain text, without markup');
    assert.match(String(tooltip), /Safe ⟨U\+202E⟩\[x\] \(command:y\)/);
  });

  test('say what is wrong with a registry, and what a click does about it', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const { connections, credentials, registriesTree } = editor.services;
    await credentials.removeKey(team.settings.id);
    await editor.run(async ({ connections: all }) => {
      all.browserIfConnected(team.settings.id)?.reset();
      return undefined;
    });
    const [noKey] = await rows(editor, 'Team');
    assert.ok(noKey);
    const item = await registriesTree.getTreeItem(noKey);
    assert.deepEqual([item.description, iconOf(item)], ['Update key…', 'key']);
    assert.equal(item.command?.command, 'skillwright.key.update');

    await credentials.storeKey(team.settings.id, 'https://elsewhere.example', 'a key for elsewhere');
    connections.browserIfConnected(team.settings.id)?.reset();
    const before = team.faults.calls.length;
    assert.equal((await rows(editor, 'Team'))[0]?.kind, 'failure');
    assert.equal(team.faults.calls.length, before, 'a key is never sent to another address');

    await credentials.storeKey(team.settings.id, new URL(team.settings.baseURL).origin, 'wrong');
    connections.browserIfConnected(team.settings.id)?.reset();
    const [wrong] = await rows(editor, 'Team');
    assert.ok(wrong);
    const refused = await drawn(editor, wrong);
    assert.deepEqual([refused.description, iconOf(refused)], ['Update key…', 'key']);
    assert.doesNotMatch(JSON.stringify(refused), /"wrong"/);
    editor.dialogs.on('Update Key', null);
    await editor.run(updateKey, wrong);
    assert.ok(!editor.dialogs.messages().some(text => text.startsWith('error')));
  });

  test('of a registry whose server is gone say so, and asking again helps', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    await team.publish('here', [{ 'SKILL.md': sound('here') }]);
    team.faults.arm({ kind: 'answer', status: 500, body: 'oops' }, { times: 3 });
    const [failure] = await rows(editor, 'Team');
    assert.ok(failure?.kind === 'failure');
    const item = await editor.services.registriesTree.getTreeItem(failure);
    assert.deepEqual(
      [item.description, item.command?.command],
      ['Try again', 'skillwright.registries.refresh'],
    );
    const { refreshRegistries } = await import('../../src/editor/commands/view/refresh.ts');
    await editor.run(refreshRegistries, failure.parent);
    const labels = await Promise.all(
      (await rows(editor, 'Team')).map(
        async row => (await editor.services.registriesTree.getTreeItem(row)).label,
      ),
    );
    assert.deepEqual(labels, ['here']);
  });
});

suite('The registry of this machine', () => {
  test('takes a skill, keeps the link to it out of the repository, and opens what it holds', async () => {
    await using editor = await openEditor();
    const { publishSkill } = await import('../../src/editor/commands/skill/publishSkill.ts');
    const { dialogs, services } = editor;
    const name = uniqueName('mine');
    const skill = await editor.addSkill(name, { 'SKILL.md': sound(name) });
    dialogs.on(`Publish ${name}`, /^Publish v1 to Local/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`info: Published “${name}” to Local as v1, which is the default now.`);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Local`);
    await assert.rejects(readFile(linkFile()), 'nothing to commit');
    const links = await readFile(join(services.localRegistry.dataDirectory, 'links.json'), 'utf8');
    assert.ok(links.includes(`skills/${name}`));
    const [local] = await services.registriesTree.getChildren();
    const [row] = await services.registriesTree.getChildren(local);
    const [version] = await services.registriesTree.getChildren(row);
    const files = await services.registriesTree.getChildren(version);
    assert.deepEqual(
      files.map(({ kind }) => kind),
      ['trust', 'file'],
    );
  });
});
