import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { actionAt, cleanUp, show, untilMarks, writeSkill } from '../support/editor/skillEditor.ts';

const manifest = (name: string) =>
  `---\nname: ${name}\ndescription: Does a thing. Use when the thing is to be done.\n---\n\nDo it.\n`;

/** Labels of what is proposed at a place. */
async function proposedAt(uri: vscode.Uri, line: number, character: number): Promise<readonly string[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    new vscode.Position(line, character),
  );
  return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

suite('Files of evals', () => {
  teardown(cleanUp);

  test('a misspelt key and a missing file of evals.json are marked, and the key is fixed', async () => {
    const text =
      '{"evals":[\n{"id":1,"prompt":"p",\n"expectation":["a"],\n"expected_output":"x","files":["gone.csv"]}]}\n';
    const { folder } = await writeSkill('evals-misspelt', manifest('evals-misspelt'), {
      'evals/evals.json': text,
    });
    const uri = vscode.Uri.joinPath(folder, 'evals', 'evals.json');
    const { document } = await show(uri);
    await untilMarks(uri, marks => marks.join() === 'eval-missing-file,eval-unknown-key');
    const fix = await actionAt(uri, 2, 'Change it to "expectations"');
    await vscode.workspace.applyEdit(fix.edit as vscode.WorkspaceEdit);
    await untilMarks(uri, marks => marks.join() === 'eval-missing-file');
    assert.match(document.getText(), /^"expectations":\["a"\],$/m);
  });

  test('a file that is a link to somewhere else is none, so that no prompt takes it along', async () => {
    const text = JSON.stringify({
      evals: [{ id: 1, prompt: 'p', expectations: ['a'], files: ['evals/files/notes.txt'] }],
    });
    const { folder } = await writeSkill('evals-linked', manifest('evals-linked'), {
      'evals/evals.json': text,
    });
    const files = join(folder.fsPath, 'evals', 'files');
    mkdirSync(files);
    const secret = join(folder.fsPath, '..', 'secret.txt');
    writeFileSync(secret, 'of nobody else');
    symlinkSync(secret, join(files, 'notes.txt'));
    const uri = vscode.Uri.joinPath(folder, 'evals', 'evals.json');
    await show(uri);
    await untilMarks(uri, marks => marks.includes('eval-missing-file'));
  });

  test('what is not JSON is marked once, by VS Code', async () => {
    const { folder } = await writeSkill('evals-broken', manifest('evals-broken'), {
      'evals/evals.json': '{"evals":[{"prompt":"p"},]}',
    });
    const uri = vscode.Uri.joinPath(folder, 'evals', 'evals.json');
    await show(uri);
    const marks = await untilMarks(uri, all => all.includes('eval-judges-nothing') && all.length > 1);
    assert.deepEqual(
      marks.filter(mark => mark === 'eval-syntax'),
      [],
    );
  });

  test('keys are proposed in cases, and keys of evals.json come from its schema', async () => {
    const { folder } = await writeSkill('evals-keys', manifest('evals-keys'), {
      'evals/evals.json': '{\n  "evals": [\n    {  }\n  ]\n}\n',
      'evals/a/prompt.md': 'Say hello.\n',
      'evals/a/graders/g.md': '---\ntype: regex\n\n---\n',
    });
    const grader = vscode.Uri.joinPath(folder, 'evals', 'a', 'graders', 'g.md');
    await show(grader);
    await untilMarks(grader, marks => marks.includes('eval-value'));
    const keys = await proposedAt(grader, 2, 0);
    assert.ok(keys.includes('pattern') && keys.includes('target') && !keys.includes('criteria'));
    const json = vscode.Uri.joinPath(folder, 'evals', 'evals.json');
    await show(json);
    const proposed = await proposedAt(json, 2, 6);
    assert.ok(proposed.includes('prompt') && proposed.includes('expectations'), proposed.join());
  });

  test('what is marked in a suite goes with its skill', async () => {
    const { folder } = await writeSkill('evals-gone', manifest('evals-gone'), {
      'evals/evals.json': '{"evals":[{"prompt":"p"}]}',
    });
    const uri = vscode.Uri.joinPath(folder, 'evals', 'evals.json');
    await show(uri);
    await untilMarks(uri, marks => marks.includes('eval-judges-nothing'));
    await vscode.workspace.fs.delete(folder, { recursive: true });
    // Though the file is open still: VS Code may keep what was deleted for as long as it likes.
    await untilMarks(uri, marks => !marks.includes('eval-judges-nothing'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  test('what is marked in the suite of a skill inside another one goes with the inner one', async () => {
    const { folder } = await writeSkill('evals-around', manifest('evals-around'), {
      'inner/SKILL.md': manifest('inner'),
      'inner/evals/evals.json': '{"evals":[{"prompt":"p"}]}',
    });
    const inner = vscode.Uri.joinPath(folder, 'inner');
    const uri = vscode.Uri.joinPath(inner, 'evals', 'evals.json');
    await show(uri);
    await untilMarks(uri, marks => marks.includes('eval-judges-nothing'));
    await vscode.workspace.fs.delete(inner, { recursive: true });
    await untilMarks(uri, marks => !marks.includes('eval-judges-nothing'));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });
});
