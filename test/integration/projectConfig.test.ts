import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { cleanUp, configure, marksOn, show, untilMarks, writeSkill } from '../support/editor/skillEditor.ts';

const vague =
  '---\nname: helper\ndescription: Does a thing. Use when the thing is to be done.\n---\n\nDo it.\n';

/** Writes the file that holds for the tests' skills. */
async function writeConfig(text: string): Promise<vscode.Uri> {
  const [root] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(root);
  const uri = vscode.Uri.joinPath(root.uri, 'tests', 'skillwright.config.json');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

function messages(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Skillwright')
    .map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

suite("A project's own file", () => {
  teardown(async () => {
    await configure('rules', undefined);
    await vscode.workspace.fs.delete(await writeConfig('{}'));
    await cleanUp();
  });

  test("says how its skills are checked, and the person's settings win", async () => {
    const { uri } = await writeSkill('helper', vague);
    await untilMarks(uri, marks => marks.includes('name-vague'));
    await writeConfig('{ "rules": { "name-vague": "off" } }');
    await untilMarks(uri, marks => !marks.includes('name-vague'));
    await configure('rules', { 'name-vague': 'error' });
    await untilMarks(uri, marks => marks.includes('name-vague'));
    await configure('rules', undefined);
    await untilMarks(uri, marks => !marks.includes('name-vague'));
    await writeConfig('{ "ignore": ["no-such/"] }');
    await untilMarks(uri, marks => marks.includes('name-vague'));
    await writeConfig('{ "ignore": ["helper/"] }');
    await untilMarks(uri, marks => marks.length === 0);
  });

  test('counts no more when its folder was deleted, and comes again without it', async () => {
    const text = vague.replace('\ndescription', '\nlicence: MIT\ndescription');
    const { uri } = await writeSkill('project/skills/helper', text);
    const project = vscode.Uri.joinPath(uri, '../../..');
    const config = vscode.Uri.joinPath(project, 'skillwright.config.json');
    const rules = '{ "rules": { "name-vague": "off" } }';
    await untilMarks(uri, marks => marks.includes('name-vague'));
    await vscode.workspace.fs.writeFile(config, new TextEncoder().encode(rules));
    await untilMarks(uri, marks => marks.join() === 'field-misspelt');
    await rm(project.fsPath, { recursive: true });
    await untilMarks(uri, marks => marks.length === 0);
    await mkdir(vscode.Uri.joinPath(uri, '..').fsPath, { recursive: true });
    await writeFile(uri.fsPath, text);
    await untilMarks(uri, marks => marks.includes('name-vague'));
  });

  test('is marked where it is not understood, open or not, and nothing of it counts', async () => {
    const { uri } = await writeSkill('helper', vague);
    const rules = '"rules": { "name-vague": "off" }';
    const config = await writeConfig(`{\n<<<<<<< HEAD\n  ${rules}\n=======\n>>>>>>> theirs\n}`);
    await untilMarks(config, () => messages(config).length > 0);
    assert.deepEqual(messages(config), ['2: It holds conflict markers of git: settle the conflict first.']);
    await untilMarks(uri, marks => marks.includes('name-vague'));

    const editor = await show(config);
    const everything = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit(change => change.replace(everything, `{\n  "registry": "openai",\n  ${rules}\n}`));
    await untilMarks(
      config,
      () => messages(config)[0]?.startsWith('2: Neither an address nor a key') ?? false,
    );
    await editor.edit(change => change.delete(new vscode.Range(1, 0, 2, 0)));
    await untilMarks(config, marks => marks.length === 0);
    assert.ok(marksOn(uri).includes('name-vague'), 'what is typed counts once it is saved');
    await editor.document.save();
    await untilMarks(uri, marks => !marks.includes('name-vague'));
  });

  test('is completed and explained while it is typed', async () => {
    const line = '  "rules": { "name-vague": "off", "body-lines":  }';
    const config = await writeConfig(`{\n${line}\n}`);
    await show(config);
    const labelsBehind = async (text: string) => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        config,
        new vscode.Position(1, line.indexOf(text) + text.length),
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    };
    assert.ok((await labelsBehind('"name')).some(label => label.includes('description-when')));
    assert.deepEqual((await labelsBehind('lines": ')).filter(label => /error|off/.test(label)).sort(), [
      '"error"',
      '"off"',
    ]);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      config,
      new vscode.Position(1, line.indexOf('vague')),
    );
    const texts = hovers.flatMap(({ contents }) =>
      contents.map(content => (typeof content === 'string' ? content : content.value)),
    );
    assert.match(texts.join('\n'), /The name says what the skill is about/);
  });
});
