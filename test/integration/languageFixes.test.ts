import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkSkill } from '../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../src/core/skill/document/parseSkill.ts';
import { fixesFor } from '../../src/core/skill/fix/fixes.ts';
import type { Fix } from '../../src/core/skill/problem.ts';
import { noContext } from '../../src/core/skill/skillContext.ts';
import { toEdit } from '../../src/editor/workspace/fixEdits.ts';
import type { WorkspaceSkill } from '../../src/editor/workspace/workspaceSkills.ts';
import {
  actionAt,
  actionsAt,
  cleanUp,
  configure,
  show,
  untilMarks,
  writeSkill,
} from '../support/editor/skillEditor.ts';

const body = '\n# Title\n\nDo it.\n';
const described = 'description: Does a thing. Use when the thing is to be done.';

/** The fix of the only problem that the text has. */
function lineEndsFix(text: string): Fix {
  const document = parseSkill(text);
  const problems = checkSkill(document, noContext, { profiles: ['advice'] });
  const [fix] = problems.flatMap(problem => fixesFor(problem, document, noContext));
  assert.ok(fix);
  return fix;
}

/** VS Code fades the keys that it does not read, `allowed-tools` among them. */
function isFaded(mark: string): boolean {
  return mark.startsWith('core: Attribute');
}

suite('Fixes', () => {
  teardown(cleanUp);

  test('"Fix all" as a source action leaves a file that has nothing left to fix', async () => {
    const { uri } = await writeSkill(
      'fix-all',
      `---\nName: fix-all\n${described}\nversion: 1.0\nallowed-tools:\n  - Read\n  - Write\n---\n${body}`,
    );
    const { document } = await show(uri);
    await untilMarks(uri, all => all.includes('allowed-tools-list'));
    await actionAt(uri, 0, 'Fix all problems of SKILL.md', 'source.fixAll.skillwright');
    const actions = await actionsAt(uri, 0, 'source.fixAll.skillwright');
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Fix all problems of SKILL.md'],
    );
    await vscode.workspace.applyEdit(actions[0]?.edit as vscode.WorkspaceEdit);
    await untilMarks(uri, all => all.every(isFaded));
    assert.match(document.getText(), /^name: fix-all$/m);
    assert.match(document.getText(), /^allowed-tools: Read Write$/m);
    assert.deepEqual(await actionsAt(uri, 0, 'source.fixAll.skillwright'), []);
  });

  test('what is fixed on save is what the setting asks for', async () => {
    const { uri } = await writeSkill('on-save', `---\nName: on-save\n${described}\n---\n${body}`);
    const { document } = await show(uri);
    const editor = vscode.workspace.getConfiguration('editor', document);
    const place = vscode.ConfigurationTarget.Workspace;
    await editor.update('codeActionsOnSave', { 'source.fixAll.skillwright': 'explicit' }, place);
    await untilMarks(uri, all => all.length > 0);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(document.lineCount, 0), 'Then look.\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await editor.update('codeActionsOnSave', undefined, place);
    assert.match(document.getText(), /^name: on-save$/m);
    assert.equal(document.isDirty, false);
  });

  test('the lightbulb offers to fix all where more than one problem has a fix', async () => {
    const { uri } = await writeSkill('many', `---\nName: many\n${described}\nversion: 1.0\n---\n${body}`);
    await show(uri);
    await untilMarks(uri, all => all.includes('field-belongs-in-metadata'));
    await actionAt(uri, 1, /^Fix all \d fixable problems$/);
  });

  test('lines are ended with LF', async () => {
    const text = `---\nname: lines\n${described}\n---\n${body}`.replaceAll('\n', '\r\n');
    const { uri } = await writeSkill('lines', text);
    const { document } = await show(uri);
    await untilMarks(uri, all => all.includes('line-endings'));
    await actionAt(uri, 0, 'End all lines with LF');
    // An edit that has gone through the command above has lost its line ends.
    await vscode.workspace.applyEdit(toEdit(lineEndsFix(text), { uri } as WorkspaceSkill));
    assert.equal(document.eol, vscode.EndOfLine.LF);
    assert.equal(document.getText(), text.replaceAll('\r\n', '\n'));
    await untilMarks(uri, all => all.length === 0);
  });

  test('a byte order mark is seen in an open file, and removed from the disk', async () => {
    const text = `---\nname: marked\n${described}\n---\n${body}`;
    const { uri } = await writeSkill('marked', `\uFEFF${text}`);
    await show(uri);
    await untilMarks(uri, all => all.join() === 'byte-order-mark');
    const fix = await actionAt(uri, 0, 'Remove the byte order mark');
    assert.ok(fix.command);
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    await untilMarks(uri, all => all.length === 0);
    assert.equal(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(uri)),
      text,
    );
  });

  test('a rule is turned off by the settings, and every file is checked again at once', async () => {
    const { uri } = await writeSkill(
      'strict',
      `---\nname: strict\ndescription: Fills in PDF forms.\n---\n${body}`,
    );
    await untilMarks(uri, all => all.includes('description-when'));
    await configure('rules', { 'description-when': 'off' });
    await untilMarks(uri, all => !all.includes('description-when'));
    await configure('rules', { 'description-when': 'error' });
    await untilMarks(uri, all => all.includes('description-when'));
    assert.equal(vscode.languages.getDiagnostics(uri)[0]?.severity, vscode.DiagnosticSeverity.Error);
    await configure('rules', undefined);
  });

  test('skills that the settings leave out have no problems', async () => {
    const { uri } = await writeSkill('left-out', `---\nname: Left Out\n${described}\n---\n${body}`);
    await untilMarks(uri, all => all.length > 0);
    await configure('ignore', ['tests/left-*']);
    await untilMarks(uri, all => all.length === 0);
    await configure('ignore', undefined);
    await untilMarks(uri, all => all.length > 0);
  });

  test('a registry’s rules apply when its profile is chosen', async () => {
    const { uri } = await writeSkill('claude-it', `---\nname: claude-it\n${described}\n---\n${body}`);
    await configure('profiles', ['spec', 'anthropic']);
    await untilMarks(uri, all => all.includes('name-reserved'));
    await configure('profiles', undefined);
    await untilMarks(uri, all => !all.includes('name-reserved'));
  });

  test('a problem of another file of the bundle is shown on that file', async () => {
    const { uri, folder } = await writeSkill(
      'two',
      `---\nname: two\n${described}\n---\n${body}\nSee [the notes](references/notes.md).\n`,
      { 'references/notes.md': 'Notes.\n', 'references/SKILL.md': '---\nname: references\n---\n' },
    );
    await untilMarks(vscode.Uri.joinPath(folder, 'references/SKILL.md'), all =>
      all.includes('skill-md-several'),
    );
    await untilMarks(uri, all => !all.includes('link-missing'));
  });
});
