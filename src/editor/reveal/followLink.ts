import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import { parseOpenLink } from '../../core/published/openLink.ts';
import { plainText } from '../../core/text/plainText.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';
import { notify } from '../ui/shown.ts';
import { revealVersion } from './revealVersion.ts';

/** Follows a `vscode://` link to a skill or a version: says where it leads, and goes there when told to. */
export async function followLink(services: Services, uri: vscode.Uri): Promise<void> {
  const link = parseOpenLink(uri.path, uri.query);
  if (!link.ok) {
    return showFailure(services, link.failure);
  }
  const { registryKey, skillId, version } = link.value;
  const settings = services.connections.byKey(registryKey);
  const skill = `“${plainText(skillId)}”`;
  if (!settings) {
    const add = 'Add Registry…';
    const text = `A link leads to the skill ${skill} in the registry “${plainText(registryKey)}”, which is not set up here.`;
    const answer = await notify(text, add);
    if (answer === add) {
      await vscode.commands.executeCommand(commandIds.addRegistry, { registryKey });
    }
    return;
  }
  const what =
    version === null ? `the skill ${skill}` : `version “${plainText(version)}” of the skill ${skill}`;
  const show = 'Show in Registries';
  const answer = await notify(`A link leads to ${what} in ${plainText(settings.label)}.`, show);
  if (answer !== show) {
    return;
  }
  await revealVersion(services, settings.id, skillId, version ?? '');
}
