import type { Failure } from '../failure/failure.ts';
import type { CallOptions, Registry, RemoteSkill } from './contract.ts';
import { countedLabel } from './versionLabel.ts';

/** What came of moving the default: it is there, it is elsewhere, or nobody could be asked. */
export type MovedDefault =
  | { readonly kind: 'moved'; readonly skill: RemoteSkill }
  | { readonly kind: 'not-moved'; readonly failure: Failure }
  | { readonly kind: 'unsettled'; readonly failure: Failure };

/**
 * Makes a version the default, and says whether it is. An answer may be lost, or say something else than what was
 * asked for: then the pointer itself tells. Moving it twice does no harm.
 */
export async function moveDefault(
  registry: Registry,
  skillId: string,
  version: string,
  options: CallOptions = {},
): Promise<MovedDefault> {
  const moved = await registry.setDefault(skillId, version, options);
  if (moved.ok && moved.value.defaultVersion === version) {
    return { kind: 'moved', skill: moved.value };
  }
  const after = await registry.getSkill(skillId);
  if (!after.ok) {
    return { kind: 'unsettled', failure: after.failure };
  }
  if (after.value.defaultVersion === version) {
    return { kind: 'moved', skill: after.value };
  }
  if (!moved.ok) {
    return { kind: 'not-moved', failure: await unmovable(registry, skillId, version, moved.failure) };
  }
  const { defaultVersion } = after.value;
  const is = defaultVersion === null ? null : keyWords(defaultVersion);
  return {
    kind: 'not-moved',
    failure: { kind: 'default-unmoved', registry: registry.label, asked: keyWords(version), is },
  };
}

/** A server that moves no default may answer 404, too: then the version that was named is there. */
async function unmovable(
  registry: Registry,
  skillId: string,
  version: string,
  failure: Failure,
): Promise<Failure> {
  if (failure.kind !== 'not-found' || !(await registry.getVersion(skillId, version)).ok) {
    return failure;
  }
  const operation = 'set a default version';
  return { kind: 'unsupported', registry: registry.label, operation, status: 404 };
}

/** `v3` where the registry counts; else the key, since nothing is known of the version but that. */
function keyWords(key: string): string {
  return countedLabel(key) ?? key;
}
