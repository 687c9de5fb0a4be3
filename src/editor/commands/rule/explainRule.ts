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
  // Locked: it stays what it is when another Markdown file becomes the active one.
  const show = () =>
    vscode.commands.executeCommand('markdown.showLockedPreviewToSide', page.with({ fragment }));
  const isNew = previewTab(page) === undefined;
  await show();
  if (isNew) {
    await delay(loading);
    // Where the person has turned away meanwhile, they stay where they are.
    if (previewTab(page)?.isActive && vscode.window.activeTextEditor === undefined) {
      await show();
    }
  }
  return success(null);
}

/** A preview that is still loading does not always take the place that it is to show: it is told twice. In ms. */
const loading = 1_000;

/** VS Code's tab with the rendered page. */
function previewTab(page: vscode.Uri): vscode.Tab | undefined {
  const name = baseName(page.path);
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes(name));
}
