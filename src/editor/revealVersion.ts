import { commands } from 'vscode';
import { viewIds } from '../contributions.ts';
import { showFailure } from './run.ts';
import type { Services } from './services.ts';

/** Shows a version in the Registries view, selected, with its skill open above it. */
export async function revealVersion(
  services: Services,
  registryId: string,
  skillId: string,
  versionKey: string,
): Promise<void> {
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) return showFailure(browser.failure);
  const { registry } = browser.value;
  const listed = browser.value.skill(skillId);
  const skill = listed ? { ok: true as const, value: listed } : await registry.getSkill(skillId);
  if (!skill.ok) return showFailure(skill.failure);
  const versions = await browser.value.versions(skillId).first();
  const version = versions.items.find(({ key }) => key === versionKey);
  await commands.executeCommand(`${viewIds.registries}.focus`);
  const node = version
    ? ({ kind: 'version', registryId, skill: skill.value, version } as const)
    : ({ kind: 'skill', registryId, skill: skill.value } as const);
  await services.registriesView.reveal(node, { select: true, focus: true, expand: true });
}
