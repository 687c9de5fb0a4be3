import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import { failureSentences } from '../../../core/failure/failureText.ts';
import {
  carryOutRollBack as carryOut,
  type RollBackOutcome,
  type RollBackRequest,
  rollBackWay,
} from '../../../core/publish/rollBack.ts';
import { runningVersion } from '../../../core/published/rollBackChoices.ts';
import type { Registry, RemoteVersion } from '../../../core/registry/contract.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { mayRollBack } from '../../evals/promotion.ts';
import { linkedSkills, linkPlaceOf } from '../../links/twins.ts';
import { pickRollBack } from '../../publish/pickRollBack.ts';
import { tellUpload, uploadDeps } from '../../publish/uploadDeps.ts';
import { type RemoteTarget, remoteSkillTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { showFailure, showTrouble } from '../../services/showFailure.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { withProgress } from '../../ui/progress.ts';
import { confirm } from '../../ui/quickPick.ts';
import { notify } from '../../ui/shown.ts';

/** Makes an older version run again, the one it is called on or one that is picked, and offers to undo that. */
export async function rollBack(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const picked = await remoteSkillTarget(services, target, 'Roll Back');
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, skill } = picked.value;
  const versions = await browser.versions(skill.id).first();
  if (versions.failure) {
    return failed(versions.failure);
  }
  const from = runningVersion(skill, versions.items);
  const running = from === null ? undefined : await versionOf(picked.value, from);
  if (!running?.ok || (versions.items.length < 2 && !versions.hasMore)) {
    void notify(`${skillLabel(skill)} has no other version to go back to.`);
    return success(null);
  }
  const chosen =
    rowOf(target, 'version')?.version ?? (await pickRollBack(services, picked.value, running.value));
  const rolling = chosen && { registry, skill, version: chosen, present: running.value };
  if (!rolling || !(await mayRollBack(services, rolling)) || !(await agree(registry, chosen))) {
    return cancelled;
  }
  const skills = await linkedSkills(services, registry.id, skill.id);
  const request: RollBackRequest = {
    target: { registry, key: services.connections.keyOf(registry.id) },
    skillId: skill.id,
    name: skillLabel(skill),
    version: chosen.key,
    from: running.value.key,
    linked: await Promise.all(skills.map(own => linkPlaceOf(services, own, registry.id))),
  };
  return runAndTell(services, picked.value, request, 'rolled back');
}

/** On a registry without a default, going back makes a new version: that is said before it is done. */
async function agree(registry: Registry, version: RemoteVersion): Promise<boolean> {
  if (rollBackWay(registry) === 'move-default') {
    return true;
  }
  const details = [
    `${registry.label} always runs the latest version: there is no default to move back.`,
    'So that version’s content is published again, as the newest version. No version is deleted.',
  ];
  return confirm(`Publish the version of ${versionLabel(version)} again?`, details, 'Publish It Again');
}

async function runAndTell(
  services: Services,
  target: RemoteTarget,
  request: RollBackRequest,
  verb: 'rolled back' | 'undone',
): Promise<Result<unknown, Failure>> {
  const { browser, registry, skill } = target;
  const deps = await uploadDeps(services);
  const outcome = await withProgress(`Roll back ${request.name}`, (report, signal) =>
    carryOut(request, deps, { signal, ...tellUpload(report) }),
  );
  await browser.refreshSkill(skill.id);
  services.states.outdateAll();
  services.registriesTree.redrawSkill(registry.id, skill);
  await services.workspaceTree.redrawNow();
  return tell(services, target, outcome, verb);
}

async function tell(
  services: Services,
  target: RemoteTarget,
  outcome: RollBackOutcome,
  verb: 'rolled back' | 'undone',
): Promise<Result<unknown, Failure>> {
  const name = skillLabel(target.skill);
  switch (outcome.kind) {
    case 'done': {
      if (outcome.afterwards) {
        await showFailure(services, outcome.afterwards);
      }
      const text = `${outcome.is} of “${name}” runs ${verb === 'undone' ? 'again' : 'now'} on ${target.registry.label}.`;
      const undo = 'Undo';
      const answer = await notify(text, ...(verb === 'undone' ? [] : [undo]));
      return answer === undo ? runAndTell(services, target, outcome.undo, 'undone') : success(null);
    }
    case 'nothing-to-do':
      void notify(`This version of “${name}” runs already.`);
      return success(null);
    case 'not-done':
      return failed(outcome.failure);
    case 'unsettled':
      await showTrouble(
        services,
        `${target.registry.label} does not answer, so it is not known whether “${name}” was ${verb}. Refresh when it answers: the list shows what runs. ${failureSentences(outcome.failure)}`,
        outcome.failure,
      );
      return cancelled;
  }
}

async function versionOf(
  { browser, registry, skill }: RemoteTarget,
  key: string,
): Promise<Result<RemoteVersion, Failure>> {
  const listed = browser.versions(skill.id).get(key);
  return listed ? success(listed) : registry.getVersion(skill.id, key);
}
