import * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import { failed, type Result, success } from '../../core/text/result.ts';

/**
 * Writes one of our settings; `scope` says of which workspace folder where there are several. Fails as `unwritable` where
 * VS Code refuses, as where the file does not parse.
 */
export async function writeSetting(
  id: string,
  value: unknown,
  place: vscode.ConfigurationTarget = vscode.ConfigurationTarget.Global,
  scope?: vscode.Uri,
): Promise<Result<null, Failure>> {
  try {
    await vscode.workspace.getConfiguration(undefined, scope).update(id, value, place);
    return success(null);
  } catch {
    const whose = place === vscode.ConfigurationTarget.Global ? 'user' : 'workspace';
    return failed({ kind: 'unwritable', path: `settings.json of the ${whose}`, cause: 'ESETTINGS' });
  }
}
