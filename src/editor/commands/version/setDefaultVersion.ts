import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { moveDefault } from '../../../core/registry/moveDefault.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { mayPromote } from '../../evals/promotion.ts';
import { versionNotes } from '../../evals/triedSkill.ts';
import { remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { notify, showBriefly } from '../../ui/shown.ts';

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
    async ({ registry, skill }) => versionNotes(services, { registryId: registry.id, skill }),
  );
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, skill, version } = picked.value;
  if (registry.capabilities.active !== 'pointer') {
    return failed({ kind: 'unsupported', registry: registry.label, operation: 'set a default version' });
  }
  const { mayGo, evidence } = await mayPromote(services, { registry, skill, version });
  if (!mayGo) {
    return cancelled;
  }
  const moved = await moveDefault(registry, skill.id, version.key);
  if (moved.kind !== 'moved') {
    return failed(moved.failure);
  }
  browser.skills.put(moved.skill);
  services.registriesTree.redrawSkill(registry.id, skill);
  const said = `${versionLabel(version)} of ${skillLabel(skill)} is the default now`;
  if (evidence.length === 0) {
    showBriefly('star-full', said);
  } else {
    void notify(`${said}. ${evidence.join('; ')}.`);
  }
  return success(null);
}
