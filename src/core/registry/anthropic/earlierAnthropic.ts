import type { Failure } from '../../failure/failure.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { Page, RemoteVersion } from '../contract.ts';
import { everyPage } from '../everyPage.ts';
import type { UnreadableItem } from '../unreadableItem.ts';

/** The largest page that the protocol gives. */
const pageSize = 1000;

/** More pages than these are not a list of versions. */
const maxPages = 50;

/** Newest first. */
export interface AllVersions {
  readonly versions: readonly RemoteVersion[];
  readonly unreadable: readonly UnreadableItem[];
}

/**
 * All versions of a skill, newest first. The earlier protocol lists them oldest first, so the newest are on its last
 * page, and there is no way to ask for that page: all have to be read, mostly with one request.
 */
export async function readAllVersions(
  registry: string,
  readPage: (cursor: string | undefined, limit: number) => Promise<Result<Page<RemoteVersion>, Failure>>,
): Promise<Result<AllVersions, Failure>> {
  const versions = new Map<string, RemoteVersion>();
  const unreadable: UnreadableItem[] = [];
  let pages = 0;
  for await (const page of everyPage(({ cursor, limit }) => readPage(cursor, limit), maxPages, pageSize)) {
    if (!page.ok) {
      return page;
    }
    pages++;
    for (const version of page.value.items) {
      versions.set(version.key, version);
    }
    unreadable.push(...(page.value.unreadable ?? []));
  }
  if (pages === maxPages) {
    return failed({ kind: 'not-understood', registry, what: 'a list of versions that ends' });
  }
  const newestFirst = [...versions.values()].reverse().sort((a, b) => b.createdAt - a.createdAt);
  return success({ versions: newestFirst, unreadable });
}

/** The versions after the one that `cursor` names, or that was there, newest first. */
export function versionsAfter(
  { versions, unreadable }: AllVersions,
  cursor: string | undefined,
  limit = 20,
): Page<RemoteVersion> {
  const start = cursor === undefined ? 0 : startAfter(versions, cursor);
  const items = versions.slice(start, start + limit);
  const last = items.at(-1);
  const hasMore = start + items.length < versions.length;
  const next = hasMore && last ? `${last.createdAt} ${last.key}` : null;
  // Without a time they have no place among the others: they come last.
  return { items, next, ...(next === null && unreadable.length > 0 ? { unreadable } : {}) };
}

function startAfter(versions: readonly RemoteVersion[], cursor: string): number {
  const [createdAt, key] = cursor.split(' ');
  const index = versions.findIndex(version => version.key === key);
  if (index !== -1) {
    return index + 1;
  }
  const older = versions.findIndex(version => version.createdAt < Number(createdAt));
  return older === -1 ? versions.length : older;
}

interface Steps {
  /** In the order in which they are deleted. */
  readonly versions: readonly RemoteVersion[];
  readonly deleteVersion: (version: RemoteVersion) => Promise<Result<null, Failure>>;
  readonly deleteRest: () => Promise<Result<null, Failure>>;
  /** The result when some versions are gone and the rest is not. */
  readonly ended: (deletedVersions: number) => Result<null, Failure>;
}

/** Deletes versions one after the other, and then what they belonged to. One that is gone already is no obstacle. */
export async function deleteStepwise({
  versions,
  deleteVersion,
  deleteRest,
  ended,
}: Steps): Promise<Result<null, Failure>> {
  let deleted = 0;
  for (const version of versions) {
    const deletion = await deleteVersion(version);
    if (!deletion.ok && deletion.failure.kind !== 'not-found') {
      return deleted === 0 ? deletion : ended(deleted);
    }
    deleted++;
  }
  const rest = await deleteRest();
  return rest.ok || deleted === 0 ? rest : ended(deleted);
}
