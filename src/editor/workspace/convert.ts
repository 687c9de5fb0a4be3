import * as vscode from 'vscode';
import type { Problem, Severity } from '../../core/skill/problem.ts';
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
