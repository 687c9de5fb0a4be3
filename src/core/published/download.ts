import type { BundleContent } from '../bundle/digestBundle.ts';
import type { Failure } from '../failure/failure.ts';
import { publishedDigest } from '../link/history.ts';
import { type Link, withLink } from '../link/linkFile.ts';
import type { LinkPlace } from '../link/linkStore.ts';
import type { PublishTarget } from '../link/registryKey.ts';
import type { RemoteVersion } from '../registry/contract.ts';
import { versionLabel } from '../registry/versionLabel.ts';
import { failed, type Result, success } from '../text/result.ts';
import type { VersionStore } from './versionStore.ts';

export interface DownloadRequest {
  readonly target: PublishTarget;
  readonly version: RemoteVersion;
  /** Where the folder's link is written; null for a skill that cannot be published back, such as a vendor's. */
  readonly place: LinkPlace | null;
  /** The person was told that it is not what was published, and wants it. */
  readonly isChangeAccepted?: boolean;
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

/**
 * Brings a published version down as a folder, and links the folder to it so that it can be published back. Where the
 * link file knows what was published as that version, anything else is `changed-since-published`, and nothing is written.
 */
export async function downloadSkill(
  request: DownloadRequest,
  deps: DownloadDeps,
  signal?: AbortSignal,
): Promise<Result<Downloaded, Failure>> {
  const { target, version, place } = request;
  const { skillId, key, createdAt } = version;
  const expected = await expectedDigest(request);
  const unpacked = await deps.versions.use(
    { registry: target.registry, skillId, version: key },
    async ({ archive, facts }) => {
      if (expected !== null && facts.digest !== expected) {
        const skill = version.name ?? facts.folderName;
        const registry = target.registry.label;
        return failed({ kind: 'changed-since-published', skill, registry, version: versionLabel(version) });
      }
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

/** Null where nobody knows, or the person knows that it is another. */
async function expectedDigest(request: DownloadRequest): Promise<string | null> {
  const { target, version, place, isChangeAccepted = false } = request;
  if (place === null || isChangeAccepted) {
    return null;
  }
  const file = await place.store.read();
  // One that is damaged is told when the link is to be written; the folder can be had without.
  const { skillId, key } = version;
  return file.ok ? publishedDigest(file.value, target.key, { skillId, version: key }) : null;
}
