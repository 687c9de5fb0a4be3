import type { Failure } from '../../failure/failure.ts';
import { withHistory } from '../../link/history.ts';
import { type Link, moveLinks, withLink } from '../../link/linkFile.ts';
import type { HistoryEntry } from '../../provenance/provenance.ts';
import { moveDefault } from '../../registry/moveDefault.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { PublishDeps } from '../plan/request.ts';
import type { TargetJob } from './targetJob.ts';

/** A version that the registry holds for certain. `createdAt` in ms since 1970, by the registry's clock. */
export interface KnownVersion {
  readonly skillId: string;
  readonly key: string;
  readonly createdAt: number;
}

/** Writes down that the folder's content is this version, and for one that was just published where it comes from. */
export async function recordLink(
  { skill, target, choices }: TargetJob,
  { skillId, key, createdAt }: KnownVersion,
  deps: PublishDeps,
  { isNew }: { readonly isNew: boolean },
): Promise<Result<null, Failure>> {
  const place = deps.linkPlace(skill.source, target.destination);
  const link: Link = {
    skillId,
    name: skill.name,
    version: key,
    digest: skill.digest ?? '',
    publishedAt: new Date(createdAt).toISOString(),
  };
  const { movedFrom } = target.basis;
  const provenance = isNew ? await deps.provenance?.(skill.source, target.destination) : undefined;
  const entry: HistoryEntry | undefined = provenance && {
    ...provenance,
    notes: (choices.notes?.get(skill.source.path) ?? provenance.notes)?.trim() || null,
    version: key,
    digest: link.digest,
    publishedAt: link.publishedAt,
  };
  const written = await place.store.update(file => {
    const here = movedFrom === null ? file : moveLinks(file, movedFrom, place.folder);
    const linked = withLink(here, place.folder, target.destination.key, link);
    return entry ? withHistory(linked, place.folder, target.destination.key, entry) : linked;
  });
  return written.ok ? success(null) : written;
}

/**
 * Makes the version the default where that was chosen, and tells whether it is. Asks first: an upload may have
 * moved the pointer along.
 */
export async function finishDefault(
  { target, choice }: TargetJob,
  { skillId, key }: KnownVersion,
): Promise<Result<boolean, Failure>> {
  const { registry } = target.destination;
  if (registry.capabilities.active === 'latest' || target.action.kind === 'create') {
    return success(true);
  }
  if (!choice.makeDefault) {
    return success(false);
  }
  const skill = await registry.getSkill(skillId);
  if (!skill.ok) {
    return skill;
  }
  if (skill.value.defaultVersion === key) {
    return success(true);
  }
  const moved = await moveDefault(registry, skillId, key);
  return moved.kind === 'moved' ? success(true) : failed(moved.failure);
}
