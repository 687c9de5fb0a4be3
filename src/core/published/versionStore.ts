import { digestBytes } from '../bundle/bundleFile.ts';
import type { BundleContent } from '../bundle/digestBundle.ts';
import { badArchive } from '../bundle/zip/bundleError.ts';
import { openBundle, readEntry } from '../bundle/zip/readBundle.ts';
import type { Failure } from '../failure/failure.ts';
import type { Registry } from '../registry/contract.ts';
import { failed, type Result, success } from '../text/result.ts';
import type { VersionFacts, VersionKey } from './cachedVersion.ts';

/** A downloaded version, opened. */
export interface OpenVersion {
  readonly facts: VersionFacts;
  /** The zip as the registry keeps it; backed by a file. */
  readonly archive: Blob;
  /** The content of one of `facts.files`, checked by its digest. Fails as `bad-archive` or `unreadable`. */
  read(path: string): Promise<Result<Uint8Array, Failure>>;
  /** Some file could not be read as it was downloaded. */
  isDamaged(): boolean;
}

/** A published version as a command or a view is asked for it. */
export interface VersionRequest {
  readonly registry: Registry;
  readonly skillId: string;
  /** The version's key. */
  readonly version: string;
}

/**
 * Published versions, each downloaded once and only when needed; versions never change. On disk
 * `disk/versions/versionCache.ts`. Everything fails as `downloadBundle` does, or as `unwritable` or `disk-full`.
 */
export interface VersionStore extends PublishedContents {
  facts(request: VersionRequest, signal?: AbortSignal): Promise<Result<VersionFacts, Failure>>;
  /**
   * Does something with a version. Where the copy on disk turns out to be damaged, by `isDamaged` or since the work
   * fails as `bad-archive`, the version is fetched again and the work done once more.
   */
  use<T>(
    request: VersionRequest,
    work: (version: OpenVersion) => Promise<Result<T, Failure>>,
    signal?: AbortSignal,
  ): Promise<Result<T, Failure>>;
  /** The facts where the version is here already; no registry is asked. */
  factsIfCached(key: VersionKey): Promise<VersionFacts | null>;
}

/** Copies of versions that were deleted from their registry with Skillwright, while there is room for them. */
export interface DeletedVersions {
  /** Keeps what is cached of a version that has just been deleted, and hands out the copy's id; null without one. */
  keep(key: VersionKey, label: string): Promise<string | null>;
  /** Newest first. */
  list(): Promise<readonly DeletedVersion[]>;
  open(id: string): Promise<Result<OpenVersion, Failure>>;
  forget(id: string): Promise<void>;
}

export interface DeletedVersion {
  readonly id: string;
  readonly facts: VersionFacts;
}

/** Looks into published versions. `downloadedContents` fetches each time; the editor puts its cache in front. */
export interface PublishedContents {
  read(
    registry: Registry,
    skillId: string,
    version: string,
    signal?: AbortSignal,
  ): Promise<Result<BundleContent, Failure>>;
}

/** Opens a zip of which the facts are known, to read what it held when they were found. Fails as `openBundle`. */
export async function openVersion(facts: VersionFacts, archive: Blob): Promise<Result<OpenVersion, Failure>> {
  const bundle = await openBundle(archive, { isOnlyRead: true });
  if (!bundle.ok) {
    return bundle;
  }
  const { entries } = bundle.value;
  const byPath = new Map(entries.map(entry => [entry.path, entry]));
  const digests = new Map(facts.files.map(file => [file.path, file.digest]));
  let isDamaged = false;
  const read = async (path: string): Promise<Result<Uint8Array, Failure>> => {
    const expected = digests.get(path);
    if (expected === undefined) {
      throw new Error('The version has no such file.');
    }
    const entry = byPath.get(facts.topFolder === null ? path : `${facts.topFolder}/${path}`);
    const bytes = entry ? await readEntry(bundle.value, entry) : failed(badArchive(path, 'is missing'));
    if (bytes.ok && digestBytes(bytes.value) === expected) {
      return bytes;
    }
    isDamaged = true;
    return bytes.ok ? failed(badArchive(path, 'is not as it was downloaded')) : bytes;
  };
  return success({ facts, archive, read, isDamaged: () => isDamaged });
}
