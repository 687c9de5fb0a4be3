import * as vscode from 'vscode';
import { toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';

/** Moves what is selected of the body, or the section whose heading the cursor is on, to a file in `references/`, and links to it. */
export async function extractActions(
  checks: SkillChecks,
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  const check = await checks.checkOf(document.uri);
  if (!check) {
    return [];
  }
  const [{ extractToReferences, sectionAt }, { offsetAt, rangeOf }] = await Promise.all([
    import('../../core/skill/language/extractToReferences.ts'),
    import('../../core/skill/document/positions.ts'),
  ]);
  const section = range.isEmpty ? sectionAt(check.document, offsetAt(check.document, range.start)) : null;
  const part = section ? rangeOf(check.document, section) : range;
  const extraction =
    range.isEmpty && !section ? null : extractToReferences(check.document, part, check.context);
  if (!extraction) {
    return [];
  }
  const { path, content, edit } = extraction;
  const action = new vscode.CodeAction(`Extract to ${path}`, vscode.CodeActionKind.RefactorExtract);
  const file = vscode.Uri.joinPath(check.skill.folder, path);
  action.edit = new vscode.WorkspaceEdit();
  action.edit.createFile(file, { contents: new TextEncoder().encode(content) });
  action.edit.replace(check.skill.uri, toRange(edit.range), edit.text);
  return [action];
}
