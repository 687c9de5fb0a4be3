import type { Failure } from '../../../core/failure/failure.ts';
import type { RemoteVersion } from '../../../core/registry/contract.ts';
import { versionLabel } from '../../../core/registry/versionLabel.ts';
import { failed, type Result, success } from '../../../core/text/result.ts';
import { compareTwoVersions } from '../../compare/compare.ts';
import {
  pickVersion,
  type RemoteVersionTarget,
  remoteVersionTarget,
  skillLabel,
} from '../../services/remoteTarget.ts';
import type { Services } from '../../services/services.ts';
import { rowOf } from '../../tree/rowOf.ts';
import { notify } from '../../ui/shown.ts';

/** Compares a version with another one that the person picks. */
export async function compareVersions(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const title = 'Compare Versions';
  const picked = await remoteVersionTarget(services, target, title);
  if (!picked.ok) {
    return picked;
  }
  const { version } = picked.value;
  const placeholder = `Compare ${versionLabel(version)} with`;
  const other = await pickVersion(picked.value, title, placeholder, ({ key }) => key !== version.key);
  return other.ok ? compareInOrder(services, picked.value, other.value) : other;
}

/** Compares a version with the one before it; or the two that a comparison's row names. */
export async function compareWithPrevious(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const row = rowOf(target, 'comparison');
  if (row) {
    const { registryId, skill, older, newer } = row;
    return compareTwoVersions(services, registryId, skill, older, newer);
  }
  const picked = await remoteVersionTarget(services, target, 'Compare with Previous Version');
  if (!picked.ok) {
    return picked;
  }
  const { browser, skill, version } = picked.value;
  const list = browser.versions(skill.id);
  let state = await list.first();
  for (;;) {
    if (state.failure) {
      return failed(state.failure);
    }
    const index = state.items.findIndex(({ key }) => key === version.key);
    const previous = index === -1 ? undefined : state.items[index + 1];
    if (previous) {
      return compareInOrder(services, picked.value, previous);
    }
    if (!state.hasMore) {
      return sayAlone(picked.value);
    }
    state = await list.more();
  }
}

/** Shows what a version changes of what runs by default. */
export async function compareWithDefault(
  services: Services,
  target: unknown,
): Promise<Result<unknown, Failure>> {
  const title = 'What Changed Since the Default';
  const picked = await remoteVersionTarget(
    services,
    target,
    title,
    ({ key }, skill) => key !== skill.defaultVersion,
  );
  if (!picked.ok) {
    return picked;
  }
  const { browser, registry, skill, version } = picked.value;
  const { defaultVersion } = skill;
  if (registry.capabilities.active !== 'pointer' || defaultVersion === null) {
    return failed({
      kind: 'unsupported',
      registry: registry.label,
      operation: 'compare with a default version',
    });
  }
  const listed = browser.versions(skill.id).get(defaultVersion);
  const base = listed ? success(listed) : await registry.getVersion(skill.id, defaultVersion);
  if (!base.ok) {
    return base;
  }
  return compareTwoVersions(services, registry.id, skill, base.value, version);
}

/** The older one is on the left, whichever was chosen first. */
function compareInOrder(
  services: Services,
  target: RemoteVersionTarget,
  other: RemoteVersion,
): Promise<Result<unknown, Failure>> {
  const { registry, skill, version, browser } = target;
  const { items } = browser.versions(skill.id).state;
  const place = ({ key }: RemoteVersion) => items.findIndex(item => item.key === key);
  const [older, newer] = place(other) > place(version) ? [other, version] : [version, other];
  return compareTwoVersions(services, registry.id, skill, older, newer);
}

function sayAlone({ skill, version }: RemoteVersionTarget): Result<unknown, Failure> {
  void notify(
    `${versionLabel(version)} of ${skillLabel(skill)} is the first version: there is none to compare it with.`,
  );
  return success(null);
}
