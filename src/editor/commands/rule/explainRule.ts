import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { rules } from '../../../core/skill/rules/rules.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { rulesScheme } from '../../versions/addresses.ts';

/** Shows what docs/rules.md says of a rule, beside the editor, in place of the rule that was explained before. */
export async function explainRule(_services: Services, code: unknown): Promise<Result<unknown, Failure>> {
  const known = rules.find(rule => rule.code === code);
  const page = vscode.Uri.from({ scheme: rulesScheme, path: `/${known?.code ?? allRules}.md` });
  const before = rulePreviews();
  const focus = groupCommands[(before[0]?.group.viewColumn ?? 1) - 2];
  if (focus !== undefined) {
    // "To the side" is meant of the group with the focus: from the page itself it would open one farther off.
    await vscode.commands.executeCommand(focus);
  }
  // Locked: it stays what it is when another Markdown file becomes the active one.
  await vscode.commands.executeCommand('markdown.showLockedPreviewToSide', page);
  const others = before.filter(({ label }) => !label.endsWith(page.path.slice(1)));
  await vscode.window.tabGroups.close(others, true);
  return success(null);
}

/** The name of the page that is about no rule more than others. */
const allRules = 'rules';

/** They give the focus to the first, second and third group of editors. */
const groupCommands = ['First', 'Second', 'Third'].map(which => `workbench.action.focus${which}EditorGroup`);

/** VS Code's tabs that show such pages: it tells of them no more than "[Preview] name-format.md". */
function rulePreviews(): readonly vscode.Tab[] {
  const names = new Set([allRules, ...rules.map(({ code }) => code)].map(name => `${name}.md`));
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input, label }) => {
      const name = label.split(' ').at(-1) ?? '';
      return input instanceof vscode.TabInputWebview && names.has(name);
    });
}
