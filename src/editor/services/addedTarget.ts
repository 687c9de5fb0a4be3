import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { decode, record, text } from '../../core/text/decode.ts';
import { pickOne } from '../ui/quickPick.ts';
import { notify } from '../ui/shown.ts';
import { runTold } from './runCommand.ts';
import type { Services } from './services.ts';

/** The added registry that a command was called on, by its row or a row below it, or the one that the person picks. */
export async function addedTarget(
  services: Services,
  target: unknown,
  title: string,
  fits: (settings: RegistrySettings) => boolean = () => true,
): Promise<RegistrySettings | undefined> {
  const added = services.connections.all().filter(settings => settings.kind !== 'local' && fits(settings));
  const row = decode(record({ registryId: text }), target);
  const meant = row.ok && added.find(({ id }) => id === row.value.registryId);
  if (meant) {
    return meant;
  }
  if (added.length === 0) {
    void runTold(services, title, () => offerToAdd(title));
    return undefined;
  }
  return pickOne(
    title,
    'Choose a registry',
    added.map(settings => ({ label: settings.label, description: settings.baseURL, value: settings })),
  );
}

async function offerToAdd(title: string): Promise<void> {
  const add = 'Add Registry…';
  const answer = await notify(`${title}: no registry that this is possible for was added yet.`, add);
  if (answer === add) {
    await vscode.commands.executeCommand(commandIds.addRegistry);
  }
}
