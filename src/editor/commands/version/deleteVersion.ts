import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { RemoteVersion } from '../../../core/registry/contract.ts';
import { type DeletionEffect, deletionEffect, deletionWords } from '../../../core/registry/deletion.ts';
import { moveDefault } from '../../../core/registry/moveDefault.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { fetchCopy } from '../../download/keepCopy.ts';
import { type RemoteVersionTarget, remoteVersionTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { confirm } from '../../ui/quickPick.ts';
import { notifyWarning } from '../../ui/shown.ts';
import { deleteSkill } from './deleteSkill.ts';
import { typeName } from './typeName.ts';

/** Deletes a version, after saying what goes with it; offers a way where the registry's rules refuse. Keeps a copy. */
export async function deleteVersion(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const picked = await remoteVersionTarget(services, target, 'Delete Version');
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, version } = picked.value;
  // What goes with it depends on the versions and the default that there are now, not when the row was drawn.
  const current = await browser.refreshSkill(picked.value.skill.id);
  if (!current.ok) {
    services.registriesTree.redrawRegistry(registry.id);
    return current;
  }
  const skill = current.value;
  const versions = await browser.versions(skill.id).first();
  if (versions.failure) {
    return { ok: false, failure: versions.failure };
  }
  const effect = deletionEffect(registry.capabilities, skill, versions.items, version);
  if (effect.kind === 'refused-last') {
    return offerSkillInstead(services, { ...picked.value, skill });
  }
  if (effect.kind === 'refused-default') {
    return moveDefaultFirst(services, { ...picked.value, skill }, effect.candidate);
  }
  const question = `Delete ${versionLabel(version)} of “${skillLabel(skill)}” from ${registry.label}?`;
  if (!(await confirm(question, [deletionWords(effect)], 'Delete Version'))) {
    return cancelled;
  }
  if (effect.kind === 'deletes-skill' && !(await typeName(picked.value))) {
    return cancelled;
  }
  return remove(services, { ...picked.value, skill }, effect);
}

async function remove(
  services: Services,
  target: RemoteVersionTarget,
  effect: DeletionEffect,
): Promise<Result<unknown, Failure>> {
  const { browser, registry, skill, version } = target;
  const copy = await fetchCopy(services, target, version.key);
  if (!copy.ok) {
    return copy;
  }
  const result = await registry.deleteVersion(skill.id, version.key);
  if (!result.ok) {
    return result;
  }
  // Where the skill went with its last version, the registry says so, and every row hears of it.
  await browser.refreshSkill(skill.id);
  if (effect.kind === 'deletes-skill') {
    browser.forgetSkill(skill.id);
    services.registriesTree.redrawRegistry(registry.id);
  } else {
    services.registriesTree.redrawSkill(registry.id, skill);
  }
  const what = effect.kind === 'deletes-skill' ? 'and with it the skill ' : '';
  await copy.value.deleted(
    `Deleted ${versionLabel(version)} of “${skillLabel(skill)}” ${what}from ${registry.label}.`,
  );
  return result;
}

async function moveDefaultFirst(
  services: Services,
  target: RemoteVersionTarget,
  candidate: RemoteVersion,
): Promise<Result<unknown, Failure>> {
  const { browser, registry, skill, version } = target;
  const isSure = await confirm(
    `${versionLabel(version)} is the default of “${skillLabel(skill)}” and cannot be deleted as such.`,
    [
      `Make ${versionLabel(candidate)} the default, and then delete ${versionLabel(version)} from ${registry.label}?`,
    ],
    `Make ${versionLabel(candidate)} Default and Delete ${versionLabel(version)}`,
  );
  if (!isSure) {
    return cancelled;
  }
  const moved = await moveDefault(registry, skill.id, candidate.key);
  if (moved.kind !== 'moved') {
    return failed(moved.failure);
  }
  browser.skills.put(moved.skill);
  services.registriesTree.redrawSkill(registry.id, moved.skill);
  return remove(services, { ...target, skill: moved.skill }, { kind: 'plain' });
}

async function offerSkillInstead(
  services: Services,
  target: RemoteVersionTarget,
): Promise<Result<unknown, Failure>> {
  const { registry, skill, version } = target;
  const deleteInstead = 'Delete Skill…';
  const answer = await notifyWarning(
    `${versionLabel(version)} is the only version of “${skillLabel(skill)}”. ${registry.label} keeps at least one; delete the skill instead.`,
    deleteInstead,
  );
  if (answer !== deleteInstead) {
    return success(null);
  }
  return deleteSkill(services, { kind: 'skill', registryId: registry.id, skill });
}
