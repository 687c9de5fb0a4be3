import * as vscode from 'vscode';
import { toRange } from '../workspace/convert.ts';
import type { SkillChecks } from '../workspace/skillChecks.ts';

/** Lets a click follow the paths in code and in the license; Markdown's own links are VS Code's. */
export class PathLinks implements vscode.DocumentLinkProvider {
  readonly #checks: SkillChecks;

  constructor(checks: SkillChecks) {
    this.#checks = checks;
  }

  async provideDocumentLinks(document: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const check = await this.#checks.checkOf(document.uri);
    if (!check) {
      return [];
    }
    const { links } = await import('../../core/skill/language/references.ts');
    const { folder } = check.skill;
    return links(check.document, check.context).map(
      ({ range, path }) => new vscode.DocumentLink(toRange(range), vscode.Uri.joinPath(folder, path)),
    );
  }
}
