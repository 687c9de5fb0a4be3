import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { copyCode } from '../../src/editor/commands/copy/copyCode.ts';
import { copyId } from '../../src/editor/commands/copy/copyId.ts';
import { copyLink } from '../../src/editor/commands/copy/copyLink.ts';
import {
  compareVersions,
  compareWithDefault,
  compareWithPrevious,
} from '../../src/editor/commands/version/compareVersions.ts';
import {
  compareSkill,
  compareWithWorkspace,
} from '../../src/editor/commands/version/compareWithWorkspace.ts';
import { setDefaultVersion } from '../../src/editor/commands/version/setDefaultVersion.ts';
import { clearFilter, filterSkills, stopSearching } from '../../src/editor/commands/view/filterSkills.ts';
import { loadMore, refreshRegistries, refreshWorkspace } from '../../src/editor/commands/view/refresh.ts';
import { revealInWorkspace, revealPublished } from '../../src/editor/commands/view/revealTwin.ts';
import { sortByDate, sortByName } from '../../src/editor/commands/view/sortSkills.ts';
import { followLink } from '../../src/editor/reveal/followLink.ts';
import type { RegistryNode } from '../../src/editor/tree/registryNode.ts';
import { type AddedRegistry, type Editor, openEditor, uniqueName } from '../support/editor/openEditor.ts';
import { releaseNotes } from '../support/publish/releaseNotes.ts';
import { assertOk } from '../support/result.ts';
import { skillText } from '../support/zip/skillUpload.ts';

const name = 'release-notes';

function itemOf(editor: Editor, node: RegistryNode): Promise<vscode.TreeItem> {
  return editor.services.registriesTree.getTreeItem(node);
}

async function labelsOf(editor: Editor, rows: readonly RegistryNode[]): Promise<readonly string[]> {
  return Promise.all(rows.map(async node => String((await itemOf(editor, node)).label)));
}

async function labelled(
  editor: Editor,
  rows: readonly RegistryNode[],
  label: string | undefined,
): Promise<RegistryNode> {
  const labels = await labelsOf(editor, rows);
  const row = rows[labels.indexOf(label ?? '')];
  assert.ok(row, `${label} is not among ${labels.join(', ')}`);
  return row;
}

/** The rows below a row, as VS Code asks for them. */
async function below(editor: Editor, ...labels: readonly string[]): Promise<readonly RegistryNode[]> {
  const { registriesTree } = editor.services;
  let rows: readonly RegistryNode[] = await registriesTree.getChildren();
  for (const label of labels) {
    rows = await registriesTree.getChildren(await labelled(editor, rows, label));
  }
  return rows;
}

async function rowOf(editor: Editor, ...labels: readonly string[]): Promise<RegistryNode> {
  return labelled(editor, await below(editor, ...labels.slice(0, -1)), labels.at(-1));
}

/** An editor with one registry that holds the three versions. */
async function openWithNotes(): Promise<Editor & { readonly team: AddedRegistry; readonly id: string }> {
  const editor = await openEditor();
  const team = await editor.addRegistry('openai', 'Team');
  const id = await team.publish(name, releaseNotes);
  return { ...editor, team, id };
}

/** The rows of a list of versions without their dates, each of which must have one. */
function undated(rows: readonly string[] = []): readonly string[] {
  return rows.map(row => {
    assert.match(row, / (?:—|·) \d[^—·]*:\d\d/, 'each row has its date');
    return row.replace(/ (?:—|·) \d[^—·]*$/, '');
  });
}

suite('Comparing', () => {
  test('any two versions puts the older one on the left, whichever was chosen first', async () => {
    await using editor = await openWithNotes();
    for (const [from, with_] of [
      ['v1', 'v3'],
      ['v3', 'v1'],
    ] as const) {
      editor.dialogs.on('Compare Versions', with_);
      await editor.run(compareVersions, await rowOf(editor, 'Team', name, from));
    }
    const expected = {
      title: `${name}: v1 ↔ v3 (+2 −1 ~3)`,
      paths: [
        'skillwright:SKILL.md skillwright:SKILL.md',
        'skillwright-facts:logo.png skillwright-facts:logo.png',
        '- skillwright:kinds.md',
        'skillwright:style.md -',
        'skillwright:collect.sh skillwright:collect.sh',
        '- skillwright:pulls.py',
      ],
    };
    assert.deepEqual(editor.comparisons, [expected, expected]);
    assert.deepEqual(undated(editor.dialogs.rows.get('Compare Versions')), ['v2', 'v1 — default']);
  });

  test('with the one before, with the default, and with none where there is none', async () => {
    await using editor = await openWithNotes();
    await editor.run(compareWithPrevious, await rowOf(editor, 'Team', name, 'v3'));
    await editor.run(compareWithDefault, await rowOf(editor, 'Team', name, 'v2'));
    assert.deepEqual(
      editor.comparisons.map(({ title }) => title),
      [`${name}: v2 ↔ v3 (+2 −1 ~3)`, `${name}: v1 ↔ v2 (~2)`],
    );
    await editor.run(compareWithPrevious, await rowOf(editor, 'Team', name, 'v1'));
    assert.equal(editor.comparisons.length, 2);
    await editor.dialogs.message('v1 of release-notes is the first version');
    const [row] = await below(editor, 'Team', name);
    await editor.run(compareWithPrevious, row);
    assert.equal(editor.comparisons.at(-1)?.title, `${name}: v2 ↔ v3 (+2 −1 ~3)`, 'from its row');
  });

  test('a workspace skill that is not linked says how it becomes so', async () => {
    await using editor = await openWithNotes();
    const skill = await editor.addSkill(uniqueName('loose'), { 'SKILL.md': skillText('loose', 'Is loose.') });
    await editor.run(compareSkill, skill.uri);
    await editor.run(revealPublished, skill.uri);
    assert.deepEqual(editor.dialogs.messages(), [
      'info: This skill is not linked to a published one. “Skills: Publish…” links it.',
      'info: This skill is not linked to a published one. “Skills: Publish…” links it.',
    ]);
  });

  test('a version with a folder that is chosen says when both hold the same, byte for byte', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const own = uniqueName('same');
    const files = { 'SKILL.md': skillText(own, 'Is the same.') };
    await team.publish(own, [files]);
    const skill = await editor.addSkill(own, files);
    editor.dialogs.on('Compare with Working Copy', own);
    await editor.run(compareWithWorkspace, await rowOf(editor, 'Team', own, 'v1'));
    await editor.dialogs.message(`info: ${own}: v1 and Working Copy hold the same files, byte for byte.`);
    await editor.write(skill, { 'references/new.md': '# New\n' });
    editor.dialogs.on('Compare with Working Copy', own);
    await editor.run(compareWithWorkspace, await rowOf(editor, 'Team', own, 'v1'));
    assert.deepEqual(editor.comparisons, [
      { title: `${own}: v1 ↔ Working Copy (+1)`, paths: ['- file:new.md'] },
    ]);
  });

  test('says why when a version cannot be fetched, and is no bug', async () => {
    await using editor = await openWithNotes();
    const row = await rowOf(editor, 'Team', name, 'v2');
    editor.team.faults.arm(
      { kind: 'answer', status: 403, body: '{"error":{"message":"Not for you."}}' },
      { when: ({ path }) => path.endsWith('/content'), times: 9 },
    );
    await editor.run(compareWithPrevious, row);
    assert.deepEqual(editor.comparisons, []);
    assert.match(editor.dialogs.messages().join('\n'), /^error: Team .*Not for you\./);
  });
});

suite('Finding', () => {
  const many = Array.from({ length: 30 }, (_, index) => `skill-${index + 1}`);

  async function openWithMany() {
    const editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team', { skills: 30 });
    return { ...editor, team };
  }

  test('filters what is loaded at once, then all pages, and says what was searched', async () => {
    await using editor = await openWithMany();
    const { registriesView } = editor.services;
    assert.deepEqual(await labelsOf(editor, await below(editor, 'Team')), [
      ...many.slice(-20).reverse(),
      'Load more…',
    ]);
    editor.dialogs.on('Filter Skills', 'SKILL-2');
    await editor.run(filterSkills);
    const matching = ['skill-29', 'skill-28', 'skill-27', 'skill-26', 'skill-25', 'skill-24', 'skill-23'];
    assert.deepEqual(await labelsOf(editor, await below(editor, 'Team')), [
      ...matching,
      'skill-22',
      'skill-21',
      'skill-20',
      'skill-2',
    ]);
    assert.equal(registriesView.message, 'Filtered by “SKILL-2”: 11 of 30 skills.');

    editor.dialogs.on('Filter Skills', null);
    await editor.run(filterSkills);
    assert.equal(registriesView.message, 'Filtered by “SKILL-2”: 11 of 30 skills.', 'turned away: as before');
    editor.dialogs.on('Filter Skills', 'no such skill');
    await editor.run(filterSkills);
    assert.deepEqual(await labelsOf(editor, await below(editor, 'Team')), ['No match']);
    await editor.run(clearFilter);
    assert.equal(registriesView.message, '');
    assert.equal((await below(editor, 'Team')).length, 30);
  });

  test('what is said of a filter is right again when skills came since, and are asked for', async () => {
    await using editor = await openWithMany();
    const { registriesView } = editor.services;
    editor.dialogs.on('Filter Skills', 'skill-3');
    await editor.run(filterSkills);
    assert.equal(registriesView.message, 'Filtered by “skill-3”: 2 of 30 skills.');
    await editor.team.publish('skill-31', [{ 'SKILL.md': skillText('skill-31', 'Does it.') }]);
    await editor.run(refreshRegistries);
    await below(editor, 'Team');
    assert.equal(
      registriesView.message,
      'Filtered by “skill-3”: 2 of 20 skills. The rest was not searched.',
      'the newest twenty, of which skill-31 and skill-30 match',
    );
  });

  test('a search of the rest can be stopped, and says that it was', async () => {
    await using editor = await openWithMany();
    const { registriesView, filter } = editor.services;
    await below(editor, 'Team');
    editor.team.faults.arm({ kind: 'hang' }, { when: ({ query }) => query.has('after') });
    editor.dialogs.on('Filter Skills', 'skill-3');
    const searching = editor.run(filterSkills);
    while (!filter.state.isSearching) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.match(
      registriesView.message ?? '',
      /^Filtered by “skill-3”: \d of \d+ skills?\. Searching the rest…$/,
    );
    await editor.run(stopSearching);
    await searching;
    assert.equal(filter.state.isSearching, false);
    assert.match(registriesView.message ?? '', /The rest was not searched\.$/);
  });

  test('a row that was open under a filter is open again after it', async () => {
    await using editor = await openWithMany();
    const { registriesTree, filter } = editor.services;
    const row = await rowOf(editor, 'Team', 'skill-30');
    const stateOf = async () => (await itemOf(editor, row)).collapsibleState;
    const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
    assert.equal(await stateOf(), Collapsed);
    registriesTree.setExpanded(row, true);
    filter.update({ text: 'skill-1' });
    filter.update({ text: '' });
    assert.equal(await stateOf(), Expanded);
    registriesTree.setExpanded(row, false);
    assert.equal(await stateOf(), Collapsed);
  });

  test('sorts by name and back, and says so beside the title', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    for (const tool of ['b', 'c', 'a']) {
      await team.publish(tool, [{ 'SKILL.md': skillText(tool, 'Is it.') }]);
    }
    const labels = async () => labelsOf(editor, await below(editor, 'Team'));
    assert.deepEqual(await labels(), ['a', 'c', 'b']);
    await editor.run(sortByName);
    assert.deepEqual(await labels(), ['a', 'b', 'c']);
    assert.equal(editor.services.registriesView.description, 'by name');
    await editor.run(sortByDate);
    assert.deepEqual(await labels(), ['a', 'c', 'b']);
    assert.equal(editor.services.registriesView.description, '');
    assert.deepEqual(editor.dialogs.messages(), [
      'status: Skills are sorted by name',
      'status: Skills are sorted by date, newest first',
    ]);
  });

  test('loads the next page where “Load more…” stands', async () => {
    await using editor = await openWithMany();
    const more = await rowOf(editor, 'Team', 'Load more…');
    await editor.run(loadMore, more);
    assert.deepEqual(await labelsOf(editor, await below(editor, 'Team')), many.toReversed());
    assert.equal(editor.team.faults.count('GET', /^\/v1\/skills$/), 2, 'one request for each page');
  });

  test('refreshing asks again and says when it was done, or who did not answer', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    assert.deepEqual(await labelsOf(editor, await below(editor, 'Team')), ['No skill published yet']);
    await team.publish('late', [{ 'SKILL.md': skillText('late', 'Comes late.') }]);
    await editor.run(refreshRegistries);
    assert.deepEqual(await labelsOf(editor, await below(editor, 'Team')), ['late']);
    await editor.run(refreshRegistries, (await below(editor)).at(-1));
    team.faults.arm({ kind: 'answer', status: 401, body: '{}' }, { times: 9 });
    await editor.run(refreshRegistries);
    assert.deepEqual(editor.dialogs.messages(), [
      'status: Registries refreshed',
      'status: Team refreshed',
      'status: Not every registry answered: see its row',
    ]);
    await editor.run(refreshWorkspace);
    assert.match(editor.dialogs.messages().at(-1) ?? '', /^status: \d+ skills in the workspace$/);
  });

  test('refreshing one skill shows what others published, with one request', async () => {
    await using editor = await openWithNotes();
    assert.equal((await below(editor, 'Team', name)).length, 4);
    const row = await rowOf(editor, 'Team', name);
    const moved = await editor.team.registry.setDefault(editor.id, '3');
    assertOk(moved);
    const before = editor.team.faults.calls.length;
    await editor.run(refreshRegistries, row);
    assert.equal(editor.team.faults.calls.length, before + 1);
    assert.equal((await itemOf(editor, row)).description, 'default v3');
  });
});

suite('Going from one to the other', () => {
  test('a workspace skill leads to its published version, and back', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team');
    const own = uniqueName('twin');
    const files = { 'SKILL.md': skillText(own, 'Has a twin.') };
    const id = await team.publish(own, [files, { ...files, 'a.md': 'a' }]);
    const skill = await editor.addSkill(own, files);
    const { linkPlaceOf } = await import('../../src/editor/links/twins.ts');
    const { withLink } = await import('../../src/core/link/linkFile.ts');
    const place = await linkPlaceOf(editor.services, skill, team.settings.id);
    const key = editor.services.connections.keyOf(team.settings.id);
    const digest = `sha256:${'0'.repeat(64)}`;
    const publishedAt = '2026-11-21T10:00:00.000Z';
    await place.store.update(file =>
      withLink(file, place.folder, key, { skillId: id, name: own, version: '1', digest, publishedAt }),
    );
    editor.services.states.outdateAll();
    await editor.run(revealPublished, skill.uri);
    assert.deepEqual(editor.revealed, ['1'], 'the version that it was published as');
    await editor.run(revealInWorkspace, await rowOf(editor, 'Team', own));
    assert.deepEqual(editor.revealed, ['1', skill.path]);
    await editor.run(compareSkill, skill.uri);
    assert.equal(editor.comparisons[0]?.title, `${own}: v2 ↔ Working Copy (−1)`, 'with the newest');
  });

  test('a link is followed only by a click, to the version that it names', async () => {
    await using editor = await openWithNotes();
    await editor.run(copyLink, await rowOf(editor, 'Team', name, 'v2'));
    const link = vscode.Uri.parse(await vscode.env.clipboard.readText());
    assert.equal(link.authority, 'skillwright.skillwright');
    const before = editor.team.faults.calls.length;
    await followLink(editor.services, link);
    assert.equal(editor.team.faults.calls.length, before, 'nothing is asked for without a click');
    assert.deepEqual(editor.revealed, []);
    editor.dialogs.on('A link leads to version “2”', 'Show in Registries');
    await followLink(editor.services, link);
    assert.deepEqual(editor.revealed, ['2']);
    const gone = link.with({ query: link.query.replace(/skill=[^&]+/, 'skill=skill_gone') });
    editor.dialogs.on('A link leads to version “2”', 'Show in Registries');
    await followLink(editor.services, gone);
    assert.match(editor.dialogs.messages().at(-1) ?? '', /^error: /);
    const unpublished = link.with({ query: link.query.replace(/version=[^&]+/, 'version=9') });
    editor.dialogs.on('A link leads to version “9”', 'Show in Registries');
    await followLink(editor.services, unpublished);
    assert.match(editor.dialogs.messages().at(-1) ?? '', /^error: Team has no version/);
    await followLink(editor.services, link.with({ path: '/delete' }));
    assert.match(editor.dialogs.messages().at(-1) ?? '', /^error: The link was not followed/);
  });

  test('a version of an old page is found, too', async () => {
    await using editor = await openEditor();
    const team = await editor.addRegistry('openai', 'Team', { skills: 1, versions: 25 });
    const listed = await team.registry.listSkills();
    assertOk(listed);
    const id = listed.value.items[0]?.id ?? '';
    const { revealVersion } = await import('../../src/editor/reveal/revealVersion.ts');
    await revealVersion(editor.services, team.settings.id, id, '2');
    assert.deepEqual(editor.revealed, ['2']);
    await revealVersion(editor.services, team.settings.id, id, '99');
    assert.deepEqual(editor.revealed, ['2', id], 'one that does not exist leads to its skill');
  });
});

suite('Copying', () => {
  test('gives ids and code that uses the version, and never a key', async () => {
    await using editor = await openWithNotes();
    const read = () => vscode.env.clipboard.readText();
    await editor.run(copyId, await rowOf(editor, 'Team', name));
    assert.equal(await read(), editor.id);
    await editor.run(copyId, await rowOf(editor, 'Team', name, 'v2'));
    assert.match(await read(), /^skillver_/);
    for (const [language, sign] of [
      ['TypeScript', 'client.responses.create({'],
      ['Python', 'client.responses.create('],
      ['Ruby', 'OpenAI::Client.new(base_url: '],
      ['curl', 'curl '],
      ['JSON', '"skill_reference"'],
    ] as const) {
      editor.dialogs.on('Copy Code', 'Hosted shell, v2', language);
      await editor.run(copyCode, await rowOf(editor, 'Team', name, 'v2'));
      const code = await read();
      assert.ok(code.includes(sign) && code.includes(editor.id) && /version"?: "2"/.test(code), code);
    }
    editor.dialogs.on('Copy Code', 'Hosted shell, default version', 'JSON');
    await editor.run(copyCode, await rowOf(editor, 'Team', name));
    assert.doesNotMatch(await read(), /version/, 'of the skill: what runs by default');
    editor.dialogs.assertAllAsked();
  });
});

suite('The default', () => {
  test('moves to the version that was chosen, of those that are not it', async () => {
    await using editor = await openWithNotes();
    await editor.run(setDefaultVersion, await rowOf(editor, 'Team', name, 'v2'));
    const skill = await editor.team.registry.getSkill(editor.id);
    assert.ok(skill.ok && skill.value.defaultVersion === '2');
    assert.equal((await itemOf(editor, await rowOf(editor, 'Team', name))).description, 'default v2');
    editor.dialogs.on('Set Default Version', null);
    await editor.run(setDefaultVersion, await rowOf(editor, 'Team', name));
    assert.deepEqual(undated(editor.dialogs.rows.get('Set Default Version')), ['v3 — latest', 'v1']);
    editor.team.faults.arm({ kind: 'answer', status: 403, body: '{"error":{"message":"Read only."}}' });
    await editor.run(setDefaultVersion, await rowOf(editor, 'Team', name, 'v1'));
    assert.match(editor.dialogs.messages().at(-1) ?? '', /^error: .*Read only\./);
    assert.equal((await itemOf(editor, await rowOf(editor, 'Team', name))).description, 'default v2');
  });
});
