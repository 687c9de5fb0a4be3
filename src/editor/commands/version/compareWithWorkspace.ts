import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { failed, type Result } from '../../../core/text/result.ts';
import { compareWithPublished } from '../../compare/compare.ts';
import { linkedSkills, linkedTarget, pathChoice } from '../../links/twins.ts';
import { remoteVersionTarget } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { pickOne } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';
import type { WorkspaceSkill } from '../../workspace/workspaceSkills.ts';

/** Compares a published version with the workspace skill that is linked to it, or with one that the person picks. */
export async function compareWithWorkspace(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const title = 'Compare with Working Copy';
  const picked = await remoteVersionTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { registry, skill, version } = picked.value;
  const own = await pickWorkspaceSkill(services, title, await linkedSkills(services, registry.id, skill.id));
  return own ? compareWithPublished(services, own, registry.id, skill.id, version.key) : cancelled;
}

/** Compares a workspace skill with the newest version of what it is linked to. */
export async function compareSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const title = 'Compare with Published Version';
  const chosen = await linkedTarget(services, target, title, 'Compare with which registry?');
  if (!chosen) {
    return cancelled;
  }
  const { skill, registryId, link } = chosen;
  const browser = await services.connections.browser(registryId);
  if (!browser.ok) {
    return browser;
  }
  const versions = await browser.value.versions(link.skillId).first();
  if (versions.failure) {
    return failed(versions.failure);
  }
  const newest = versions.items[0]?.key ?? link.version;
  return compareWithPublished(services, skill, registryId, link.skillId, newest);
}

async function pickWorkspaceSkill(
  services: Services,
  title: string,
  linked: readonly WorkspaceSkill[],
): Promise<WorkspaceSkill | undefined> {
  const [only] = linked.length === 1 ? linked : [];
  if (only) {
    return only;
  }
  const offered = linked.length > 0 ? linked : await services.skills.all();
  if (offered.length === 0) {
    void notify('There is no skill in this workspace to compare with.');
    return undefined;
  }
  return pickOne(title, 'Compare with which skill of the workspace?', offered.map(pathChoice));
}
