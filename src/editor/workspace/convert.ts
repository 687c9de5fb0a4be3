import * as vscode from 'vscode';
import type { Fix, Problem, Severity } from '../../core/skill/problem.ts';
import type { WorkspaceSkill } from './workspaceSkills.ts';

export const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The same range for VS Code. */
export function toRange({ start, end }: Problem['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The address of a file in the skill's folder. */
export function fileUri(skill: WorkspaceSkill, path: string): vscode.Uri {
  return path === 'SKILL.md' ? skill.uri : vscode.Uri.joinPath(skill.folder, path);
}

/**
 * A fix as an edit that VS Code applies, undoes, and asks about where it renames the folder. The line ends of an open
 * file are one property in VS Code: text that is put in takes them over.
 */
export function toEdit(fix: Fix, skill: WorkspaceSkill): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  if (fix.edits.length > 0 && fix.edits.every(isLineEnd)) {
    edit.set(skill.uri, [vscode.TextEdit.setEndOfLine(vscode.EndOfLine.LF)]);
  } else {
    for (const { range, text } of fix.edits) {
      edit.replace(skill.uri, toRange(range), text);
    }
  }
  if (fix.renameFolder !== undefined) {
    edit.renameFile(skill.folder, vscode.Uri.joinPath(skill.folder, '..', fix.renameFolder));
  }
  return edit;
}

/** Whether an edit puts a line break in the place of a line break. */
function isLineEnd({ range: { start, end }, text }: Fix['edits'][number]): boolean {
  return text === '\n' && end.line === start.line + 1 && end.character === 0;
}
