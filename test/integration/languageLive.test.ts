import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  actionAt,
  actionsAt,
  cleanUp,
  configure,
  show,
  untilMarks,
  untilText,
  writeSkill,
} from '../support/editor/skillEditor.ts';

const described = 'description: Does a thing. Use when the thing is to be done.';
const manifest = (name: string, more = '', body = '\nDo it.\n') =>
  `---\nname: ${name}\n${described}\n${more}---\n${body}`;

async function apply({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) {
    assert.ok(await vscode.workspace.applyEdit(edit));
  }
  // A command may ask on until its message is answered.
  if (command) {
    void vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

suite('Live', () => {
  teardown(cleanUp);

  test('problems come and go as one types, before anything is saved', async () => {
    const { uri } = await writeSkill('typed', manifest('typed', 'metadata:\n  a: b\n'));
    const editor = await show(uri);
    await editor.edit(change => change.insert(new vscode.Position(3, 0), 'licence: MIT\n'));
    await untilMarks(uri, marks => marks.includes('field-misspelt'));
    await editor.edit(change => change.delete(new vscode.Range(3, 0, 4, 0)));
    await untilMarks(uri, marks => marks.length === 0);
    await editor.edit(change => change.insert(new vscode.Position(5, 0), '  c: 1\n'));
    await untilMarks(uri, marks => marks.join() === 'metadata-value');
  });

  test('“Fix all” is one step to undo', async () => {
    const text = manifest('undone', 'licence: MIT\nversion: 1.0\nallowed-tools: [Read, Write]\n');
    const { uri } = await writeSkill('undone', text);
    await show(uri);
    await untilMarks(uri, marks => marks.length >= 3);
    await apply(await actionAt(uri, 3, /^Fix all 3 fixable problems$/));
    const fixed = 'license: MIT\nmetadata:\n  version: "1.0"\nallowed-tools: Read Write\n';
    await untilText(uri, now => now === manifest('undone', fixed));
    await vscode.commands.executeCommand('undo');
    await untilText(uri, now => now === text);
  });

  test('a folder takes the skill’s name, with everything in it', async () => {
    const { uri, folder } = await writeSkill('misnamed', manifest('well-named'), { 'assets/a.txt': 'a' });
    await untilMarks(uri, marks => marks.includes('name-folder'));
    await apply(await actionAt(uri, 1, 'Rename the folder to "well-named"'));
    const renamed = vscode.Uri.joinPath(folder, '../well-named');
    assert.ok(await exists(vscode.Uri.joinPath(renamed, 'assets/a.txt')));
    assert.ok(!(await exists(folder)));
    await untilMarks(vscode.Uri.joinPath(renamed, 'SKILL.md'), marks => !marks.includes('name-folder'));
  });

  test('a problem is silenced by a comment from the lightbulb, and an error is not', async () => {
    const { uri } = await writeSkill('silenced', manifest('silenced', 'team: us\n', '\n[a](../b.md)\n'));
    await untilMarks(uri, marks => marks.join() === 'field-unknown,link-outside');
    await apply(await actionAt(uri, 3, 'Ignore "field-unknown" here'));
    await untilText(uri, text => text.includes('# skillwright-ignore field-unknown\nteam: us\n'));
    await apply(await actionAt(uri, 7, 'Ignore "link-outside" in this line'));
    await untilMarks(uri, marks => marks.length === 0);

    const other = await writeSkill('refused', manifest('Refused'));
    await untilMarks(other.uri, marks => marks.includes('name-format'));
    await actionAt(other.uri, 1, 'Change the name to "refused"');
    const offered = (await actionsAt(other.uri, 1)).map(({ title }) => title);
    assert.ok(!offered.some(title => /^(?:Ignore|Turn off)/.test(title)), offered.join());
  });

  test('a rule is turned off for the workspace from the lightbulb', async () => {
    const { uri } = await writeSkill('turned-off', manifest('turned-off', 'team: us\n'));
    await untilMarks(uri, marks => marks.includes('field-unknown'));
    await apply(await actionAt(uri, 3, 'Turn off "field-unknown" in this workspace'));
    await untilMarks(uri, marks => marks.length === 0);
    await vscode.commands.executeCommand('notifications.clearAll');
    assert.deepEqual(vscode.workspace.getConfiguration('skillwright').get('rules'), {
      'field-unknown': 'off',
    });
    await configure('rules', undefined);
    await untilMarks(uri, marks => marks.includes('field-unknown'));
  });

  test('the first fix for a name is the folder’s, then its own', async () => {
    const { uri } = await writeSkill('commit-reviewer', manifest('Commit Review'));
    await untilMarks(uri, marks => marks.includes('name-format'));
    await actionAt(uri, 1, 'Change the name to "commit-reviewer"');
    const names = (await actionsAt(uri, 1)).filter(({ title }) => title.startsWith('Change the name'));
    assert.deepEqual(
      names.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ['Change the name to "commit-reviewer"', false],
        ['Change the name to "commit-review"', false],
      ],
    );
  });

  test('a skill in node_modules is nobody’s concern, and one in another has its own problems', async () => {
    const outer = await writeSkill('outer', manifest('outer'), {
      'node_modules/x/SKILL.md': manifest('Not Checked'),
      'examples/inner/SKILL.md': manifest('inner', 'team: us\n'),
      'examples/inner/assets/a.txt': '',
    });
    const inner = vscode.Uri.joinPath(outer.folder, 'examples/inner/SKILL.md');
    await untilMarks(inner, marks => marks.includes('field-unknown'));
    const hidden = vscode.Uri.joinPath(outer.folder, 'node_modules/x/SKILL.md');
    assert.deepEqual(vscode.languages.getDiagnostics(hidden), []);
  });

  test('what is marked of a skill that no search finds goes when it is closed, and when it is deleted', async () => {
    const { folder } = await writeSkill('half-ignored', manifest('half-ignored'), {
      '.gitignore': 'build/\n',
      'build/made/SKILL.md': manifest('made', 'team: us\n', '\n[a](references/a.md)\n'),
      'build/made/references/a.md': '[b](../../b.md)\n',
    });
    const made = vscode.Uri.joinPath(folder, 'build', 'made');
    const uri = vscode.Uri.joinPath(made, 'SKILL.md');
    await vscode.commands.executeCommand('vscode.open', uri);
    await untilMarks(uri, marks => marks.includes('field-unknown'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilMarks(uri, marks => marks.length === 0);

    await vscode.commands.executeCommand('vscode.open', uri);
    await untilMarks(uri, marks => marks.includes('field-unknown'));
    await vscode.workspace.fs.delete(made, { recursive: true });
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await untilMarks(uri, marks => marks.length === 0);
  });
});
