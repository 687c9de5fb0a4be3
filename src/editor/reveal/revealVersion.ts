import { commands } from 'vscode';
import { commandIds, viewIds } from '../../contributions.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import { matchesText } from '../../core/registry/findSkills.ts';
import type { PagedList } from '../../core/registry/pagedList.ts';
import type { Services } from '../services/services.ts';
import { showFailure } from '../services/showFailure.ts';

/** Shows a version in the Registries view, selected, with its skill open above it. */
export async function revealVersion(
  services: Services,
  registryId: string,
  skillId: string,
  versionKey: string,
): Promise<void> {
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return showFailure(services, browser.failure);
  }
  const { registry } = browser.value;
  const listed = browser.value.skill(skillId);
  const skill = listed ? { ok: true as const, value: listed } : await registry.getSkill(skillId);
  if (!skill.ok) {
    return showFailure(services, skill.failure);
  }
  if (!listed) {
    // A row can be shown only where its parent lists it.
    browser.value[skill.value.isOwn ? 'skills' : 'vendorSkills'].put(skill.value);
    services.registriesTree.redrawRegistry(registryId);
  }
  if (!matchesText(skill.value, services.filter.state.text)) {
    await commands.executeCommand(commandIds.clearFilter);
  }
  const version =
    versionKey === '' ? undefined : await findVersion(browser.value.versions(skillId), versionKey);
  await commands.executeCommand(`${viewIds.registries}.focus`);
  const node = version
    ? ({ kind: 'version', registryId, skill: skill.value, version } as const)
    : ({ kind: 'skill', registryId, skill: skill.value } as const);
  await services.registriesView.reveal(node, { select: true, focus: true, expand: !version });
  const missing = versionKey !== '' && !version && (await registry.getVersion(skillId, versionKey));
  if (missing && !missing.ok) {
    await showFailure(services, missing.failure);
  }
}

/** A skill of more versions than these pages hold is shown without the version, in pages. */
const maxPages = 100;

/** Pages until the version is listed, since a row can be shown only then. */
async function findVersion(list: PagedList<RemoteVersion>, key: string): Promise<RemoteVersion | undefined> {
  let state = await list.first();
  for (let pages = 1; pages < maxPages && !list.get(key); pages++) {
    if (!state.hasMore || state.failure) {
      break;
    }
    state = await list.more(100);
  }
  return list.get(key);
}

/** Brings the Registries view to front, where it is hidden: what a command does there is to be seen. */
export async function showRegistries({ registriesView }: Pick<Services, 'registriesView'>): Promise<void> {
  if (!registriesView.visible) {
    await commands.executeCommand(`${viewIds.registries}.focus`);
  }
}
