import type { VersionRef } from '../../core/published/versionAddress.ts';
import type { VersionNode } from './registryNode.ts';

/** The version that a row stands for. */
export function refOf({ registryId, skill, version }: Omit<VersionNode, 'kind'>): VersionRef {
  return { registryId, skillId: skill.id, version: version.key };
}
