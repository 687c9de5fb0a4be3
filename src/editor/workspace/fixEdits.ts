import * as vscode from 'vscode';
import type { Fix } from '../../core/skill/problem.ts';
import { fileUri, toRange } from './convert.ts';
import type { WorkspaceSkill } from './workspaceSkills.ts';

/**
 * A fix as an edit that VS Code applies, undoes, and asks about where it renames the folder. The line ends of an open
 * file are one property in VS Code: text that is put in takes them over.
 */
export function toEdit(fix: Fix, skill: WorkspaceSkill): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  if (fix.edits.length > 0 && fix.edits.every(isLineEnd)) {
    edit.set(skill.uri, [vscode.TextEdit.setEndOfLine(vscode.EndOfLine.LF)]);
  } else {
    const { placeholder } = fix;
    edit.set(
      skill.uri,
      fix.edits.map(({ range, text }) => toTextEdit(toRange(range), text, placeholder)),
    );
  }
  if (fix.newFile !== undefined) {
    const { path, content } = fix.newFile;
    edit.createFile(fileUri(skill, path), { contents: new TextEncoder().encode(content) });
  }
  if (fix.renameFile !== undefined) {
    const { from, to } = fix.renameFile;
    edit.renameFile(vscode.Uri.joinPath(skill.folder, from), vscode.Uri.joinPath(skill.folder, to));
  }
  if (fix.renameFolder !== undefined) {
    edit.renameFile(skill.folder, vscode.Uri.joinPath(skill.folder, '..', fix.renameFolder));
  }
  return edit;
}

/** What the author has to write over is selected, where the edit has it. */
function toTextEdit(
  range: vscode.Range,
  text: string,
  placeholder: string | undefined,
): vscode.TextEdit | vscode.SnippetTextEdit {
  const at = placeholder === undefined ? -1 : text.indexOf(placeholder);
  if (placeholder === undefined || at === -1) {
    return vscode.TextEdit.replace(range, text);
  }
  const snippet = new vscode.SnippetString()
    .appendText(text.slice(0, at))
    .appendPlaceholder(placeholder)
    .appendText(text.slice(at + placeholder.length));
  return new vscode.SnippetTextEdit(range, snippet);
}

/** Whether an edit puts a line break in the place of a line break. */
function isLineEnd({ range: { start, end }, text }: Fix['edits'][number]): boolean {
  return text === '\n' && end.line === start.line + 1 && end.character === 0;
}
