import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { contextKeys } from '../../src/contributions.ts';
import { linkFileName } from '../../src/core/link/linkFileName.ts';
import { copyCode } from '../../src/editor/commands/copy/copyCode.ts';
import { addRegistry } from '../../src/editor/commands/registry/addRegistry.ts';
import { newSkill } from '../../src/editor/commands/skill/newSkill.ts';
import { publishAll, publishSkill } from '../../src/editor/commands/skill/publishSkill.ts';
import { downloadVersion } from '../../src/editor/commands/version/downloadVersion.ts';
import { copySkillPath } from '../../src/editor/commands/workspace/copySkillPath.ts';
import { duplicateSkill } from '../../src/editor/commands/workspace/duplicateSkill.ts';
import { renameRow } from '../../src/editor/commands/workspace/renameRow.ts';
import { trashSkill } from '../../src/editor/commands/workspace/trashSkill.ts';
import { keyRows } from '../../src/editor/services/workspaceTarget.ts';
import type { PlaceNode, WorkspaceRow } from '../../src/editor/tree/workspaceRow.ts';
import type { WorkspaceSkill } from '../../src/editor/workspace/workspaceSkills.ts';
import { type Editor, openEditor, uniqueName, workspaceRoot } from '../support/editor/openEditor.ts';
import { tempFolder } from '../support/process/tempFolder.ts';
import { skillText } from '../support/zip/skillUpload.ts';
import { zipContents } from '../support/zip/zipContents.ts';

const sound = (name: string) => `${skillText(name, 'Does it well. Use when it must be done.')}\nDo it.\n`;

/** Each row and what is below a place, as `label  description`. */
async function list(editor: Editor, parent?: WorkspaceRow): Promise<readonly string[]> {
  const { workspaceTree } = editor.services;
  const rows = await workspaceTree.getChildren(parent);
  const texts = await Promise.all(
    rows.map(async row => {
      const { label, description, resourceUri } = await workspaceTree.getTreeItem(row);
      const text = `${label ?? resourceUri?.path.split('/').at(-1)}  ${description ?? ''}`.trim();
      return [text, ...(row.kind === 'place' ? (await list(editor, row)).map(line => `  ${line}`) : [])];
    }),
  );
  return texts.flat();
}

/** What the window has selected in the Workspace view. */
function select(editor: Editor, rows: readonly WorkspaceRow[]): void {
  Object.assign(editor.services.workspaceView, { selection: rows });
}

/** Links `from` in the workspace to a skill's folder, relative as people do; resolves to what removes it. */
async function linkTo(skill: WorkspaceSkill, from: string, target: string): Promise<string> {
  const path = join(workspaceRoot().uri.fsPath, from);
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path, 'dir');
  assert.ok(existsSync(join(path, 'SKILL.md')), `${path} leads to ${skill.path}`);
  return path;
}

suite('The Workspace view as a place to work', () => {
  test('a SKILL.md from outside of the workspace is not taken for the one skill that is in it', async () => {
    await using editor = await openEditor();
    await using elsewhere = await tempFolder();
    const skill = await editor.addSkill(uniqueName('only'), { 'SKILL.md': sound('only') });
    const { services } = editor;
    Object.assign(services.skills, { all: async () => [skill] });
    const outside = vscode.Uri.file(join(elsewhere.path, 'SKILL.md'));
    await writeFile(outside.fsPath, sound('outside'));
    await editor.run(publishSkill, outside);
    assert.deepEqual(editor.dialogs.shown, [
      `info: ${outside.fsPath} is outside of this workspace: add its folder to it first.`,
    ]);
  });

  test('menus know which folders are skills before any row of one is drawn', async () => {
    await using editor = await openEditor();
    const skill = await editor.addSkill(uniqueName('early'), { 'SKILL.md': sound('early') });
    const { commands } = vscode as unknown as { commands: Record<string, unknown> };
    const original = commands.executeCommand as (...args: unknown[]) => unknown;
    let known: readonly string[] = [];
    commands.executeCommand = (...args: unknown[]) => {
      if (args[1] === contextKeys.skillFolders) {
        known = args[2] as readonly string[];
      }
      return original(...args);
    };
    try {
      editor.services.skills.refresh();
      await editor.services.workspaceTree.getChildren();
      assert.ok(known.includes(skill.folder.fsPath), known.join());
    } finally {
      commands.executeCommand = original;
    }
  });

  test('groups skills by place with who reads them, filters, sorts, and counts what is shown', async () => {
    await using editor = await openEditor();
    const { workspaceListing, workspaceTree } = editor.services;
    const stem = uniqueName('many');
    await editor.addSkill(`${stem}-a`, { 'SKILL.md': sound(`${stem}-a`) });
    await editor.addSkill(`../.claude/skills/${stem}-b`, { 'SKILL.md': '---\nname: x\n---\n' });
    await editor.addSkill(`deep/${stem}-c`, { 'SKILL.md': sound(`${stem}-c`) });
    const messages: string[] = [];
    workspaceTree.onDidSum(({ message }) => messages.push(message));

    workspaceListing.update({ isGrouped: true, text: stem });
    const grouped = await list(editor);
    assert.deepEqual(
      grouped.map(line => line.replace(/\d+ errors?.* · /, 'errors · ')),
      [
        '.claude/skills  1 · Claude Code and GitHub Copilot',
        `  ${stem}-b  errors · never published`,
        'skills  1 · read by no agent here',
        `  ${stem}-a  never published`,
        'skills/deep  1 · read by no agent here',
        `  ${stem}-c  never published`,
      ],
    );
    assert.match(messages.at(-1) ?? '', new RegExp(`^3 of \\d+ skills: only those matching “${stem}”$`));
    const [place] = await workspaceTree.getChildren();
    assert.ok(place?.kind === 'place');
    const item = await workspaceTree.resolveTreeItem(await workspaceTree.getTreeItem(place), place);
    assert.match(String(item.tooltip), /^Read by Claude Code and GitHub Copilot \(as of \d{4}-\d\d-\d\d\)$/m);
    assert.equal((await workspaceTree.getParent(place.skills[0] ?? place))?.kind, 'place');

    workspaceListing.update({ isGrouped: false, order: 'problems' });
    const sorted = (await list(editor)).map(line => line.replace(/ .*/, ''));
    assert.deepEqual(sorted, [`${stem}-b`, `${stem}-c`, `${stem}-a`]);
    workspaceListing.update({ onlyProblems: true });
    assert.equal((await list(editor)).length, 1);
    assert.match(messages.at(-1) ?? '', /^1 of \d+ skills: only those matching .* and with problems$/);
    workspaceListing.update({ text: '', onlyProblems: false });
    await list(editor);
    assert.match(messages.at(-1) ?? '', /^\d+ skills, \d+ with problems/);
  });

  test('shows the files of a skill, says which stay out, and nothing of a folder that is gone', async () => {
    await using editor = await openEditor();
    const name = uniqueName('files');
    const skill = await editor.addSkill(name, {
      'SKILL.md': sound(name),
      'references/step-10.md': '# 10\n',
      'references/step-2.md': '# 2\n',
      '.skillignore': 'draft.md\n',
      'draft.md': '# Draft\n',
    });
    const row = await editor.services.workspaceTree.node(skill);
    assert.deepEqual(await list(editor, row), [
      'references',
      '.skillignore  not published',
      'draft.md  not published',
      'SKILL.md',
    ]);
    const [folder] = await editor.services.workspaceTree.getChildren(row);
    assert.ok(folder);
    assert.deepEqual(await list(editor, folder), ['step-2.md', 'step-10.md']);
    await rm(skill.folder.fsPath, { recursive: true });
    assert.deepEqual(await list(editor, folder), []);
    assert.deepEqual(await list(editor, row), []);
  });

  test('renames a skill with its folder, name, mentions, link and the symbolic links to it', async () => {
    await using editor = await openEditor();
    const [old, other] = [uniqueName('old'), uniqueName('other')];
    const skill = await editor.addSkill(old, { 'SKILL.md': sound(old) });
    const mention = await editor.addSkill(other, { 'SKILL.md': `${sound(other)}\nThen run \`${old}\`.\n` });
    const now = `${old}-now`;
    const placed = await linkTo(skill, `.claude/skills/${old}`, join('../../skills', old));
    const root = workspaceRoot().uri.fsPath;
    const moved = join(root, '.claude/skills', now);
    try {
      editor.services.skills.refresh();
      const linked = (await editor.services.skills.all()).find(({ path }) => path.endsWith(old));
      assert.deepEqual([linked?.path, linked?.places.length], [`skills/${old}`, 1], 'one skill, two places');
      editor.dialogs.on(`Rename ${old}`, now);
      await editor.run(renameRow, skill.uri);
      assert.ok(linked);
      const text = await readFile(join(root, 'skills', now, 'SKILL.md'), 'utf8');
      assert.match(text, new RegExp(`^name: ${now}$`, 'm'));
      assert.match(await readFile(mention.uri.fsPath, 'utf8'), new RegExp(`\`${now}\``));
      assert.ok((await lstat(moved)).isSymbolicLink() && existsSync(join(moved, 'SKILL.md')));
      assert.equal(await readlink(moved), join('../../skills', now));
      assert.equal(existsSync(placed), false);
    } finally {
      await rm(placed, { force: true });
      await rm(moved, { force: true });
      await rm(join(root, 'skills', now), { recursive: true, force: true });
    }
  });

  test('says why a name cannot be taken, and changes nothing', async () => {
    await using editor = await openEditor();
    const [one, two] = [uniqueName('one'), uniqueName('two')];
    const skill = await editor.addSkill(one, { 'SKILL.md': sound(one) });
    await editor.addSkill(two, { 'SKILL.md': sound(two) });
    for (const [typed, complaint] of [
      [two, `complaint: There is a “${two}” beside it already.`],
      ['Not A Name', /^complaint: .*"N"/],
      [' ', 'complaint: It needs a name.'],
    ] as const) {
      editor.dialogs.on(`Rename ${one}`, typed);
      await editor.run(renameRow, skill.uri);
      await editor.dialogs.message(complaint);
    }
    assert.match(await readFile(skill.uri.fsPath, 'utf8'), new RegExp(`^name: ${one}$`, 'm'));
  });

  test('duplicates a skill under another name, without what it is linked to', async () => {
    await using editor = await openEditor();
    const name = uniqueName('twin');
    const skill = await editor.addSkill(name, {
      'SKILL.md': sound(name),
      'scripts/run.sh': '#!/bin/sh\n',
      '.git/HEAD': 'ref: x\n',
    });
    const link = {
      skillId: 'skill_1',
      name,
      version: '3',
      digest: 'sha256:0',
      publishedAt: '2026-11-21T10:00:00.000Z',
    };
    await writeFile(
      join(workspaceRoot().uri.fsPath, linkFileName),
      JSON.stringify({ version: 1, skills: { [skill.path]: { registries: { openai: link } } } }),
    );
    const folder = `${skill.folder.fsPath}-copy`;
    try {
      editor.dialogs.on(`Duplicate ${name}`, `${name}-copy`);
      await editor.run(duplicateSkill, skill.uri);
      assert.match(await readFile(join(folder, 'SKILL.md'), 'utf8'), new RegExp(`^name: ${name}-copy$`, 'm'));
      assert.deepEqual(
        [existsSync(join(folder, 'scripts/run.sh')), existsSync(join(folder, '.git'))],
        [true, false],
      );
      const copy = await editor.services.skills.of(vscode.Uri.file(join(folder, 'SKILL.md')));
      assert.ok(copy);
      assert.equal(await editor.rowOf(copy), `${name}-copy  never published`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('deletes the selected skills after a question, with the links to them, and leaves what is published', async () => {
    await using editor = await openEditor();
    const names = ['first', 'second', 'kept'].map(uniqueName);
    const skills = await Promise.all(names.map(name => editor.addSkill(name, { 'SKILL.md': sound(name) })));
    const [first] = skills;
    assert.ok(first);
    const placed = await linkTo(first, `.agents/skills/${names[0]}`, join('../../skills', `${names[0]}`));
    editor.services.skills.refresh();
    const all = await editor.services.skills.all();
    const rows = await Promise.all(
      all
        .filter(({ path }) => names.some(name => path.endsWith(name)))
        .map(skill => editor.services.workspaceTree.node(skill)),
    );
    try {
      const chosen = rows.filter(({ skill }) => !skill.path.endsWith(`${names[2]}`));
      select(editor, chosen);
      editor.dialogs.on(/^Delete 2 skills/, null);
      await editor.run(trashSkill, chosen[0]);
      assert.ok(existsSync(first.uri.fsPath));
      assert.match(editor.dialogs.details.at(-1) ?? '', /1 link to it go, too|What is published stays/);
      editor.dialogs.on(/^Delete 2 skills/, 'Move to Trash');
      editor.dialogs.on(/^2 skills cannot be moved to the trash/, 'Delete for Good');
      await editor.run(trashSkill, chosen[0]);
      assert.deepEqual(
        skills.map(({ folder }) => existsSync(folder.fsPath)),
        [false, false, true],
      );
      await assert.rejects(lstat(placed));
    } finally {
      await rm(placed, { force: true });
    }
  });

  test('copies the paths of all selected skills, and of one that is not among them only its own', async () => {
    await using editor = await openEditor();
    const rows: WorkspaceRow[] = [];
    for (const name of ['one', 'two', 'three'].map(uniqueName)) {
      rows.push(
        await editor.services.workspaceTree.node(await editor.addSkill(name, { 'SKILL.md': sound(name) })),
      );
    }
    const [one, two, three] = rows;
    assert.ok(one && two && three && one.kind === 'workspaceSkill');
    select(editor, [one, two]);
    const copied = async (target: unknown) => {
      await editor.run(copySkillPath, target);
      return (await vscode.env.clipboard.readText()).split('\n').length;
    };
    assert.equal(await copied(one), 2);
    assert.equal(await copied('selection'), 2);
    assert.equal(await copied(three), 1);
    const place: PlaceNode = {
      kind: 'place',
      label: 'skills',
      root: '',
      place: 'skills',
      agents: [],
      skills: [one],
    };
    assert.equal(await copied(place), 1);
  });

  test('takes a key for the row with the focus also when something else selects rows meanwhile', async () => {
    await using editor = await openEditor();
    const [name, other] = [uniqueName('meant'), uniqueName('other')];
    const row = await editor.services.workspaceTree.node(
      await editor.addSkill(name, { 'SKILL.md': sound(name) }),
    );
    const beside = await editor.services.workspaceTree.node(
      await editor.addSkill(other, { 'SKILL.md': sound(other) }),
    );
    const told = async (...selections: readonly (readonly WorkspaceRow[])[]) => {
      const next = selections[Symbol.iterator]();
      const workspaceView = Object.create(editor.services.workspaceView, {
        selection: { get: () => next.next().value ?? [] },
      });
      const { focused, rows } = await keyRows({ workspaceView });
      assert.equal(next.next().done, true);
      return [focused, rows];
    };
    assert.deepEqual(await told([], [row]), [row, [row]]);
    assert.deepEqual(await told([beside], [row, beside]), [row, [row, beside]]);
    assert.deepEqual(await told([row, beside], [beside]), [row, [row]], 'the focus has left the selection');
    // A skill that was just made is revealed, and selected, between the two.
    assert.deepEqual(await told([], [], [row], []), [row, [row]]);
    assert.deepEqual(await told([row], [beside], [beside, row], [beside]), [row, [row]]);
  });

  test('does nothing to another skill when the folder of a row has disappeared, and says so', async () => {
    await using editor = await openEditor();
    const [name, other] = [uniqueName('gone'), uniqueName('stays')];
    const skill = await editor.addSkill(name, { 'SKILL.md': sound(name) });
    const stays = await editor.addSkill(other, { 'SKILL.md': sound(other) });
    const row = await editor.services.workspaceTree.node(skill);
    await rm(skill.folder.fsPath, { recursive: true });
    editor.services.skills.refresh();
    for (const command of [renameRow, duplicateSkill, copyCode]) {
      await editor.run(command, row);
    }
    assert.deepEqual(
      editor.dialogs.shown,
      Array.from({ length: 3 }, () => `info: ${skill.path} is not there any more.`),
    );
    editor.dialogs.on(`Publish ${name}`, null);
    await editor.run(publishSkill, row);
    assert.match((editor.dialogs.rows.get(`Publish ${name}`) ?? []).join('\n'), /it does not exist/);
    assert.ok(existsSync(stays.folder.fsPath));
    assert.deepEqual(
      editor.dialogs.messages().filter(text => text.includes('This is a bug')),
      [],
    );
  });

  test('says where no skill can be made, as in an agent’s folder that is a file, and leaves nothing half there', async () => {
    await using editor = await openEditor();
    const agents = join(workspaceRoot().uri.fsPath, '.github');
    await mkdir(agents);
    await writeFile(join(agents, 'skills'), 'Not a folder.');
    try {
      const name = uniqueName('blocked');
      const place = `.github/skills/${name}`;
      editor.dialogs.on(/New Skill/, name, 'Does it well. Use when it must be done.', place);
      await editor.run(newSkill);
      assert.match(
        editor.dialogs.messages().at(-1) ?? '',
        /cannot be written: a part of the path is not a folder/,
      );
      assert.equal(await readFile(join(agents, 'skills'), 'utf8'), 'Not a folder.');
    } finally {
      await rm(agents, { recursive: true });
    }
  });

  test('publishes the selected skills, new and changed ones, without what was unticked, in one report', async () => {
    await using editor = await openEditor();
    const { dialogs, services } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const names = ['alpha', 'beta', 'gamma', 'delta'].map(uniqueName);
    const [old = '', fresh = '', broken = '', out = ''] = names;
    const skills = [];
    for (const name of names) {
      const text = name === broken ? skillText(name, '""') : sound(name);
      skills.push(await editor.addSkill(name, { 'SKILL.md': text }));
    }
    const [first] = skills;
    assert.ok(first);
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${old}`, /^Publish v1/);
    await editor.run(publishSkill, first.uri);
    await dialogs.message(`Published “${old}” to Team as v1`);
    await editor.write(first, { 'SKILL.md': `${sound(old)}More.\n` });

    const rows = await Promise.all(skills.map(skill => services.workspaceTree.node(skill)));
    select(editor, rows);
    dialogs.on('Publish 3 New Skills To', ['Team']);
    dialogs.on(
      'Publish 4 skills',
      new RegExp(`^${out} → Team`),
      new RegExp(`^${out} → Team — left out`),
      new RegExp(`^${out} → Team`),
      /^Publish 2 versions$/,
    );
    dialogs.on('2 of 3 published.', null);
    await editor.run(publishSkill, rows[1]);
    const report = await dialogs.message(/2 of 3 published\./);
    assert.match(report, new RegExp(`${broken}: 1 error\\.`));
    const held = await team.registry.listSkills();
    assert.ok(held.ok);
    assert.deepEqual(
      held.value.items.map(({ name, latestVersion }) => `${name} ${latestVersion}`).sort(),
      [`${old} 2`, `${fresh} 1`].sort(),
    );
    dialogs.assertAllAsked();

    // What was unticked was not meant to go anywhere; what is blocked is still left to do.
    dialogs.on(/^Publish \d+ New Skills To/, ['Team']);
    dialogs.on(/^Publish \d+ skills/, null);
    await editor.run(publishAll);
    const review = [...dialogs.rows].findLast(([title]) => /^Publish \d+ skills/.test(title))?.[1] ?? [];
    const listed = (name: string) => review.some(row => row.startsWith(`${name} → Team`));
    assert.deepEqual(names.map(listed), [false, false, true, true], review.join('\n'));
  });

  test('asks about a skill that is published only where nothing is set up here, and leaves it out for no answer', async () => {
    await using editor = await openEditor();
    const { dialogs, services } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const gone = await editor.addRegistry('openai', 'Gone');
    const [here = '', away = ''] = ['here', 'away'].map(uniqueName);
    const skills = [];
    for (const [name, where] of [
      [here, 'Team'],
      [away, 'Gone'],
    ] as const) {
      const skill = await editor.addSkill(name, { 'SKILL.md': sound(name) });
      skills.push(skill);
      dialogs.on('Publish To', [where]);
      dialogs.on(`Publish ${name}`, /^Publish v1/);
      await editor.run(publishSkill, skill.uri);
      await dialogs.message(`Published “${name}” to ${where} as v1`);
      await editor.write(skill, { 'SKILL.md': `${sound(name)}More.\n` });
    }
    await services.connections.remove(gone.settings.id);

    dialogs.on('Publish To', null);
    await editor.run(publishSkill, skills[1]?.uri);
    select(editor, await Promise.all(skills.map(skill => services.workspaceTree.node(skill))));
    dialogs.on('Publish 1 Other Skill To', []);
    dialogs.on('Publish 2 skills', /^Publish v2/);
    await editor.run(publishSkill, await services.workspaceTree.node(skills[0] ?? assert.fail()));
    await dialogs.message(`Published “${here}” to Team as v2`);
    dialogs.assertAllAsked();
    const held = await team.registry.listSkills();
    assert.ok(held.ok);
    assert.deepEqual(
      held.value.items.map(({ name }) => name),
      [here],
    );
  });

  test('downloads into any folder, links nothing outside the workspace, and offers that folder the next time', async () => {
    await using editor = await openEditor();
    await using elsewhere = await tempFolder();
    const { dialogs, services } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('down');
    await team.publish(name, [{ 'SKILL.md': sound(name) }]);
    const [registry] = (await services.registriesTree.getChildren()).slice(-1);
    const [row] = await services.registriesTree.getChildren(registry);
    const window = vscode.window as unknown as Record<string, unknown>;
    const original = window.showOpenDialog;
    window.showOpenDialog = async () => [vscode.Uri.file(elsewhere.path)];
    try {
      dialogs.on(/^Download/, /^\$?.*Another folder…$/);
      await editor.run(downloadVersion, row);
      await dialogs.message(new RegExp(`${name} v1 is in .*${name}\\.`));
      assert.equal(await readFile(join(elsewhere.path, name, 'SKILL.md'), 'utf8'), sound(name));
      assert.equal(existsSync(join(workspaceRoot().uri.fsPath, linkFileName)), false);

      window.showOpenDialog = async () => undefined;
      dialogs.on(/^Download/, /Another folder…$/);
      await editor.run(downloadVersion, row);
      const offered = [...dialogs.rows].findLast(([title]) => title.startsWith('Download'))?.[1] ?? [];
      assert.match(offered[0] ?? '', new RegExp(`${name} — where the last one went$`));
      assert.ok(
        offered.includes(`.claude/skills/${name} — Read by Claude Code and GitHub Copilot`),
        offered.join('\n'),
      );
    } finally {
      window.showOpenDialog = original;
    }
  });

  test('copies code that uses a folder, by the local shell or zipped, and as it is published', async () => {
    await using editor = await openEditor();
    const name = uniqueName('used');
    const skill = await editor.addSkill(name, { 'SKILL.md': sound(name) });
    const row = await editor.services.workspaceTree.node(skill);
    const copied = async (way: string, language: string) => {
      editor.dialogs.on('Copy Code', way, language);
      await editor.run(copyCode, row);
      return vscode.env.clipboard.readText();
    };
    const local = JSON.parse(await copied('Local shell, from its folder', 'JSON'));
    assert.deepEqual(local.tools[0].environment.skills, [
      { name, description: 'Does it well. Use when it must be done.', path: skill.folder.fsPath },
    ]);
    const inline = JSON.parse(await copied('Inline, zipped into the request', 'JSON'));
    const [{ source }] = inline.tools[0].environment.skills;
    const held = await zipContents(Buffer.from(source.data, 'base64'));
    assert.deepEqual([...held.keys()], [`${name}/SKILL.md`]);
  });

  test('leads to the page where a key is made, says what it needs, and offers the one in the environment', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const opened: string[] = [];
    const env = vscode.env as unknown as Record<string, unknown>;
    const { openExternal } = env;
    const before = process.env.ANTHROPIC_API_KEY;
    env.openExternal = async (uri: vscode.Uri) => {
      opened.push(uri.toString(true));
      return uri.authority.includes('openai');
    };
    try {
      dialogs.on('Add Registry', /^OpenAI$/, 'Enter the key…', 'Make a key at OpenAI…', null);
      await editor.run(addRegistry);
      assert.deepEqual(opened, ['https://platform.openai.com/api-keys']);
      const [first] = dialogs.rows.get('Add Registry') ?? [];
      assert.match(
        first ?? '',
        /^Enter a key — It needs all permissions, or to read and write skills; make it in the project/,
      );

      process.env.ANTHROPIC_API_KEY = 'from-the-environment';
      dialogs.on('Add Registry', /^Anthropic$/, 'Enter the key…', 'Make a key at Anthropic…', null);
      await editor.run(addRegistry);
      const rows = dialogs.rows.get('Add Registry') ?? [];
      assert.match(rows.at(-1) ?? '', /^Use the key in ANTHROPIC_API_KEY — /);
      assert.ok(!rows.join('').includes('from-the-environment'));
      // Where no browser opens, the address can be pasted into one.
      await dialogs.message('https://platform.claude.com/settings/keys could not be opened here.');
      assert.equal(await vscode.env.clipboard.readText(), 'https://platform.claude.com/settings/keys');
      dialogs.assertAllAsked();
    } finally {
      env.openExternal = openExternal;
      if (before === undefined) {
        delete process.env.ANTHROPIC_API_KEY;
      } else {
        process.env.ANTHROPIC_API_KEY = before;
      }
    }
  });
});
