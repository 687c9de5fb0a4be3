import * as vscode from 'vscode';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import type { Services } from '../../services/services.ts';
import { pickOne } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';

/** Lists the skills in folders that are not searched, each with the reason, and opens the chosen one. */
export async function showPassedOver(services: Services): Promise<Result<unknown, Failure>> {
  const passed = await services.skills.passedOver();
  if (passed.length === 0) {
    void notify('No skill is in a folder that is ignored.');
    return success(null);
  }
  const choices = passed.map(({ folder, why }) => ({
    label: vscode.workspace.asRelativePath(folder),
    description: why,
    value: folder,
  }));
  const chosen = await pickOne(
    'Skills in Ignored Folders',
    'Open which one? It is checked while it is open',
    choices,
  );
  if (!chosen) {
    return cancelled;
  }
  const [manifest] = await vscode.workspace.findFiles(
    new vscode.RelativePattern(chosen, '[Ss][Kk][Ii][Ll][Ll].[Mm][Dd]'),
    null,
    1,
  );
  await vscode.window.showTextDocument(manifest ?? vscode.Uri.joinPath(chosen, 'SKILL.md'));
  return success(null);
}
