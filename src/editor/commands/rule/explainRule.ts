import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { baseName } from '../../../core/text/paths.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';

/** Shows what docs/rules.md says of a rule, beside the editor; `code` is the rule's, the section's anchor. */
export async function explainRule(services: Services, code: unknown): Promise<Result<unknown, Failure>> {
  const page = vscode.Uri.joinPath(services.context.extensionUri, 'docs', 'rules.md');
  const fragment = typeof code === 'string' && /^[a-z0-9-]+$/.test(code) ? code : '';
  const isNew = previewTab(page) === undefined;
  await show(page.with({ fragment }));
  if (isNew) {
    await delay(loading);
    if (previewTab(page)?.isActive) {
      await show(page.with({ fragment }));
    }
  }
  return success(null);
}

/** In the page that is open already, or in a new one beside the editor that has the focus. */
async function show(place: vscode.Uri): Promise<void> {
  const column = previewTab(place)?.group.viewColumn ?? 1;
  const before = groupCommands[column - 2];
  if (before !== undefined) {
    // "To the side" is meant of the group with the focus: from the page itself it would open a second one.
    await vscode.commands.executeCommand(before);
  }
  // Locked: it stays what it is when another Markdown file becomes the active one.
  await vscode.commands.executeCommand('markdown.showLockedPreviewToSide', place);
}

/** They give the focus to the first, second and third group of editors. */
const groupCommands = ['First', 'Second', 'Third'].map(which => `workbench.action.focus${which}EditorGroup`);

/** A preview that is still loading does not always take the place that it is to show: it is told twice. In ms. */
const loading = 1_000;

/** VS Code's tab with the rendered page. */
function previewTab(page: vscode.Uri): vscode.Tab | undefined {
  const name = baseName(page.path);
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes(name));
}
