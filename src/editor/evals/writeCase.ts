import * as vscode from 'vscode';
import { addCase, type NewCase } from '../../core/evals/suite/addCase.ts';
import { evalsJsonPath } from '../../core/evals/suite/readSuites.ts';
import type { Failure } from '../../core/failure/failure.ts';
import { baseName } from '../../core/text/paths.ts';
import { type Result, success } from '../../core/text/result.ts';
import { toRange } from '../workspace/convert.ts';
import { shownPath } from '../workspace/shownPaths.ts';
import type { WorkspaceSkill } from '../workspace/workspaceSkills.ts';

/** Writes a case into a skill's suite, which begins with it where there is none, and shows it. Fails as `addCase` does. */
export async function writeCase(skill: WorkspaceSkill, added: NewCase): Promise<Result<null, Failure>> {
  const uri = vscode.Uri.joinPath(skill.folder, evalsJsonPath);
  const open = await vscode.workspace.openTextDocument(uri).then(
    document => document,
    () => null,
  );
  const name = baseName(skill.folder.path);
  const made = addCase(
    open?.getText() ?? null,
    name,
    added,
    `${shownPath(skill, vscode.workspace.workspaceFolders)}/${evalsJsonPath}`,
  );
  if (!made.ok) {
    return made;
  }
  const { text, offset, edit: change } = made.value;
  const edit = new vscode.WorkspaceEdit();
  if (open) {
    edit.replace(uri, toRange(change.range), change.text);
  } else {
    edit.createFile(uri, { contents: new TextEncoder().encode(text) });
  }
  await vscode.workspace.applyEdit(edit);
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const at = document.positionAt(offset);
  editor.selection = new vscode.Selection(at, at);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  await document.save();
  return success(null);
}
