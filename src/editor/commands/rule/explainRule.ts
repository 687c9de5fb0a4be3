import * as vscode from 'vscode';
import type { Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';

/** Shows what docs/rules.md says of a rule; `code` is the rule's, the section's anchor. */
export async function explainRule(services: Services, code: unknown): Promise<Result<unknown, Failure>> {
  const page = vscode.Uri.joinPath(services.context.extensionUri, 'docs', 'rules.md');
  const fragment = typeof code === 'string' && /^[a-z0-9-]+$/.test(code) ? code : '';
  await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment }));
  return success(null);
}
