import * as vscode from 'vscode';
import type { Completion } from '../../core/skill/language/completions.ts';
import { toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';

/** Values, the keys that VS Code does not know, and the skill's files in code; see `core/skill/language/completions.ts`. */
export class Completions implements vscode.CompletionItemProvider {
  static readonly triggerCharacters: readonly string[] = [' ', '`', '/', '-'];
  readonly #checks: SkillChecks;

  constructor(checks: SkillChecks) {
    this.#checks = checks;
  }

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    const check = await this.#checks.checkOf(document.uri);
    if (!check) {
      return [];
    }
    const { completions } = await import('../../core/skill/language/completions.ts');
    return completions(check.document, position, check.context).map(toItem);
  }
}

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  key: vscode.CompletionItemKind.Property,
  value: vscode.CompletionItemKind.Value,
  file: vscode.CompletionItemKind.File,
};

function toItem({ label, kind, detail, edit, goesOn }: Completion, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label, description: detail }, kinds[kind]);
  item.insertText = edit.text;
  item.range = toRange(edit.range);
  item.filterText = label;
  item.sortText = String(index).padStart(3, '0');
  if (goesOn) {
    item.command = { command: 'editor.action.triggerSuggest', title: 'Suggest' };
  }
  return item;
}
