import type { Failure } from '../../failure/failure.ts';
import type { CallOptions, Page, Registry, RemoteSkill, RemoteVersion } from '../../registry/contract.ts';
import { everyPage } from '../../registry/everyPage.ts';
import { type Result, success } from '../../text/result.ts';
import { listNamesakes, nameOf } from '../plan/findNamesakes.ts';
import type { PublishDeps } from '../plan/request.ts';
import type { Stored } from './uploadOnce.ts';

/** What was uploaded, by what it can be told from others' uploads. */
export interface Sent {
  readonly registry: Registry;
  readonly name: string;
  readonly description: string | null;
  /** The content digest. */
  readonly digest: string;
}

/**
 * Where an upload goes. `before` is what the registry held right before it: ids of skills, or keys of versions.
 * `label` is the display name, where the registry has one; `makeDefault` counts where it has such a pointer.
 */
export type UploadPlace = { readonly before: ReadonlySet<string> } & (
  | {
      readonly kind: 'new-skill';
      readonly label: string | null;
      /** `before` has every skill of this name, and not only the newest of all skills. */
      readonly knowsNamesakes: boolean;
    }
  | { readonly kind: 'new-version'; readonly skillId: string; readonly makeDefault: boolean }
);

type Looker = Pick<PublishDeps, 'published'>;

/**
 * Our upload among the versions that are new: those whose key is not in `before`. By content where the registry
 * lets us look into versions, else by name and description.
 */
export async function findStoredVersion(
  sent: Sent,
  skillId: string,
  before: ReadonlySet<string>,
  deps: Looker,
  signal?: AbortSignal,
): Promise<Result<Stored | null, Failure>> {
  const fresh = await freshItems<RemoteVersion>(
    options => sent.registry.listVersions(skillId, options),
    ({ key }) => before.has(key),
    signal,
  );
  if (!fresh.ok) {
    return fresh;
  }
  for (const version of fresh.value) {
    const isOurs = await versionMatches(sent, version, deps, signal);
    if (!isOurs.ok) {
      return isOurs;
    }
    if (isOurs.value) {
      return success({ skillId, version });
    }
  }
  return success(null);
}

/**
 * Our upload among the skills that are new: those whose id is not in `before`. They are the newest by the registry's
 * clock, which may have gone back; a thorough look goes through all skills of this name where `before` has those that
 * were there.
 */
export async function findStoredSkill(
  sent: Sent,
  { before, knowsNamesakes }: Pick<Extract<UploadPlace, { kind: 'new-skill' }>, 'before' | 'knowsNamesakes'>,
  isThorough: boolean,
  deps: Looker,
  signal?: AbortSignal,
): Promise<Result<Stored | null, Failure>> {
  const { registry, name } = sent;
  const fresh = await freshItems<RemoteSkill>(
    options => registry.listSkills(options),
    ({ id }) => before.has(id),
    signal,
  );
  if (!fresh.ok) {
    return fresh;
  }
  const found = await ourSkill(sent, fresh.value, deps, signal);
  if (!found.ok || found.value !== null || !isThorough || !knowsNamesakes) {
    return found;
  }
  const namesakes = await listNamesakes(registry, name, signal);
  if (!namesakes.ok) {
    return namesakes;
  }
  const others = namesakes.value.filter(({ id }) => !before.has(id));
  return ourSkill(sent, others, deps, signal);
}

async function ourSkill(
  sent: Sent,
  skills: readonly RemoteSkill[],
  deps: Looker,
  signal: AbortSignal | undefined,
): Promise<Result<Stored | null, Failure>> {
  for (const skill of skills) {
    const called = await nameOf(sent.registry, skill, signal);
    if (called !== null && called !== sent.name) {
      continue;
    }
    const found = await findStoredVersion(sent, skill.id, new Set(), deps, signal);
    // One that is deleted while we look was not the last thing that happened to it, whoever made it; and one that was
    // just made may not be there everywhere yet.
    if (!found.ok && found.failure.kind === 'not-found') {
      continue;
    }
    if (!found.ok || found.value !== null) {
      return found;
    }
  }
  return success(null);
}

/** So many skills at a time are no news any more. */
const maxPages = 1_000;

/** Pages newest first, until one has something that was there before. */
async function freshItems<T>(
  list: (options: CallOptions & { limit: number; cursor?: string }) => Promise<Result<Page<T>, Failure>>,
  wasThere: (item: T) => boolean,
  signal: AbortSignal | undefined,
): Promise<Result<readonly T[], Failure>> {
  const fresh: T[] = [];
  for await (const page of everyPage(asked => list({ ...asked, signal }), maxPages)) {
    if (!page.ok) {
      return page;
    }
    const items = page.value.items.filter(item => !wasThere(item));
    fresh.push(...items);
    if (items.length < page.value.items.length) {
      break;
    }
  }
  return success(fresh);
}

/** Whether a version holds what was sent. */
export async function versionMatches(
  sent: Sent,
  version: RemoteVersion,
  deps: Looker,
  signal?: AbortSignal,
): Promise<Result<boolean, Failure>> {
  const content = await deps.published.read(sent.registry, version.skillId, version.key, signal);
  if (content.ok) {
    return success(content.value.digest === sent.digest);
  }
  switch (content.failure.kind) {
    // The registry does not let us look, or holds what is no bundle of ours.
    case 'unsupported':
    case 'forbidden':
    case 'not-found':
    case 'refused':
      return success(version.name === sent.name && version.description === sent.description);
    case 'bad-archive':
      return success(false);
    default:
      return content;
  }
}
