import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { moveDefault } from '../../../core/registry/moveDefault.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { mayPromote } from '../../evals/promotion.ts';
import { remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { showBriefly } from '../../ui/shown.ts';

/** Makes a version the one that runs when a request names none. */
export async function setDefaultVersion(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const title = 'Set Default Version';
  const picked = await remoteVersionTarget(
    services,
    target,
    title,
    (version, skill) => version.key !== skill.defaultVersion,
  );
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, skill, version } = picked.value;
  if (registry.capabilities.active !== 'pointer') {
    return failed({ kind: 'unsupported', registry: registry.label, operation: 'set a default version' });
  }
  if (!(await mayPromote(services, { registryId: registry.id, skill, version }))) {
    return cancelled;
  }
  const moved = await moveDefault(registry, skill.id, version.key);
  if (moved.kind !== 'moved') {
    return failed(moved.failure);
  }
  browser.skills.put(moved.skill);
  services.registriesTree.redrawSkill(registry.id, skill);
  showBriefly('star-full', `${versionLabel(version)} of ${skillLabel(skill)} is the default now`);
  return success(null);
}
