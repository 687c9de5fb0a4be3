import { cancelled, type Failure } from '../../../core/failure/failure.ts';
import type { RemoteVersion } from '../../../core/registry/contract.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import type { Result } from '../../../core/text/result.ts';
import { countWords } from '../../../core/text/words.ts';
import { fetchCopy } from '../../download/keepCopy.ts';
import { remoteSkillTarget, skillLabel } from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { confirm } from '../../ui/quickPick.ts';
import { typeName } from './typeName.ts';

/** Deletes a skill with all its versions, after saying so and having its name typed. Keeps a copy of what runs now. */
export async function deleteSkill(services: Services, target: unknown): Promise<Result<unknown, Failure>> {
  const picked = await remoteSkillTarget(services, target, 'Delete Skill');
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry } = picked.value;
  // What goes with it, and what runs, is what the registry says now.
  const current = await browser.refreshSkill(picked.value.skill.id);
  if (!current.ok) {
    services.registriesTree.redrawRegistry(registry.id);
    return current;
  }
  const skill = current.value;
  const versions = await browser.versions(skill.id).first();
  const running = skill.defaultVersion ?? skill.latestVersion ?? versions.items[0]?.key ?? null;
  const kept = versions.items.find(({ key }) => key === running);
  const details = consequences(versions.items, versions.hasMore, kept);
  const question = `Delete “${skillLabel(skill)}” from ${registry.label}?`;
  if (!(await confirm(question, details, 'Delete Skill…'))) {
    return cancelled;
  }
  if (!(await typeName(picked.value))) {
    return cancelled;
  }
  const copy = await fetchCopy(services, picked.value, running);
  if (!copy.ok) {
    return copy;
  }
  const result = await registry.deleteSkill(skill.id);
  if (!result.ok) {
    return result;
  }
  browser.forgetSkill(skill.id);
  services.registriesTree.redrawRegistry(registry.id);
  await copy.value.deleted(`Deleted “${skillLabel(skill)}” from ${registry.label}.`);
  return result;
}

function consequences(
  versions: readonly RemoteVersion[],
  hasMore: boolean,
  kept: RemoteVersion | undefined,
): readonly string[] {
  const count = countWords(versions.length, 'version');
  return [
    versions.length === 1 && !hasMore
      ? 'Its only version goes with it.'
      : `All its versions go with it: ${hasMore ? `more than ${count}` : count}.`,
    'Requests that use it will fail.',
    'The folder in your workspace stays as it is.',
    ...(kept ? ['', `A copy of ${versionLabel(kept)}, which runs now, is kept to restore it from.`] : []),
  ];
}
