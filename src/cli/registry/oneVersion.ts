import type { VersionRequest } from '../../core/published/versionStore.ts';
import type { RemoteSkill, RemoteVersion } from '../../core/registry/contract.ts';
import { type Result, success } from '../../core/text/result.ts';
import { everyVersion, findRemoteSkill, versionMeant } from '../registries/findRemote.ts';
import type { RemoteCall } from '../registries/withRegistry.ts';

/** The option of commands that look into one version. */
export const versionOption = { version: { type: 'string' } } as const;

/** A version that was asked for, with its skill. */
export interface FoundVersion {
  readonly skill: RemoteSkill;
  readonly version: RemoteVersion;
  /** Newest first. */
  readonly versions: readonly RemoteVersion[];
  readonly request: VersionRequest;
}

/** Finds what SKILL and VERSION mean; without VERSION, the version that runs. */
export async function findVersion(
  { target, lookup, positionals }: Pick<RemoteCall, 'target' | 'lookup' | 'positionals'>,
  typed: string | undefined,
): Promise<Result<FoundVersion, string>> {
  const { registry } = target;
  const skill = await findRemoteSkill(target, positionals[0] ?? '', lookup);
  if (!skill.ok) {
    return skill;
  }
  const versions = await everyVersion(registry, skill.value.id);
  if (!versions.ok) {
    return versions;
  }
  const version = versionMeant(registry.label, skill.value, versions.value, typed);
  if (!version.ok) {
    return version;
  }
  const request = { registry, skillId: skill.value.id, version: version.value.key };
  return success({ skill: skill.value, version: version.value, versions: versions.value, request });
}
