import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type * as vscode from 'vscode';
import type { ListNode } from '../../src/editor/tree/registryNode.ts';
import { linkFromElsewhere } from '../support/editor/linkFromElsewhere.ts';
import { type AddedRegistry, type Editor, openEditor, uniqueName } from '../support/editor/openEditor.ts';
import { cleanUp, writeSkill } from '../support/editor/skillEditor.ts';
import { untilRows } from '../support/editor/workspaceRows.ts';
import { assertOk } from '../support/result.ts';
import { packUpload, skillText } from '../support/zip/skillUpload.ts';

const word = 'Counts. Use when counting.';

/** A registry's own skills as `name  description`, each followed by what is below it, by its label. */
async function rowsOf({ services }: Editor, { settings }: AddedRegistry): Promise<readonly string[]> {
  const { registriesTree: tree } = services;
  const parent: ListNode = { kind: 'registry', registryId: settings.id, label: settings.label };
  const rows: string[] = [];
  for (const node of (await tree.getChildren(parent)).filter(({ kind }) => kind === 'skill')) {
    const { label, description } = await tree.getTreeItem(node);
    rows.push(`${label}  ${description}`);
    for (const version of await tree.getChildren(node)) {
      rows.push(String((await tree.getTreeItem(version)).label));
    }
  }
  return rows;
}

/** Waits for a registry's rows as VS Code does, which asks for them again when it is told that they are others. */
async function untilListed(
  editor: Editor,
  registry: AddedRegistry,
  wanted: readonly RegExp[],
): Promise<void> {
  const isThere = (rows: readonly string[]) =>
    rows.length === wanted.length && wanted.every((pattern, index) => pattern.test(rows[index] ?? ''));
  const end = Date.now() + 8_000;
  let rows = await rowsOf(editor, registry);
  while (!isThere(rows) && Date.now() < end) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const listening = editor.services.registriesTree.onDidChangeTreeData(() => resolve());
    await Promise.race([promise, delay(1_000)]);
    listening.dispose();
    rows = await rowsOf(editor, registry);
  }
  assert.ok(isThere(rows), rows.join('\n'));
}

/** A skill of the workspace that is not published; the first look at its links is over. */
async function unpublished(editor: Editor, name: string): Promise<vscode.Uri> {
  const { uri } = await writeSkill(name, skillText(name, word));
  editor.services.skills.refresh();
  await editor.followedLinks.look();
  return uri;
}

/** The key of a skill's newest version, as its registry has it. */
async function latestOf({ elsewhere }: AddedRegistry, skillId: string): Promise<string> {
  const skill = await elsewhere.getSkill(skillId);
  assertOk(skill);
  return skill.value.latestVersion ?? '';
}

suite('What others publish', () => {
  teardown(cleanUp);

  for (const kind of ['openai', 'anthropic'] as const) {
    test(`is in the Registries view as soon as the link to it is there: ${kind}`, async () => {
      await using editor = await openEditor();
      const team = await editor.addRegistry(kind, 'Team');
      const key = editor.services.connections.keyOf(team.settings.id);
      const name = uniqueName('elsewhere');
      const uri = await unpublished(editor, name);
      assert.deepEqual(await rowsOf(editor, team), []);

      const created = await team.elsewhere.createSkill(
        await packUpload(name, { 'SKILL.md': skillText(name, word) }),
      );
      assertOk(created);
      const { id: skillId } = created.value.skill;
      await linkFromElsewhere(editor, uri, key, await latestOf(team, skillId), skillId);
      await untilListed(editor, team, [RegExp(`^${name}  `), /./]);

      const changed = { 'SKILL.md': skillText(name, `${word} Again.`) };
      assertOk(await team.elsewhere.createVersion(skillId, await packUpload(name, changed)));
      await linkFromElsewhere(editor, uri, key, await latestOf(team, skillId), skillId);
      await untilListed(editor, team, [RegExp(`^${name}  `), /^Compare /, /./, /./]);
      const state = kind === 'openai' ? 'v2 on Team, v1 runs' : 'published on Team';
      await untilRows(editor, [name], [`${name}  changed since ${state}`]);
    });
  }

  test('is in the Registries view also where only an answer told of it, as one to a review', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const name = uniqueName('heard');
    const uri = await unpublished(editor, name);
    const skillId = await team.publish(name, [{ 'SKILL.md': skillText(name, word) }]);
    await linkFromElsewhere(editor, uri, editor.services.connections.keyOf(team.settings.id), '1', skillId);
    await untilListed(editor, team, [RegExp(`^${name}  default v1`), /^v1/]);
    const changed = { 'SKILL.md': skillText(name, `${word} Again.`) };
    assertOk(
      await team.registry.createVersion(skillId, await packUpload(name, changed), { isDefault: true }),
    );
    await untilListed(editor, team, [RegExp(`^${name}  default v2`), /^Compare /, /^v2/, /^v1/]);
  });

  test('is asked for once where the registry knows nothing of it, and not at all where nobody looked', async () => {
    await using editor = await openEditor();
    const [looked, other] = [
      await editor.addRegistry('openai', 'Team'),
      await editor.addRegistry('openai', 'Other'),
    ];
    const uri = await unpublished(editor, uniqueName('unknown'));
    await rowsOf(editor, looked);
    const { connections, states } = editor.services;
    for (const { settings } of [looked, other]) {
      await linkFromElsewhere(editor, uri, connections.keyOf(settings.id), '7', 'skill_nowhere');
    }
    for (let time = 0; time < 2; time++) {
      states.outdateAll();
      await editor.followedLinks.look();
    }
    assert.equal(looked.faults.count('GET', /skill_nowhere/), 1);
    assert.equal(other.faults.count('GET', /./), 0);
  });
});
