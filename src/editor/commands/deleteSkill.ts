import { cancelled, type Result } from '../../core/failure.ts';
import { confirm } from '../quickPick.ts';
import { remoteSkillTarget, skillLabel } from '../remoteTarget.ts';
import type { Services } from '../services.ts';

/** Deletes a skill with all its versions, after saying so. */
export async function deleteSkill(services: Services, target: unknown): Promise<Result<unknown>> {
  const picked = await remoteSkillTarget(services, target, 'Delete Skill');
  if (!picked.ok) return picked;
  const { browser, registry, skill } = picked.value;
  const versions = await browser.versions(skill.id).first();
  const count = `${versions.items.length}${versions.hasMore ? ' or more' : ''}`;
  const details = [
    versions.items.length === 1
      ? 'Its only version goes with it.'
      : `All its versions (${count}) go with it.`,
    'Requests that use it will fail.',
    'The folder in your workspace stays as it is.',
  ];
  const question = `Delete “${skillLabel(skill)}” from ${registry.label}?`;
  if (!(await confirm(question, details, 'Delete Skill'))) return cancelled;
  const result = await registry.deleteSkill(skill.id);
  if (!result.ok) return result;
  browser.forgetSkill(skill.id);
  services.registriesTree.redrawRegistry(registry.id);
  return result;
}
