import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { runningVersion } from '../../../core/published/rollBackChoices.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { type Result, success } from '../../../core/text/result.ts';
import { triedSkill } from '../../evals/triedSkill.ts';
import { remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { notify } from '../../ui/shown.ts';

/** Runs the evals of a skill on a version and on the one that runs now; or on the two that a row names. */
export async function tryVersion(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const row = rowOf(target, 'trial');
  if (row) {
    const { registryId, skill, newer, older } = row;
    return tryBoth(services, { registryId, skillId: skill.id, tried: newer, against: older });
  }
  const title = 'Try Against Default Version';
  const picked = await remoteVersionTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, skill, version } = picked.value;
  const { items } = await browser.versions(skill.id).first();
  const running = runningVersion(skill, items);
  if (running === null || running === version.key) {
    void notify(
      `${versionLabel(version)} is what runs of “${skillLabel(skill)}”. Choose another version to hold against it.`,
    );
    return cancelled;
  }
  const against = await registry.getVersion(skill.id, running);
  if (!against.ok) {
    return against;
  }
  const { id: registryId } = registry;
  return tryBoth(services, { registryId, skillId: skill.id, tried: version, against: against.value });
}

async function tryBoth(
  services: Services,
  pair: Omit<Parameters<Services['trials']['fire']>[0], 'skill'>,
): Promise<Result<unknown, Failure>> {
  const known = await triedSkill(services, pair.registryId, pair.skillId);
  if (!known) {
    void notify(
      'There is nothing to try it with: the skill is not in this workspace, or has no cases. “Skills: Add Eval Case…” writes the first.',
    );
    return cancelled;
  }
  services.trials.fire({ ...pair, skill: known.skill });
  return success(null);
}
