import * as vscode from 'vscode';
import { toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';

/** The rule for a key and how much of it is used, beside what VS Code says of the key; how large a mentioned file is. */
export class Hovers implements vscode.HoverProvider {
  readonly #checks: SkillChecks;

  constructor(checks: SkillChecks) {
    this.#checks = checks;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.Hover | undefined> {
    const check = await this.#checks.checkOf(document.uri);
    if (!check) {
      return undefined;
    }
    const { hover } = await import('../../core/skill/language/hover.ts');
    const found = hover(check.document, position, check.context);
    return found
      ? new vscode.Hover(new vscode.MarkdownString(found.markdown), toRange(found.range))
      : undefined;
  }
}
