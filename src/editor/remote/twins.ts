import type { Services } from '../services.ts';
import type { WorkspaceSkill } from '../workspaceSkills.ts';

/** The workspace's skills that are linked to a skill in a registry. */
export async function linkedSkills(
  services: Services,
  registryId: string,
  skillId: string,
): Promise<readonly WorkspaceSkill[]> {
  const key = services.connections.keyOf(registryId);
  const skills = await services.skills.all();
  const links = await Promise.all(skills.map(skill => services.states.of(skill)));
  return skills.filter((_, index) =>
    links[index]?.some(({ registryKey, link }) => registryKey === key && link.skillId === skillId),
  );
}
