import type { BundleContent } from '../bundle/digestBundle.ts';
import type { Failure } from '../failure/failure.ts';
import { type Link, withLink } from '../link/linkFile.ts';
import type { LinkPlace } from '../link/linkStore.ts';
import type { PublishTarget } from '../link/registryKey.ts';
import type { RemoteVersion } from '../registry/contract.ts';
import { type Result, success } from '../text/result.ts';
import type { VersionStore } from './versionStore.ts';

export interface DownloadRequest {
  readonly target: PublishTarget;
  readonly version: RemoteVersion;
  /** Where the folder's link is written; null for a skill that cannot be published back, such as a vendor's. */
  readonly place: LinkPlace | null;
}

export interface DownloadDeps {
  readonly versions: Pick<VersionStore, 'use'>;
  /**
   * Makes the folder of the archive's files, whole or not at all; on disk `disk/files/unpackBundle.ts`. Fails as
   * `already-exists` for a folder that is in the way, unless there is a backup for it.
   */
  unpack(archive: Blob, signal?: AbortSignal): Promise<Result<BundleContent, Failure>>;
}

export interface Downloaded {
  readonly content: BundleContent;
  /** The folder is there, but its link could not be written. */
  readonly afterwards: Failure | null;
}

/** Brings a published version down as a folder, and links the folder to it so that it can be published back. */
export async function downloadSkill(
  { target, version, place }: DownloadRequest,
  deps: DownloadDeps,
  signal?: AbortSignal,
): Promise<Result<Downloaded, Failure>> {
  const { skillId, key, createdAt } = version;
  const unpacked = await deps.versions.use(
    { registry: target.registry, skillId, version: key },
    async ({ archive, facts }) => {
      const content = await deps.unpack(archive, signal);
      return content.ok
        ? success({ content: content.value, name: version.name ?? facts.folderName })
        : content;
    },
    signal,
  );
  if (!unpacked.ok) {
    return unpacked;
  }
  const { content, name } = unpacked.value;
  if (place === null) {
    return success({ content, afterwards: null });
  }
  const publishedAt = new Date(createdAt).toISOString();
  const link: Link = { skillId, name, version: key, digest: content.digest, publishedAt };
  const written = await place.store.update(file => withLink(file, place.folder, target.key, link));
  return success({ content, afterwards: written.ok ? null : written.failure });
}
