import { linkedFolders, linkOf } from '../../core/link/linkFile.ts';
import type { LinkPlace } from '../../core/link/linkStore.ts';
import type { PublishTarget } from '../../core/link/registryKey.ts';
import type { PublishDeps, PublishRequest } from '../../core/publish/plan/request.ts';
import { nameIn } from '../registries/findRemote.ts';
import type { SkillOnDisk } from './deps.ts';

/**
 * Which skills were published to which registry before, also from a folder that they have been moved from since. What
 * cannot be read is told when it is planned.
 */
export async function publishedBefore(
  skills: readonly SkillOnDisk[],
  targets: readonly PublishTarget[],
  deps: PublishDeps,
): Promise<NonNullable<PublishRequest['isMeant']>> {
  const known = new Set<string>();
  for (const skill of skills) {
    for (const target of targets) {
      if (await isKnown(skill, deps.linkPlace(skill, target), target.key)) {
        known.add(`${skill.path}\0${target.key}`);
      }
    }
  }
  return ({ path }, { key }) => known.has(`${path}\0${key}`);
}

async function isKnown(
  { absolutePath }: SkillOnDisk,
  { store, folder }: LinkPlace,
  registryKey: string,
): Promise<boolean> {
  const file = await store.read();
  if (!file.ok || linkOf(file.value, folder, registryKey) !== null) {
    return true;
  }
  const name = await nameIn(absolutePath);
  for (const other of linkedFolders(file.value)) {
    // With the same content the plan follows the skill; with another one it asks which it is.
    if (linkOf(file.value, other, registryKey)?.name === name && !(await store.exists(other))) {
      return true;
    }
  }
  return false;
}
