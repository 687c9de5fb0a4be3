import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { moveDefault } from '../../../core/registry/moveDefault.ts';
import { failed, type Result } from '../../../core/text/result.ts';
import { mayPromote } from '../../evals/promotion.ts';
import { versionNotes } from '../../evals/triedSkill.ts';
import { tellDefault } from '../../reveal/tellDefault.ts';
import { remoteVersionTarget } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';

/** Makes a version the one that runs when a request names none, and offers to undo that. */
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
  const { registry, skill, version } = picked.value;
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
  const from = skill.defaultVersion;
  return tellDefault(services, { registry, skill: moved.skill, to: version.key, from, evidence });
}
