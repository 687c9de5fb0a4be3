import * as vscode from 'vscode';
import { cancelled, type Result, success } from '../../core/failure.ts';
import { registryKey } from '../../core/link/registryKey.ts';
import type { PublishTarget } from '../../core/publish/request.ts';
import { whereWords } from '../../core/registry/registryEntries.ts';
import type { RegistrySettings } from '../../core/registry/settings.ts';
import { withProgress } from '../run.ts';
import type { Services } from '../services.ts';
import type { WorkspaceSkill } from '../workspaceSkills.ts';

/** Where the ids of the registries that were published to last are kept, in the workspace's own storage. */
const lastTargetsKey = 'skillwright.lastTargets';

/**
 * The registries to publish to: those that the skills are linked to, else those of the last time, else the only one.
 * Asks when none of these decides, or when `always` is set.
 */
export async function chooseTargets(
  services: Services,
  skills: readonly WorkspaceSkill[],
  always: boolean,
): Promise<Result<readonly PublishTarget[]>> {
  const all = services.connections.all();
  const usual = await usualTargets(services, skills, all);
  const chosen = always || usual.length === 0 ? await ask(all, usual) : usual;
  if (!chosen || chosen.length === 0) return cancelled;
  await services.context.workspaceState.update(
    lastTargetsKey,
    chosen.map(({ id }) => id),
  );
  return connect(services, chosen);
}

async function usualTargets(
  services: Services,
  skills: readonly WorkspaceSkill[],
  all: readonly RegistrySettings[],
): Promise<readonly RegistrySettings[]> {
  const states = (await Promise.all(skills.map(skill => services.states.of(skill)))).flat();
  const linked = all.filter(settings => states.some(state => state.registryKey === registryKey(settings)));
  if (linked.length > 0) return linked;
  const last = services.context.workspaceState.get<readonly string[]>(lastTargetsKey, []);
  const known = all.filter(({ id }) => last.includes(id));
  return known.length > 0 ? known : all.length === 1 ? all : [];
}

async function ask(
  all: readonly RegistrySettings[],
  usual: readonly RegistrySettings[],
): Promise<readonly RegistrySettings[] | undefined> {
  const items = all.map(settings => ({
    label: settings.label,
    description: whereWords(settings),
    picked: usual.includes(settings),
    settings,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Publish To',
    placeHolder: 'Choose one or more registries',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ settings }) => settings);
}

async function connect(
  services: Services,
  chosen: readonly RegistrySettings[],
): Promise<Result<readonly PublishTarget[]>> {
  return withProgress('Connecting', async () => {
    const targets: PublishTarget[] = [];
    for (const settings of chosen) {
      const browser = await services.connections.browser(settings.id);
      if (!browser.ok) return browser;
      targets.push({ registry: browser.value.registry, key: registryKey(settings) });
    }
    return success(targets);
  });
}
