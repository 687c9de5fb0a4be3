import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { linksOf, parseLinkFile } from '../../src/core/link/linkFile.ts';
import type { Registry } from '../../src/core/registry/contract.ts';
import { clearVersions } from '../../src/editor/commands/version/clearVersions.ts';
import { deleteSkill } from '../../src/editor/commands/version/deleteSkill.ts';
import { deleteVersion } from '../../src/editor/commands/version/deleteVersion.ts';
import { downloadVersion } from '../../src/editor/commands/version/downloadVersion.ts';
import { restoreDeleted } from '../../src/editor/commands/version/restoreDeleted.ts';
import { rollBack } from '../../src/editor/commands/version/rollBack.ts';
import { searchVersion } from '../../src/editor/commands/version/searchVersion.ts';
import { endInterrupted } from '../../src/editor/download/interrupted.ts';
import type { SkillNode, VersionNode } from '../../src/editor/tree/registryNode.ts';
import { TrustDocuments } from '../../src/editor/versions/trustDocuments.ts';
import { trustUri } from '../../src/editor/versions/trustReports.ts';
import {
  type AddedRegistry,
  type Editor,
  openEditor,
  uniqueName,
  workspaceRoot,
} from '../support/editor/openEditor.ts';
import { isUpload } from '../support/registry/faults.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const manifest = (name: string, version: string) =>
  skillText(name, 'Does it. Use when it must be done.').replace(
    '\n---\n\n',
    `\nmetadata:\n  version: "${version}"\n---\n\n`,
  );

/** An editor with a registry that holds a skill of some versions: 1.0.0, 2.0.0 and so on. */
async function openWith(kind: 'openai' | 'anthropic', count: number) {
  const editor = await openEditor();
  const team = await editor.addRegistry(kind, 'Team');
  const name = uniqueName('kept');
  const versions = Array.from({ length: count }, (_, index) => ({
    'SKILL.md': manifest(name, `${index + 1}.0.0`),
    ...(index > 0 ? { [`references/${index}.md`]: `# ${index}\n` } : {}),
  }));
  const id = await team.publish(name, versions);
  return { ...editor, team, name, id };
}

type Opened = Editor & { readonly team: AddedRegistry; readonly name: string; readonly id: string };

async function skillRow({ services, team, id }: Opened): Promise<SkillNode> {
  const browser = await services.connections.browser(team.settings.id);
  assertOk(browser);
  await browser.value.refreshSkill(id);
  const skill = browser.value.skill(id);
  assert.ok(skill);
  return { kind: 'skill', registryId: team.settings.id, skill };
}

/** A version's row, counted from 1 for the oldest. */
async function versionRow(opened: Opened, number: number): Promise<VersionNode> {
  const row = await skillRow(opened);
  const versions = await opened.team.registry.listVersions(opened.id);
  assertOk(versions);
  const version = versions.value.items.toReversed()[number - 1];
  assert.ok(version);
  return { ...row, kind: 'version', version };
}

/** What each version calls itself in its manifest, newest first; null when the skill is gone. */
async function contents(registry: Registry, id: string): Promise<readonly string[] | null> {
  const versions = await registry.listVersions(id);
  if (!versions.ok) {
    return versions.failure.kind === 'not-found' ? null : [versions.failure.kind];
  }
  const { unzipped } = await import('../support/skill/skillFiles.ts');
  return Promise.all(
    versions.value.items.map(async ({ key }) => {
      const zip = await registry.download(id, key);
      assertOk(zip);
      const files = await unzipped(await new Response(zip.value).blob());
      const text = [...files].find(([path]) => path.endsWith('SKILL.md'))?.[1];
      return /version: "(.*)"/.exec(String(text))?.[1] ?? '';
    }),
  );
}

async function defaultOf(registry: Registry, id: string): Promise<string | null> {
  const skill = await registry.getSkill(id);
  assertOk(skill);
  return skill.value.defaultVersion;
}

suite('Deleting', () => {
  test('a version asks once, keeps a copy, and brings it back as a new version', async () => {
    await using editor = await openWith('openai', 3);
    const { dialogs, team, id, name } = editor;
    dialogs.on(`Delete v2 of “${name}” from Team?`, null);
    await editor.run(deleteVersion, await versionRow(editor, 2));
    assert.deepEqual(await contents(team.registry, id), ['3.0.0', '2.0.0', '1.0.0'], 'turned away');

    dialogs.on(`Delete v2 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`Deleted v2 of “${name}” from Team. A copy is kept`, null);
    await editor.run(deleteVersion, await versionRow(editor, 2));
    assert.deepEqual(await contents(team.registry, id), ['3.0.0', '1.0.0']);

    dialogs.on('Restore Deleted Skill', name);
    await editor.run(restoreDeleted);
    assert.match(dialogs.rows.get('Restore Deleted Skill')?.[0] ?? '', /Team, deleted .* — Does it\./);
    assert.deepEqual(await contents(team.registry, id), ['2.0.0', '3.0.0', '1.0.0']);
    await dialogs.message(`info: Restored “${name}” on Team as v4.`);
    assert.equal(await defaultOf(team.registry, id), '1', 'the default stays');
    await editor.run(restoreDeleted);
    await dialogs.message('info: There is no copy of a deleted skill in this machine’s cache.');
    dialogs.assertAllAsked();
  });

  test('the default version offers to move the default first', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, id, name } = editor;
    dialogs.on(`v1 is the default of “${name}” and cannot be deleted as such.`, null);
    await editor.run(deleteVersion, await versionRow(editor, 1));
    assert.deepEqual(
      [await defaultOf(team.registry, id), await contents(team.registry, id)],
      ['1', ['2.0.0', '1.0.0']],
    );
    dialogs.on('v1 is the default', 'Make v2 Default and Delete v1');
    await editor.run(deleteVersion, await versionRow(editor, 1));
    assert.deepEqual(
      [await defaultOf(team.registry, id), await contents(team.registry, id)],
      ['2', ['2.0.0']],
    );
  });

  test('the only version takes the skill along, so that its name is to be typed', async () => {
    await using editor = await openWith('openai', 1);
    const { dialogs, team, id, name } = editor;
    const deletions = () => team.faults.calls.filter(({ method }) => method === 'DELETE').length;
    dialogs.on(`Delete v1 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`Delete “${name}” from Team`, name.slice(1));
    await editor.run(deleteVersion, await versionRow(editor, 1));
    assert.equal(dialogs.shown.at(-1), `complaint: Type ${name} in full to delete it with all its versions.`);
    assert.match(dialogs.details[0] ?? '', /skill goes with it/);
    dialogs.on(`Delete v1 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`Delete “${name}” from Team`, null);
    await editor.run(deleteVersion, await versionRow(editor, 1));
    assert.equal(deletions(), 0);

    dialogs.on(`Delete v1 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`Delete “${name}” from Team`, name);
    await editor.run(deleteVersion, await versionRow(editor, 1));
    assert.equal(deletions(), 1);
    assert.equal(await contents(team.registry, id), null);
    await dialogs.message(`info: Deleted v1 of “${name}” and with it the skill from Team.`);
    dialogs.assertAllAsked();
  });

  test('a version that has become the only one meanwhile asks for the name, too', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, id, name, services } = editor;
    assert.ok((await team.registry.setDefault(id, '2')).ok);
    const row = await versionRow(editor, 1);
    const browser = await services.connections.browser(team.settings.id);
    assertOk(browser);
    await browser.value.versions(id).first();
    // Somebody else goes back to the first version and deletes the second.
    assert.ok((await team.registry.setDefault(id, '1')).ok);
    assert.ok((await team.registry.deleteVersion(id, '2')).ok);

    dialogs.on(`Delete v1 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`Delete “${name}” from Team`, null);
    await editor.run(deleteVersion, row);
    assert.match(dialogs.details[0] ?? '', /skill goes with it/);
    assert.deepEqual(await contents(team.registry, id), ['1.0.0']);
    dialogs.assertAllAsked();
  });

  test('the only version is refused by Anthropic, and leads to deleting the skill', async () => {
    await using editor = await openWith('anthropic', 1);
    const { dialogs, team, id, name } = editor;
    dialogs.on('is the only version of', 'Delete Skill…');
    dialogs.on(`Delete “${name}” from Team?`, null);
    await editor.run(deleteVersion, await versionRow(editor, 1));
    assert.match(dialogs.messages()[0] ?? '', /Team keeps at least one; delete the skill instead\./);
    assert.deepEqual(await contents(team.registry, id), ['1.0.0']);
    dialogs.assertAllAsked();
  });

  test('a skill says what goes with it; restoring makes a new one, and folders follow', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, id, name, services } = editor;
    dialogs.on(/^Download/, `skills/${name}`);
    await editor.run(downloadVersion, await versionRow(editor, 1));
    const skill = await editor.addSkill(name, {});

    dialogs.on(`Delete “${name}” from Team?`, 'Delete Skill…');
    dialogs.on(new RegExp(`^Delete “${name}” from Team$`), name);
    dialogs.on('Deleted “', null);
    await editor.run(deleteSkill, await skillRow(editor));
    assert.deepEqual(dialogs.details.at(-1)?.split('\n'), [
      'All its versions go with it: 2 versions.',
      'Requests that use it will fail.',
      'The folder in your workspace stays as it is.',
      '',
      'A copy of v1, which runs now, is kept to restore it from.',
    ]);
    assert.equal(await contents(team.registry, id), null);

    dialogs.on('Restore Deleted Skill', name);
    await editor.run(restoreDeleted);
    await dialogs.message('as v1. Its id is a new one.');
    const [state] = await services.states.of(skill);
    assert.ok(state && state.link.skillId !== id && !state.isChanged, 'the folder belongs to the new one');
    assert.deepEqual(await contents(team.registry, state.link.skillId), ['1.0.0']);
    dialogs.assertAllAsked();
  });

  test('for good is asked for where no copy can be kept', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, id, name } = editor;
    const refuse = () =>
      team.faults.arm(
        { kind: 'answer', status: 403, body: '{"error":{"message":"No downloads."}}' },
        { when: ({ path }) => path.endsWith('/content') },
      );
    refuse();
    dialogs.on(`Delete v2 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`No copy of “${name}” can be kept.`, null);
    const row = await versionRow(editor, 2);
    await editor.run(deleteVersion, row);
    assert.match(dialogs.details.at(-1) ?? '', /No downloads\.[\s\S]*Without a copy it cannot be restored\./);
    refuse();
    dialogs.on(`Delete v2 of “${name}” from Team?`, 'Delete Version');
    dialogs.on(`No copy of “${name}” can be kept.`, 'Delete for Good');
    await editor.run(deleteVersion, row);
    assert.deepEqual(await contents(team.registry, id), ['1.0.0']);
    await dialogs.message(`info: Deleted v2 of “${name}” from Team.`);
    assert.ok(!dialogs.shown.at(-1)?.includes('copy'));
  });

  test('clearing the cache asks before copies go that exist nowhere else', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, name } = editor;
    dialogs.on(`Delete v2 of “${name}” from Team?`, 'Delete Version');
    await editor.run(deleteVersion, await versionRow(editor, 2));
    dialogs.on('Also remove 1 copy of what you deleted?', null);
    await editor.run(clearVersions);
    dialogs.on('Also remove 1 copy of what you deleted?', 'Clear, but Keep These');
    await editor.run(clearVersions);
    dialogs.on('Also remove 1 copy of what you deleted?', 'Clear Everything');
    await editor.run(clearVersions);
    await editor.run(clearVersions);
    assert.deepEqual(
      dialogs.messages().filter(text => text.startsWith('status')),
      [
        'status: 0 cached versions removed',
        'status: 1 cached version removed',
        'status: 0 cached versions removed',
      ],
    );
  });
});

suite('Rolling back', () => {
  test('moves the default, with what each version changes, and back by one click', async () => {
    await using editor = await openWith('openai', 3);
    const { dialogs, team, id, name } = editor;
    assert.ok((await team.registry.setDefault(id, '3')).ok);
    dialogs.on(`Roll Back ${name}`, /metadata\.version 1\.0\.0 · −2 ~1 against v3|^v1/);
    dialogs.on(`v1 of “${name}” runs now on Team.`, 'Undo');
    await editor.run(rollBack, await skillRow(editor));
    await dialogs.message(`info: v3 of “${name}” runs again on Team.`);
    assert.equal(await defaultOf(team.registry, id), '3');
    assert.deepEqual(await contents(team.registry, id), ['3.0.0', '2.0.0', '1.0.0'], 'nothing was published');
    assert.deepEqual(
      dialogs.rows.get(`Roll Back ${name}`)?.map(row => row.split(' — ')[0]),
      ['v2', 'v1'],
      'without what runs',
    );
  });

  test('publishes again where the latest always runs, after saying so', async () => {
    await using editor = await openWith('anthropic', 2);
    const { dialogs, team, id } = editor;
    const row = await versionRow(editor, 1);
    dialogs.on(/^Publish the version of .* again\?$/, null);
    await editor.run(rollBack, row);
    assert.match(
      dialogs.details.at(-1) ?? '',
      /Team always runs the latest version.*\n.*No version is deleted\./,
    );
    assert.deepEqual(await contents(team.registry, id), ['2.0.0', '1.0.0']);

    dialogs.on(/^Publish the version of .* again\?$/, 'Publish It Again');
    dialogs.on('runs now on Team.', 'Undo');
    await editor.run(rollBack, row);
    await dialogs.message('runs again on Team.');
    assert.deepEqual(await contents(team.registry, id), ['2.0.0', '1.0.0', '2.0.0', '1.0.0']);
  });

  test('says what stands against it, and what is not known', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, id, name } = editor;
    const row = await versionRow(editor, 2);
    assert.ok((await team.registry.setDefault(id, '2')).ok);
    await editor.run(rollBack, row);
    await dialogs.message(`info: This version of “${name}” runs already.`);

    team.faults.arm(
      { kind: 'answer', status: 403, body: '{"error":{"message":"Read only."}}' },
      { when: ({ method }) => method === 'POST' },
    );
    await editor.run(rollBack, await versionRow(editor, 1));
    assert.match(dialogs.messages().at(-1) ?? '', /^error: .*Read only\./);
    assert.equal(await defaultOf(team.registry, id), '2');
  });

  test('a skill of one version has nothing to go back to', async () => {
    await using editor = await openWith('openai', 1);
    await editor.run(rollBack, await skillRow(editor));
    await editor.dialogs.message(`info: ${editor.name} has no other version to go back to.`);
  });

  test('an upload that is refused changes nothing', async () => {
    await using editor = await openWith('anthropic', 2);
    const { dialogs, team, id } = editor;
    team.faults.arm(
      {
        kind: 'answer',
        status: 400,
        body: '{"type":"error","error":{"type":"invalid_request_error","message":"Too old."}}',
      },
      { when: isUpload },
    );
    dialogs.on(/^Publish the version of/, 'Publish It Again');
    await editor.run(rollBack, await versionRow(editor, 1));
    assert.match(dialogs.messages().at(-1) ?? '', /^error: .*Too old\./);
    assert.deepEqual(await contents(team.registry, id), ['2.0.0', '1.0.0']);
  });
});

suite('Downloading', () => {
  const root = () => workspaceRoot().uri.fsPath;

  test('puts a version where agents look, with its link', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, id, name, services } = editor;
    dialogs.on(/^Download/, `skills/${name}`);
    await editor.run(downloadVersion, await versionRow(editor, 2));
    const skill = await editor.addSkill(name, {});
    const offered = dialogs.rows.get(`Download ${name} v2`)?.map(row => row.split(' — ')[0]);
    assert.equal(offered?.at(-1), 'Another folder…');
    assert.deepEqual(offered?.slice(0, 4), [
      `skills/${name}`,
      `.agents/skills/${name}`,
      `.claude/skills/${name}`,
      `.github/skills/${name}`,
    ]);
    await dialogs.message(`info: ${name} v2 is in skills/${name}.`);
    assert.equal(await editor.rowOf(skill), `${name}  v2 on Team, v1 runs`);
    const links = parseLinkFile(await readFile(join(root(), '.skillwright.json'), 'utf8'));
    assertOk(links);
    const link = linksOf(links.value, `skills/${name}`).get(services.connections.keyOf(team.settings.id));
    assert.deepEqual([link?.skillId, link?.version, link?.name], [id, '2', name]);
  });

  test('does not replace a folder whose open file cannot be saved: its backup would lack what was typed', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, name } = editor;
    const skill = await editor.addSkill(name, { 'SKILL.md': manifest(name, '0.1.0') });
    const document = await vscode.workspace.openTextDocument(skill.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(skill.uri, document.positionAt(document.getText().length), 'Typed, not saved.\n');
    await vscode.workspace.applyEdit(edit);
    // Of another size: VS Code takes a file of the same size for the one that it read.
    await writeFile(skill.uri.fsPath, manifest(name, '0.20.0'));
    dialogs.on(/^Download/, `skills/${name}`);
    dialogs.on(`skills/${name} exists already.`, 'Replace, Keep a Backup');
    await editor.run(downloadVersion, await versionRow(editor, 2));
    await dialogs.message(/error: .*SKILL\.md has changes that cannot be saved/);
    assert.match(await readFile(skill.uri.fsPath, 'utf8'), /version: "0\.20\.0"/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('over a folder compares, replaces with a backup, or leaves it', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, name, services } = editor;
    const skill = await editor.addSkill(name, { 'SKILL.md': manifest(name, '0.1.0'), 'mine.md': 'Mine.\n' });
    const row = await versionRow(editor, 2);
    const text = () => readFile(skill.uri.fsPath, 'utf8');
    for (const answer of [null, 'Compare']) {
      dialogs.on(/^Download/, `skills/${name}`);
      dialogs.on(`skills/${name} exists already.`, answer);
      await editor.run(downloadVersion, row);
      assert.match(await text(), /version: "0\.1\.0"/);
    }
    assert.deepEqual(editor.comparisons, [
      {
        title: `${name}: v2 ↔ Working Copy (+1 −1 ~1)`,
        paths: ['skillwright:SKILL.md file:SKILL.md', '- file:mine.md', 'skillwright:1.md -'],
      },
    ]);
    dialogs.on(/^Download/, `skills/${name}`);
    dialogs.on(`skills/${name} exists already.`, 'Replace, Keep a Backup');
    await editor.run(downloadVersion, row);
    assert.match(await text(), /version: "2\.0\.0"/);
    assert.equal(existsSync(join(skill.folder.fsPath, 'mine.md')), false);
    const backups = join(services.context.globalStorageUri.fsPath, 'backups');
    const [backup] = await readdir(backups);
    assert.equal(await readFile(join(backups, backup ?? '', name, 'mine.md'), 'utf8'), 'Mine.\n');
    assert.equal(await editor.rowOf(skill), `${name}  v2 on Team, v1 runs`);
    await dialogs.message('What was there before is kept as a backup.');
  });

  test('that fails leaves the folder as it was, and nothing beside it', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, team, name } = editor;
    const skill = await editor.addSkill(name, { 'SKILL.md': manifest(name, '0.1.0') });
    const row = await versionRow(editor, 2);
    team.faults.arm(
      { kind: 'replace-answer', status: 200, body: 'PK this is no zip' },
      { when: ({ path }) => path.endsWith('/content'), times: 9 },
    );
    await editor.run(downloadVersion, row);
    assert.match(dialogs.messages().at(-1) ?? '', /^error: /);
    assert.match(await readFile(skill.uri.fsPath, 'utf8'), /version: "0\.1\.0"/);
    const beside = await readdir(join(root(), 'skills'));
    assert.deepEqual(
      beside.filter(entry => entry.startsWith('.')),
      [],
    );
  });

  test('that VS Code was killed in is ended when the workspace is looked at', async () => {
    await using editor = await openEditor();
    const { services, dialogs } = editor;
    const backups = join(services.context.globalStorageUri.fsPath, 'backups');
    const dead = spawnSync(process.execPath, ['--version'], { env: { ELECTRON_RUN_AS_NODE: '1' } }).pid;
    const names = ['back', 'done', 'elsewhere'].map(uniqueName);
    const [back = '', done = '', elsewhere = ''] = names;
    const leave = (name: string, part: string, version: string, backup: string) => {
      const work = join(root(), 'skills', `.${name}.skillwright-${dead}-0123abcd`);
      mkdirSync(join(work, part), { recursive: true });
      writeFileSync(join(work, part, 'SKILL.md'), manifest(name, version));
      writeFileSync(join(work, 'backup'), backup);
    };
    const inPlace = await editor.addSkill(done, { 'SKILL.md': manifest(done, '2.0.0') });
    const other = await editor.addSkill(elsewhere, { 'SKILL.md': manifest(elsewhere, '2.0.0') });
    // In one go, and ended at once: the extension in this window, which looks now and then, would be first.
    // Between the two moves; after both, before the backup; and one that somebody wrote.
    leave(back, 'new', '2.0.0', join(backups, 'x', back));
    leave(back, 'old', '1.0.0', join(backups, 'x', back));
    leave(done, 'old', '1.0.0', join(backups, 'y', done));
    leave(elsewhere, 'old', '1.0.0', join(root(), 'out'));
    const folders = names.map(name => vscode.Uri.file(join(root(), 'skills', name)));
    const ended = Promise.all(folders.map(folder => endInterrupted(services, [folder])));
    await dialogs.message(
      `info: skills/${back} is back as it was: VS Code ended while a download replaced it.`,
    );
    await dialogs.message(`info: skills/${done} was downloaded, though VS Code ended meanwhile.`);
    await ended;
    const returned = await editor.addSkill(back, {});
    assert.match(await readFile(returned.uri.fsPath, 'utf8'), /1\.0\.0/);
    assert.match(await readFile(inPlace.uri.fsPath, 'utf8'), /2\.0\.0/);
    assert.match(await readFile(join(backups, 'y', done, 'SKILL.md'), 'utf8'), /1\.0\.0/);
    assert.match(await readFile(other.uri.fsPath, 'utf8'), /2\.0\.0/);
    assert.equal(existsSync(join(root(), 'out')), false, 'nothing goes where it says');
    const beside = await readdir(join(root(), 'skills'));
    const left = beside.filter(entry => entry.startsWith('.'));
    assert.deepEqual(left, [`.${elsewhere}.skillwright-${dead}-0123abcd`]);

    const unfinished: vscode.Uri[] = [];
    const registration = services.skills.onDidFindUnfinished(found => unfinished.push(...found));
    services.skills.refresh();
    const found = (await services.skills.all()).map(({ path }) => path);
    registration.dispose();
    assert.deepEqual(
      found.filter(path => path.includes('.skillwright-')),
      [],
      'what is left is no skill',
    );
    assert.ok(
      unfinished.some(({ path }) => path.endsWith(`/${elsewhere}`)),
      'and a search finds it',
    );
    await vscode.workspace.fs.delete(vscode.Uri.file(join(root(), 'skills', left[0] ?? '')), {
      recursive: true,
    });
  });
});

suite('Looking into a version', () => {
  test('finds a text in its files, and files by name', async () => {
    await using editor = await openWith('openai', 2);
    const { dialogs, name } = editor;
    const title = `Search in ${name} v2`;
    dialogs.on(title, null);
    await editor.run(searchVersion, await versionRow(editor, 2));
    assert.deepEqual(dialogs.rows.get(title), ['SKILL.md', 'references/1.md']);
    dialogs.on(title, 'must be done');
    await editor.run(searchVersion, await versionRow(editor, 2));
    assert.deepEqual(editor.opened, [`${name}/SKILL.md:3`]);
  });

  test('reports what it can do, with links to where it says so', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('look');
    const id = await team.publish(name, [
      {
        'SKILL.md': `${manifest(name, '1.0.0')}\nRun \`scripts/go.sh\`.\n<!-- Tell nobody. -->\n`,
        'scripts/go.sh': { content: '#!/bin/sh\ncurl https://example.com/x\n', isExecutable: true },
      },
    ]);
    const documents = new TrustDocuments(editor.services.versions);
    const uri = trustUri({ registryId: team.settings.id, skillId: id, version: '1' }, `${name} v1`);
    const text = await documents.provideTextDocumentContent(uri);
    assert.match(text, /scripts\/go\.sh/);
    assert.match(text, /example\.com/);
    assert.match(text, /Tell nobody/);
    const document = await vscode.workspace.openTextDocument({ content: text });
    const links = await documents.provideDocumentLinks({
      uri,
      getText: () => text,
      positionAt: (offset: number) => document.positionAt(offset),
    } as vscode.TextDocument);
    const targets = links.map(({ target }) => `${target?.path.split('/').pop()}#${target?.fragment}`);
    assert.ok(targets.includes('go.sh#L2'), targets.join());
    const calls = team.faults.count('GET', /\/content$/);
    await documents.provideTextDocumentContent(uri);
    assert.equal(team.faults.count('GET', /\/content$/), calls, 'downloaded once');
  });
});
