import * as vscode from 'vscode';
import { commandIds } from '../../contributions.ts';
import type { StoredCopy } from '../../core/publish/outcome.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';
import type { RegistryNode } from '../tree/registryNode.ts';

/** Deletes what is in a registry twice, by the command that deletes such a thing: it asks first, and keeps a copy. */
export async function deleteCopy(
  services: Services,
  registryId: string,
  { skillId, version, isSkill }: StoredCopy,
): Promise<void> {
  const browser = services.connections.browserIfConnected(registryId);
  const skill = await browser?.refreshSkill(skillId);
  if (!browser || !skill) {
    return;
  }
  if (!skill.ok) {
    return showFailure(services, skill.failure);
  }
  if (isSkill) {
    const node: RegistryNode = { kind: 'skill', registryId, skill: skill.value };
    await vscode.commands.executeCommand(commandIds.deleteSkill, node);
    return;
  }
  const found = await browser.registry.getVersion(skillId, version);
  if (!found.ok) {
    return showFailure(services, found.failure);
  }
  const node: RegistryNode = { kind: 'version', registryId, skill: skill.value, version: found.value };
  await vscode.commands.executeCommand(commandIds.deleteVersion, node);
}
