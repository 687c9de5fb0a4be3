import * as vscode from 'vscode';
import { viewIds } from '../../../contributions.ts';
import type { Failure } from '../../../core/failure/failure.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { countWords } from '../../../core/text/words.ts';
import { askLinked } from '../../links/askLinked.ts';
import { showRegistries } from '../../reveal/revealVersion.ts';
import type { Services } from '../../services/services.ts';
import type { SkillNode } from '../../tree/registryNode.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Asks the registries again, with progress in the view: about one row when called on it, else about all. */
export async function refreshRegistries(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const opened = rowOf(target, 'version', 'directory');
  if (opened) {
    services.registriesTree.redraw(opened);
    return success(null);
  }
  await showRegistries(services);
  const location = { viewId: viewIds.registries };
  const skill = rowOf(target, 'skill');
  const only = rowOf(target, 'registry', 'vendorSkills')?.registryId;
  return vscode.window.withProgress({ location }, () =>
    skill ? refreshSkill(services, skill) : refreshLists(services, only),
  );
}

async function refreshSkill(
  services: Services,
  { registryId, skill }: SkillNode,
): Promise<Result<unknown, Failure>> {
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return browser;
  }
  const refreshed = await browser.value.refreshSkill(skill.id, { mayShare: true });
  services.registriesTree.redrawRegistry(registryId);
  return refreshed;
}

/** What is loaded of a registry, or of all of them, is asked for anew; the rows say what a registry refused. */
async function refreshLists(services: Services, only: string | undefined): Promise<Result<unknown, Failure>> {
  const { connections, registriesTree } = services;
  const ids = only === undefined ? connections.all().map(({ id }) => id) : [only];
  const browsers = ids.flatMap(id => connections.browserIfConnected(id) ?? []);
  for (const browser of browsers) {
    browser.reset();
  }
  if (only === undefined) {
    registriesTree.redraw();
  } else {
    registriesTree.redrawRegistry(only);
  }
  const lists = await Promise.all(browsers.map(({ skills }) => skills.first()));
  const silent = await askLinked(
    services,
    id => ids.includes(id) && connections.browserIfConnected(id) !== undefined,
  );
  const isWhole = silent.length === 0 && lists.every(({ failure }) => failure === null);
  const what = only === undefined ? 'Registries' : connections.labelOf(connections.keyOf(only));
  showBriefly(
    isWhole ? 'check' : 'warning',
    isWhole ? `${what} refreshed` : 'Not every registry answered: see its row',
  );
  return success(null);
}

/** Brings the next page below the row that the "Load more…" row stands under. */
export async function loadMore(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const row = rowOf(target, 'loadMore');
  if (!row) {
    return success(null);
  }
  const { parent } = row;
  const browser = await services.connections.browser(parent.registryId);
  if (!browser.ok) {
    return browser;
  }
  const { skills, vendorSkills } = browser.value;
  const lists = { registry: skills, vendorSkills };
  const list = parent.kind === 'skill' ? browser.value.versions(parent.skill.id) : lists[parent.kind];
  await list.more();
  services.registriesTree.redraw(parent);
  return success(null);
}

/**
 * Searches the workspace for skills again and forgets all that is shown of them; then asks the registries what became
 * of those that are linked. Progress is in the view; says how many skills there are, and who did not answer.
 */
export async function refreshWorkspace(services: Services): Promise<Result<unknown, Failure>> {
  const { skills, states, checks, workspaceView } = services;
  if (!workspaceView.visible) {
    await vscode.commands.executeCommand(`${viewIds.workspace}.focus`);
  }
  const location = { viewId: viewIds.workspace };
  const [found, silent] = await vscode.window.withProgress({ location }, async () => {
    skills.refresh();
    checks.outdateFiles();
    states.outdateAll();
    return [await skills.all(), await askLinked(services)] as const;
  });
  const count = `${countWords(found.length, 'skill')} in the workspace`;
  showBriefly(
    silent.length === 0 ? 'check' : 'warning',
    silent.length === 0 ? count : `${count}; ${silent.join(', ')} did not answer`,
  );
  return success(null);
}
