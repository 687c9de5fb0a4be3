import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';

/** Shows what docs/rules.md says of a rule, beside the editor; `code` is the rule's, the section's anchor. */
export async function explainRule(services: Services, code: unknown): Promise<Result<unknown, Failure>> {
  const page = vscode.Uri.joinPath(services.context.extensionUri, 'docs', 'rules.md');
  const fragment = typeof code === 'string' && /^[a-z0-9-]+$/.test(code) ? code : '';
  // Locked: it stays what it is when another Markdown file becomes the active one.
  await vscode.commands.executeCommand('markdown.showLockedPreviewToSide', page.with({ fragment }));
  return success(null);
}
