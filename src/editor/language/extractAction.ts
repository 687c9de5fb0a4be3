import * as vscode from 'vscode';
import { toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';

/** Moves what is selected of the body to a file in `references/`, and links to it. */
export class ExtractAction implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.RefactorExtract],
  };
  readonly #checks: SkillChecks;

  constructor(checks: SkillChecks) {
    this.#checks = checks;
  }

  async provideCodeActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
    const check = range.isEmpty ? null : await this.#checks.checkOf(document.uri);
    if (!check) {
      return [];
    }
    const { extractToReferences } = await import('../../core/skill/language/extractToReferences.ts');
    const extraction = extractToReferences(check.document, range, check.context);
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
}
