import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  emptyLinkFile,
  formatLinkFile,
  linksOf,
  parseLinkFile,
  withLink,
} from '../../src/core/link/linkFile.ts';
import {
  actionsIn,
  applyFirst,
  cleanUp,
  show,
  untilMarks,
  untilText,
  writeSkill,
} from '../support/editor/skillEditor.ts';

const front = 'description: Does a thing. Use when the thing is to be done.\n';

/** The labels of what is proposed at the end of a line by us, by VS Code and by others. */
async function proposalsAt(uri: vscode.Uri, line: number): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    document.lineAt(line).range.end,
  );
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

/** All hovers over a place, as text. */
async function hoversAt(uri: vscode.Uri, line: number, character: number): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    new vscode.Position(line, character),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map(content => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

async function lensesOn(uri: vscode.Uri): Promise<readonly string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    9,
  );
  return lenses.map(({ command }) => command?.title ?? '');
}

suite('Editing', () => {
  teardown(cleanUp);

  test('values are completed: tools, licences, the folder’s name', async () => {
    const { uri } = await writeSkill('values', `---\nname: \n${front}license: \nallowed-tools: Read \n---\n`);
    await show(uri);
    assert.ok((await proposalsAt(uri, 1)).includes('values'));
    assert.ok((await proposalsAt(uri, 3)).includes('Apache-2.0'));
    const tools = await proposalsAt(uri, 4);
    assert.ok(tools.includes('Grep'), tools.join());
    assert.ok(!tools.includes('Read'));
  });

  test('each key is proposed once, by VS Code or by us', async () => {
    const { uri } = await writeSkill('keys', `---\nname: keys\n${front}\n---\n`);
    await show(uri);
    await untilMarks(uri, all => all.length > 0);
    const keys = await proposalsAt(uri, 3);
    assert.ok(keys.includes('allowed-tools'), keys.join());
    assert.ok(keys.includes('license'), keys.join());
    assert.deepEqual(keys, [...new Set(keys)]);
  });

  test('paths of the bundle are completed in code', async () => {
    const { uri } = await writeSkill('paths', `---\nname: paths\n${front}---\n\nRun \`scripts/`, {
      'scripts/run.sh': '#!/bin/sh\n',
    });
    await show(uri);
    assert.ok((await proposalsAt(uri, 5)).includes('scripts/run.sh'));
  });

  test('hover tells the rule and how much of it is used', async () => {
    const { uri } = await writeSkill('hovered', `---\nname: hovered\n${front}---\n\nDo it.\n`);
    await show(uri);
    const length = front.trim().length - 'description: '.length;
    assert.match(await hoversAt(uri, 2, 3), new RegExp(`${length} of 1,024`));
    assert.match(await hoversAt(uri, 1, 3), /7 of 64/);
  });

  test('lenses above the front matter tell state and size, and lead to publishing', async () => {
    const { uri } = await writeSkill('lenses', `---\nname: lenses\n${front}---\n\nDo it.\n`, {
      'references/a.md': 'x'.repeat(2000),
    });
    await show(uri);
    const lenses = await lensesOn(uri);
    assert.equal(lenses.length, 3, lenses.join());
    assert.ok(lenses.includes('Never published'));
    assert.ok(
      lenses.some(title => /^2 files · 2\.0 KB · ≈ \d+ tokens$/.test(title)),
      lenses.join(),
    );
    assert.ok(lenses.includes('Publish…'));
  });

  test('paths in code and in the license lead to their files', async () => {
    const text = `---\nname: linked\n${front}license: LICENSE.txt\n---\n\nRun \`scripts/run.sh --all\`.\n`;
    const { uri, folder } = await writeSkill('linked', text, { 'scripts/run.sh': '', 'LICENSE.txt': 'MIT' });
    await show(uri);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      uri,
    );
    assert.deepEqual(links.map(({ target }) => target?.path.slice(folder.path.length + 1)).sort(), [
      'LICENSE.txt',
      'scripts/run.sh',
    ]);
  });

  test('a selection moves to references/, with a link in its place', async () => {
    const text = `---\nname: long\n${front}---\n\n# Long\n\n## Details\n\nThe first. The second.\n`;
    const { uri, folder } = await writeSkill('long', text);
    const editor = await show(uri);
    const range = new vscode.Range(7, 0, 9, 22);
    const [extract] = await actionsIn(uri, range, 'refactor.extract');
    assert.equal(extract?.title, 'Extract to references/details.md');
    editor.selection = new vscode.Selection(range.start, range.end);
    await applyFirst('refactor.extract', () =>
      untilText(uri, changed => changed.includes('See [Details](references/details.md).')),
    );
    const file = vscode.Uri.joinPath(folder, 'references/details.md');
    const extracted = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    assert.equal(extracted, '# Details\n\nThe first. The second.\n');
    await untilMarks(uri, all => all.length === 0);
  });
});

suite('Renaming', () => {
  teardown(cleanUp);

  test('what refers to a bundled file follows it, in SKILL.md and in the skill’s documents', async () => {
    const text = `---\nname: moves\ndescription: Fills in PDF forms.\n---\n\nRun \`scripts/run.sh\`, see [a](references/a.md).\n`;
    const { uri, folder } = await writeSkill('moves', text, {
      'scripts/run.sh': '#!/bin/sh\n',
      'references/a.md': 'It is [there](../scripts/run.sh).\n',
    });
    await untilMarks(uri, all => all.includes('description-when'));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(vscode.Uri.joinPath(folder, 'scripts'), vscode.Uri.joinPath(folder, 'tools'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilText(uri, changed => changed.includes('`tools/run.sh`'));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, 'references/a.md'));
    assert.equal(document.getText(), 'It is [there](../tools/run.sh).\n');
  });

  test('links follow a skill whose folder is renamed', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri;
    const { uri, folder } = await writeSkill(
      'old-name',
      `---\nname: old-name\ndescription: Fills in PDF forms.\n---\n\nDo it.\n`,
    );
    await untilMarks(uri, all => all.includes('description-when'));
    const file = vscode.Uri.joinPath(root, '.skillwright.json');
    const link = {
      skillId: 'skill_1',
      name: 'old-name',
      version: '3',
      digest: 'sha256:0',
      publishedAt: '2026-01-01T00:00:00Z',
    };
    const links = withLink(emptyLinkFile, 'tests/old-name', 'openai', link);
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(formatLinkFile(links)));
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(folder, vscode.Uri.joinPath(folder, '../new-name'));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const isMoved = (text: string) => {
      const moved = parseLinkFile(text);
      return moved.ok && linksOf(moved.value, 'tests/new-name').get('openai')?.skillId === 'skill_1';
    };
    await untilText(file, isMoved);
    await untilMarks(vscode.Uri.joinPath(folder, '../new-name/SKILL.md'), all => all.includes('name-folder'));
    await vscode.workspace.fs.delete(file);
  });

  test('links of all skills that are renamed at once follow, although nobody answers about the first', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri;
    const file = vscode.Uri.joinPath(root, '.skillwright.json');
    const edit = new vscode.WorkspaceEdit();
    let links = emptyLinkFile;
    for (const name of ['one-old', 'two-old']) {
      const text = `---\nname: ${name}\ndescription: Fills in PDF forms.\n---\n\nDo it.\n`;
      const { uri, folder } = await writeSkill(name, text);
      await untilMarks(uri, all => all.includes('description-when'));
      const link = {
        skillId: name,
        name,
        version: '1',
        digest: 'sha256:0',
        publishedAt: '2026-01-01T00:00:00Z',
      };
      links = withLink(links, `tests/${name}`, 'openai', link);
      edit.renameFile(folder, vscode.Uri.joinPath(folder, `../${name.replace('old', 'new')}`));
    }
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(formatLinkFile(links)));
    assert.ok(await vscode.workspace.applyEdit(edit));
    await untilText(file, text => {
      const moved = parseLinkFile(text);
      const idAt = (folder: string) => moved.ok && linksOf(moved.value, folder).get('openai')?.skillId;
      return idAt('tests/one-new') === 'one-old' && idAt('tests/two-new') === 'two-old';
    });
    await vscode.workspace.fs.delete(file);
  });
});
