import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Registry } from '../../src/core/registry/contract.ts';
import { publishChanged, publishSkill } from '../../src/editor/commands/skill/publishSkill.ts';
import { saveOpenFiles } from '../../src/editor/workspace/files.ts';
import { fakeSecrets } from '../support/editor/fakeSecrets.ts';
import { openEditor, uniqueName, workspaceRoot } from '../support/editor/openEditor.ts';
import { isUpload } from '../support/registry/faults.ts';
import { assertOk } from '../support/result.ts';
import { packUpload, skillText } from '../support/zip/skillUpload.ts';

const description = 'Does it well. Use when it must be done.';
const text = (name: string, body = '') => `${skillText(name, description)}\n${body}\n`;

/** What the registry holds of a skill: the keys of its versions, newest first, and the default. */
async function held(registry: Registry, name: string): Promise<readonly (string | null)[]> {
  const skills = await registry.listSkills();
  assertOk(skills);
  const all = skills.value.items.filter(skill => (skill.name ?? skill.label) === name);
  assert.ok(all.length <= 1, `${name} is there ${all.length} times`);
  const [skill] = all;
  if (!skill) {
    return [];
  }
  const versions = await registry.listVersions(skill.id);
  assertOk(versions);
  return [...versions.value.items.map(({ key }) => key), skill.defaultVersion];
}

suite('Publishing', () => {
  test('goes from a new skill over an unchanged one to a new default, with the row beside it', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('steps');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const title = `Publish ${name}`;
    assert.equal(await editor.rowOf(skill), `${name}  never published`);

    dialogs.on('Publish To', ['Team']);
    dialogs.on(title, /^Publish v1 to Team/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`info: Published “${name}” to Team as v1, which is the default now.`);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team`);

    dialogs.on(title, /^Nothing changed since v1/);
    await editor.run(publishSkill, skill.uri);
    assert.deepEqual(await held(team.registry, name), ['1', '1']);

    await editor.write(skill, { 'SKILL.md': text(name, 'More.'), 'references/a.md': '# A\n' });
    assert.equal(await editor.rowOf(skill), `${name}  changed since v1 on Team`);
    dialogs.on(title, /^Publish v2 to Team, as the default/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`Published “${name}” to Team as v2, which is the default now.`);
    assert.deepEqual(await held(team.registry, name), ['2', '1', '2']);
    const rows = dialogs.rows.get(title)?.join('\n') ?? '';
    assert.match(rows, /references\/a\.md — added/);
    assert.match(rows, /SKILL\.md — changed/);
    dialogs.assertAllAsked();
  });

  test('turned away in the review publishes nothing', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('away');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    editor.dialogs.on('Publish To', ['Team']);
    editor.dialogs.on(`Publish ${name}`, null);
    await editor.run(publishSkill, skill.uri);
    assert.deepEqual(editor.dialogs.messages(), []);
    assert.deepEqual(await held(team.registry, name), []);
    assert.equal(await editor.rowOf(skill), `${name}  never published`);
  });

  test('sends what the editor shows, also what was not saved', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('unsaved');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const document = await vscode.workspace.openTextDocument(skill.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(skill.uri, document.positionAt(document.getText().length), 'Typed, not saved.\n');
    await vscode.workspace.applyEdit(edit);
    editor.dialogs.on('Publish To', ['Team']);
    editor.dialogs.on(`Publish ${name}`, /^Publish v1/);
    await editor.run(publishSkill, skill.uri);
    await editor.dialogs.message('Published');
    assert.equal(document.isDirty, false);
    assert.match(await readFile(skill.uri.fsPath, 'utf8'), /Typed, not saved/);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team`);
    assert.deepEqual(await held(team.registry, name), ['1', '1']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('waits for the editor’s own saving, during which VS Code refuses to save', async () => {
    await using editor = await openEditor();
    const name = uniqueName('self-saved');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const document = await vscode.workspace.openTextDocument(skill.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(skill.uri, document.positionAt(document.getText().length), 'Typed, not saved.\n');
    const began = Promise.withResolvers<void>();
    // Another extension takes its time, as on a busy machine.
    const slow = vscode.workspace.onWillSaveTextDocument(event => {
      event.waitUntil(delay(1_000));
      began.resolve();
    });
    try {
      await vscode.workspace.applyEdit(edit);
      const own = document.save();
      await began.promise;
      assert.deepEqual(await saveOpenFiles([skill.folder]), { ok: true, value: true });
      assert.match(await readFile(skill.uri.fsPath, 'utf8'), /Typed, not saved/);
      await own;
    } finally {
      slow.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    }
  });

  test('stops where what the editor shows cannot be saved, as the file on the disk is another by now', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('unsaveable');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const document = await vscode.workspace.openTextDocument(skill.uri);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(skill.uri, document.positionAt(document.getText().length), 'Typed, not saved.\n');
    await vscode.workspace.applyEdit(edit);
    await writeFile(skill.uri.fsPath, text(name, 'Written by another program.'));
    editor.dialogs.on('Publish To', ['Team']);
    await editor.run(publishSkill, skill.uri);
    await editor.dialogs.message(/error: .*SKILL\.md has changes that cannot be saved/);
    assert.deepEqual(await held(team.registry, name), []);
    assert.match(await readFile(skill.uri.fsPath, 'utf8'), /another program/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('stops at a secret until its file is allowed, and remembers that until the file changes', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('secret');
    const title = `Publish ${name}`;
    const { github } = fakeSecrets();
    const skill = await editor.addSkill(name, {
      'SKILL.md': text(name),
      'references/token.md': `# Token\n\n${github}\n`,
    });
    // Asked again until the skill is published: nothing says yet where it belongs.
    dialogs.on('Publish To', ['Team'], ['Team']);
    dialogs.on(title, null);
    await editor.run(publishSkill, skill.uri);
    const rows = dialogs.rows.get(title) ?? [];
    assert.ok(rows.includes('references/token.md:3 — GitHub token'), rows.join('\n'));
    assert.ok(!rows.some(row => row.startsWith('Publish v1')), 'it cannot be published');
    assert.ok(!JSON.stringify([...dialogs.rows]).includes(github), 'never by its value');

    dialogs.on(title, /in spite of it/, /^Publish v1/);
    dialogs.on('Publish references/token.md in spite of what it holds?', 'Publish This File');
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('Published');
    assert.match(dialogs.details.at(-1) ?? '', /^Line 3: GitHub token/);
    const links = await readFile(join(workspaceRoot().uri.fsPath, '.skillwright.json'), 'utf8');
    const { allowedSecrets } = JSON.parse(links).skills[`skills/${name}`];
    assert.deepEqual(Object.keys(allowedSecrets), ['references/token.md']);
    assert.match(allowedSecrets['references/token.md'], /^sha256:[0-9a-f]{64}$/);

    await editor.write(skill, { 'SKILL.md': text(name, 'Two.') });
    dialogs.on(title, /^Publish v2 to Team$/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v2');
    await editor.write(skill, { 'references/token.md': `# Another\n\n${github}\n` });
    dialogs.on(title, null);
    await editor.run(publishSkill, skill.uri);
    assert.ok(dialogs.rows.get(title)?.includes('references/token.md:3 — GitHub token'));
    assert.deepEqual(await held(team.registry, name), ['2', '1', '1']);
    dialogs.assertAllAsked();
  });

  test('meets what somebody else published: compare it, or publish anyway', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('conflict');
    const title = `Publish ${name}`;
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(title, /^Publish v1/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v1');
    const skills = await team.registry.listSkills();
    assert.ok(skills.ok && skills.value.items[0]);
    const theirs = await packUpload(name, { 'SKILL.md': text(name, 'Theirs.') });
    await team.registry.createVersion(skills.value.items[0].id, theirs);
    await editor.write(skill, { 'SKILL.md': text(name, 'Mine.') });

    dialogs.on(title, /^Compare with v2/);
    await editor.run(publishSkill, skill.uri);
    assert.deepEqual(
      editor.comparisons.map(({ title: said, paths }) => [said, paths]),
      [[`${name}: v2 ↔ Working Copy (~1)`, ['skillwright:SKILL.md file:SKILL.md']]],
      dialogs.shown.join('\n'),
    );
    dialogs.on(title, /^Publish v3 to Team anyway/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v3');
    assert.deepEqual(await held(team.registry, name), ['3', '2', '1', '1']);
    dialogs.assertAllAsked();
  });

  test('asks whether a folder without a link is the skill of the same name', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('twin');
    const id = await team.publish(name, [{ 'SKILL.md': text(name) }]);
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const title = `Publish ${name}`;
    // Asked again as long as no link says where the skill belongs.
    dialogs.on('Publish To', ['Team'], ['Team']);
    // The question has the same title as the review.
    dialogs.on(title, new RegExp(`^New version of “${name}”`), /^Nothing changed since v1/);
    await editor.run(publishSkill, skill.uri);
    assert.ok(!dialogs.messages().some(message => message.startsWith('error')), dialogs.shown.join('\n'));

    await editor.write(skill, { 'SKILL.md': text(name, 'More.') });
    dialogs.on(title, new RegExp(`^New version of “${name}”`), /^Publish v2 to Team$/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v2');
    assert.deepEqual(await held(team.registry, name), ['2', '1', '1'], 'one skill, not two');
    const links = await readFile(join(workspaceRoot().uri.fsPath, '.skillwright.json'), 'utf8');
    assert.ok(links.includes(id));
    dialogs.assertAllAsked();
  });

  test('raises metadata.version from the review, and shows it again', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    await editor.addRegistry('openai', 'Team');
    const name = uniqueName('raise');
    const title = `Publish ${name}`;
    const versioned = (body: string) =>
      text(name, body).replace('---\n\n', 'metadata:\n  version: "1.2.3"\n---\n\n');
    const skill = await editor.addSkill(name, { 'SKILL.md': versioned('One.') });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(title, /^Publish v1/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v1');
    await editor.write(skill, { 'SKILL.md': versioned('Two.') });
    dialogs.on(title, /^metadata\.version is 1\.2\.3/, /^Publish v2 to Team$/);
    dialogs.on('Raise metadata.version', '1.3.0');
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v2');
    assert.deepEqual(dialogs.rows.get('Raise metadata.version'), [
      '1.2.4 — patch: a correction',
      '1.3.0 — minor: something new',
      '2.0.0 — major: something that worked is different',
    ]);
    assert.match(await readFile(skill.uri.fsPath, 'utf8'), /version: "1\.3\.0"/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('to two registries ends for each by itself, and the next one does what is left', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const lab = await editor.addRegistry('anthropic', 'Lab');
    const name = uniqueName('both');
    const title = `Publish ${name}`;
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    lab.faults.arm(
      {
        kind: 'answer',
        status: 403,
        body: '{"type":"error","error":{"type":"permission_error","message":"No."}}',
      },
      { when: isUpload },
    );
    dialogs.on('Publish To', ['Team', 'Lab']);
    dialogs.on(/^Publish .* to Lab$/, 'What people read');
    dialogs.on(title, 'Publish 2 versions');
    dialogs.on('1 of 2 published. Lab: ', 'Show Details');
    dialogs.on('How each publish ended', null);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('pick: How each publish ended');
    const ends = dialogs.rows.get('How each publish ended') ?? [];
    assert.match(ends[0] ?? '', /→ Team — Published “.*” to Team as v1/);
    assert.match(ends[1] ?? '', /→ Lab — “.*” was not published to Lab\. /);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team`);

    dialogs.on(/^Publish .* to Lab$/, 'What people read');
    dialogs.on(title, /^Publish first version to Lab/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(/info: Published “.*” to Lab as .*, which runs from now on/);
    assert.deepEqual(await held(team.registry, name), ['1', '1'], 'not once more');
    const skills = await lab.registry.listSkills();
    assertOk(skills);
    assert.deepEqual(
      skills.value.items.map(({ label }) => label),
      ['What people read'],
    );
    dialogs.assertAllAsked();
  });

  test('of all that changed brings each skill where it belongs, and leaves the others alone', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const other = await editor.addRegistry('openai', 'Other');
    await editor.run(publishChanged);
    await dialogs.message('info: No skill of this workspace changed since it was published.');
    const names = ['a', 'b', 'c'].map(uniqueName);
    const skills = [];
    for (const [index, name] of names.entries()) {
      const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
      const where = index === 1 ? 'Other' : 'Team';
      dialogs.on('Publish To', [where]);
      dialogs.on(`Publish ${name}`, /^Publish v1/);
      await editor.run(publishSkill, skill.uri);
      await dialogs.message(`Published “${name}” to ${where} as v1`);
      skills.push(skill);
    }
    for (const [index, skill] of skills.entries()) {
      if (index < 2) {
        await editor.write(skill, { 'SKILL.md': text(names[index] ?? '', 'More.') });
      }
    }
    dialogs.on('Publish 2 skills', /^Publish 2 versions$/);
    await editor.run(publishChanged);
    await dialogs.message('info: 2 of 2 published.');
    const rows = dialogs.rows.get('Publish 2 skills') ?? [];
    const goes = (name = '', where = '') =>
      rows.some(row => row.startsWith(`${name} → ${where} — v1 → v2 of “${name}” (skill_`));
    assert.ok(goes(names[0], 'Team'), rows.join('\n'));
    assert.ok(goes(names[1], 'Other'), rows.join('\n'));
    assert.equal(rows.filter(row => row.includes(' → v2')).length, 2, rows.join('\n'));
    assert.deepEqual(await held(team.registry, names[0] ?? ''), ['2', '1', '1']);
    assert.deepEqual(await held(other.registry, names[0] ?? ''), []);
    assert.deepEqual(await held(other.registry, names[1] ?? ''), ['2', '1', '1']);
    assert.deepEqual(await held(team.registry, names[2] ?? ''), ['1', '1']);
    dialogs.assertAllAsked();
  });

  test('shows which files go in and which stay out, and why; a file that is chosen opens', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    await editor.addRegistry('openai', 'Team');
    const name = uniqueName('files');
    const skill = await editor.addSkill(name, {
      'SKILL.md': text(name),
      'references/a.md': '# A\n',
      'drafts/b.md': '# B\n',
      '.skillignore': 'drafts/\n',
    });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${name}`, /^2 files, 2 left out/, /^2 files, 2 left out/);
    dialogs.on(`Files of ${name}`, null, 'references/a.md');
    await editor.run(publishSkill, skill.uri);
    const rows = dialogs.rows.get(`Files of ${name}`) ?? [];
    assert.deepEqual(
      rows.map(row => row.replace(/\d+ B/, 'SIZE')),
      [
        'SKILL.md — SIZE',
        'references/a.md — SIZE',
        '.skillignore — by default (.skillignore)',
        'drafts/ — by “drafts/” in .skillignore:1',
      ],
    );
    assert.deepEqual(editor.opened, ['references/a.md:1'], 'after the list was left once');
    dialogs.assertAllAsked();
  });

  test('opens a problem that stops it where it is, and publishes nothing', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('stopped');
    const broken = text(name).replace(`name: ${name}`, 'name: Not A Name');
    const skill = await editor.addSkill(name, { 'SKILL.md': broken });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${name}`, /errors? to fix first/);
    await editor.run(publishSkill, skill.uri);
    assert.deepEqual(editor.opened, [`${name}/SKILL.md:2`]);
    assert.deepEqual(team.faults.count('POST'), 0);
    const rows = dialogs.rows.get(`Publish ${name}`) ?? [];
    assert.ok(!rows.some(row => /^Publish v/.test(row)), rows.join('\n'));
  });

  test('leads from what it tells to the version, and to making it the default', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('lead');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${name}`, /^Publish v1/);
    dialogs.on('as v1', 'Show in Registries');
    await editor.run(publishSkill, skill.uri);
    for (let tries = 0; tries < 100 && editor.revealed.length === 0; tries++) {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    assert.deepEqual(editor.revealed, ['1']);

    await editor.write(skill, { 'SKILL.md': text(name, 'Two.') });
    dialogs.on(`Publish ${name}`, /^Publish v2 to Team$/);
    dialogs.on('as v2', 'Make It the Default');
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`info: v2 of “${name}” on Team is the default now.`);
    assert.deepEqual(await held(team.registry, name), ['2', '1', '2']);

    await editor.write(skill, { 'SKILL.md': text(name, 'Three.') });
    dialogs.on(`Publish ${name}`, /^Publish v3 to Team$/);
    dialogs.on('as v3', 'Make It the Default');
    dialogs.on('v3 of', 'Undo');
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`info: v2 of “${name}” on Team is the default again.`);
    assert.deepEqual(await held(team.registry, name), ['3', '2', '1', '2']);
  });

  test('offers only to make the latest the default where nothing else is left to do', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('left');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${name}`, /^Publish v1/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v1');
    await editor.write(skill, { 'SKILL.md': text(name, 'Two.') });
    dialogs.on(`Publish ${name}`, /^Publish v2 to Team$/, /^Make v2 the default on Team/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('as v2');
    const uploads = team.faults.calls.filter(isUpload).length;
    await editor.run(publishSkill, skill.uri);
    await dialogs.message(`info: v2 of “${name}” on Team is the default now.`);
    assert.equal(team.faults.calls.filter(isUpload).length, uploads, 'nothing was sent');
    assert.deepEqual(await held(team.registry, name), ['2', '1', '2']);
    dialogs.assertAllAsked();
  });

  test('is told as it ended when the answer is lost, without a second version', async () => {
    await using editor = await openEditor();
    const { dialogs } = editor;
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('lost');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    team.faults.arm({ kind: 'break-answer', afterBytes: 0, how: 'reset' }, { when: isUpload });
    dialogs.on('Publish To', ['Team']);
    dialogs.on(`Publish ${name}`, /^Publish v1/);
    await editor.run(publishSkill, skill.uri);
    await dialogs.message('The answer was lost on the way, and the registry confirms it.');
    assert.deepEqual(await held(team.registry, name), ['1', '1']);
    assert.equal(await editor.rowOf(skill), `${name}  v1 on Team`);
  });

  test('says what is left of a skill whose registry is not set up here', async () => {
    await using editor = await openEditor();
    const name = uniqueName('homeless');
    const skill = await editor.addSkill(name, { 'SKILL.md': text(name) });
    const publishedAt = '2026-11-21T10:00:00.000Z';
    const link = { skillId: 's', name, version: '3', digest: `sha256:${'0'.repeat(64)}`, publishedAt };
    const skills = { [skill.path]: { registries: { 'openai https://gone.example/v1': link } } };
    await writeFile(
      join(workspaceRoot().uri.fsPath, '.skillwright.json'),
      JSON.stringify({ version: 1, skills }),
    );
    editor.services.states.outdateAll();
    editor.dialogs.on('1 skill changed, but no registry', 'Add Registry…');
    editor.dialogs.on('Add Registry', null);
    await editor.run(publishChanged);
    await editor.dialogs.message(
      'info: 1 skill changed, but no registry that is set up here holds it. “Skills: Add Registry…” sets one up.',
    );
    const rows = editor.dialogs.rows.get('Add Registry') ?? [];
    assert.ok(rows.includes('Address — https://gone.example/v1'), rows.join('\n'));
  });
});
