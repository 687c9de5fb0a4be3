import * as vscode from 'vscode';
import { viewIds } from '../../../contributions.ts';
import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { filterList, loadRest } from '../../../core/registry/findSkills.ts';
import type { RegistryBrowser } from '../../../core/registry/registryBrowser.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { mapLimited } from '../../../core/work/mapLimited.ts';
import { showRegistries } from '../../reveal/revealVersion.ts';
import type { Services } from '../../services/services.ts';
import { filterMessage, skillLists } from '../../tree/filterMessage.ts';
import { askWhileTyping } from '../../ui/askWhileTyping.ts';

/** Registries that are searched at once. */
const atOnce = 2;

/** Shows the skills that match a text: of what is loaded while it is typed, then of all pages. */
export async function filterSkills(services: Services): Promise<Result<unknown, Failure>> {
  await showRegistries(services);
  const before = services.filter.state.text;
  const text = await askWhileTyping(
    {
      title: 'Filter Skills',
      placeholder: 'Words of the name, the description or the id',
      prompt: 'Shows what is loaded while you type. Enter searches everything in all registries.',
      value: before,
    },
    typed => showFiltered(services, typed),
  );
  if (text === undefined) {
    showFiltered(services, before);
    return cancelled;
  }
  showFiltered(services, text);
  if (text !== '') {
    await searchRest(services);
  }
  return success(null);
}

/** Shows all skills again. */
export async function clearFilter(services: Services): Promise<Result<unknown, Failure>> {
  services.filter.stopSearch();
  showFiltered(services, '');
  return success(null);
}

/** Leaves the pages that are not loaded yet unsearched. */
export async function stopSearching(services: Services): Promise<Result<unknown, Failure>> {
  services.filter.stopSearch();
  return success(null);
}

function showFiltered(services: Services, text: string): void {
  services.filter.update({ text });
  describe(services);
}

async function searchRest(services: Services): Promise<void> {
  const { connections, filter, registriesTree, registriesView } = services;
  const registries = connections.all().map(({ id }) => id);
  for (const id of registries) {
    await registriesTree.revealRegistry(registriesView, id, false);
  }
  const signal = filter.beginSearch();
  describe(services);
  const search = () =>
    mapLimited(registries, atOnce, async id => {
      const browser = await connections.browser(id);
      if (browser.ok) {
        await searchRegistry(services, browser.value, signal);
      }
    });
  try {
    await vscode.window.withProgress({ location: { viewId: viewIds.registries } }, search);
  } finally {
    filter.endSearch(signal);
    describe(services);
  }
}

async function searchRegistry(
  services: Services,
  browser: RegistryBrowser,
  signal: AbortSignal,
): Promise<void> {
  for (const list of skillLists(browser)) {
    let shown = 0;
    await loadRest(list, signal, () => {
      describe(services);
      const { length } = filterList(list.state, services.filter.state).items;
      if (length > shown) {
        services.registriesTree.redrawRegistry(browser.registry.id);
      }
      shown = length;
    });
  }
}

/** Says above the rows what they are. */
function describe({ connections, filter, registriesView }: Services): void {
  registriesView.message = filterMessage(connections, filter);
}
