import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';

/** Follows `vscode://` links to skills and versions: says where one leads, and goes there when told to. */
export class LinkHandler implements vscode.UriHandler {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async handleUri(uri: vscode.Uri): Promise<void> {
    const [{ parseOpenLink }, { plainText }] = await Promise.all([
      import('../../core/published/openLink.ts'),
      import('../../core/text/plainText.ts'),
    ]);
    const link = parseOpenLink(uri.path, uri.query);
    if (!link.ok) {
      return showFailure(this.#services, link.failure);
    }
    const { registryKey, skillId, version } = link.value;
    const { connections } = this.#services;
    const settings = connections.byKey(registryKey);
    const skill = `“${plainText(skillId)}”`;
    if (!settings) {
      const add = 'Add Registry…';
      const text = `A link leads to the skill ${skill} in the registry “${plainText(registryKey)}”, which is not set up here.`;
      const answer = await vscode.window.showInformationMessage(text, add);
      if (answer === add) {
        await vscode.commands.executeCommand(commandIds.addRegistry);
      }
      return;
    }
    const what =
      version === null ? `the skill ${skill}` : `version “${plainText(version)}” of the skill ${skill}`;
    const show = 'Show in Registries';
    const answer = await vscode.window.showInformationMessage(
      `A link leads to ${what} in ${plainText(settings.label)}.`,
      show,
    );
    if (answer !== show) {
      return;
    }
    const { revealVersion } = await import('./revealVersion.ts');
    await revealVersion(this.#services, settings.id, skillId, version ?? '');
  }
}
