import { type Result, success } from '../../core/failure.ts';
import type { Services } from '../services.ts';
import type { RegistryNode } from '../tree/registryNode.ts';

/** Asks the registries again: about one row when called on it, else about all. */
export async function refreshRegistries(services: Services, target: unknown): Promise<Result<unknown>> {
  const node = target as RegistryNode | undefined;
  if (node?.kind === 'skill') {
    const browser = await services.connections.browser(node.registryId);
    if (!browser.ok) return browser;
    await browser.value.refreshSkill(node.skill.id, { mayShare: true });
    services.registriesTree.redrawRegistry(node.registryId);
    return success(null);
  }
  if (node?.kind === 'version' || node?.kind === 'directory') {
    services.registriesTree.redraw(node);
    return success(null);
  }
  const registryId = node?.kind === 'registry' || node?.kind === 'vendorSkills' ? node.registryId : undefined;
  if (registryId !== undefined) services.connections.browserIfConnected(registryId)?.reset();
  else for (const { id } of services.connections.all()) services.connections.browserIfConnected(id)?.reset();
  if (registryId === undefined) services.registriesTree.redraw();
  else services.registriesTree.redrawRegistry(registryId);
  return success(null);
}

/** Brings the next page below the row that the "Load more…" row stands under. */
export async function loadMore(services: Services, target: unknown): Promise<Result<unknown>> {
  const node = target as RegistryNode | undefined;
  if (node?.kind !== 'loadMore') return success(null);
  const { parent } = node;
  const browser = await services.connections.browser(parent.registryId);
  if (!browser.ok) return browser;
  const { skills, vendorSkills } = browser.value;
  const lists = { registry: skills, vendorSkills };
  const list = parent.kind === 'skill' ? browser.value.versions(parent.skill.id) : lists[parent.kind];
  await list.more();
  services.registriesTree.redraw(parent);
  return success(null);
}

/** Searches the workspace for skills again. */
export async function refreshWorkspace(services: Services): Promise<Result<unknown>> {
  services.skills.refresh();
  return success(null);
}
