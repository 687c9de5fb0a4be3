import { createWriteStream, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TempFiles } from '../../core/bundle/tempFiles.ts';
import { cancelled, type Failure } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import type { VersionFacts, VersionKey } from '../../core/published/cachedVersion.ts';
import { downloadBundle } from '../../core/published/downloadedContents.ts';
import { inspectBundle } from '../../core/published/inspectBundle.ts';
import type { OpenVersion, VersionRequest, VersionStore } from '../../core/published/versionStore.ts';
import { openVersion } from '../../core/published/versionStore.ts';
import type { Registry } from '../../core/registry/contract.ts';
import { failed, type Result, success } from '../../core/text/result.ts';
import { SharedWork } from '../../core/work/sharedWork.ts';
import { beginEntry, type CacheEntry, entryName, loadEntry, placeEntry, removeEntry } from './entries.ts';
import { type CacheCap, defaultCap, trimCache } from './trimCache.ts';

export interface VersionCacheOptions {
  /** Absolute; several windows may share one. */
  readonly directory: string;
  /** The registry's key, as in core/link/registryKey.ts: an id alone says nothing once its address was changed. */
  readonly keyOf: (registry: Registry) => string;
  readonly cap?: CacheCap;
}

/** Keeps downloaded versions on disk. */
export class VersionCache implements VersionStore {
  readonly #options: VersionCacheOptions;
  readonly #downloads = new SharedWork<Result<CacheEntry, Failure>>(cancelled);

  constructor(options: VersionCacheOptions) {
    this.#options = options;
  }

  async facts(request: VersionRequest, signal?: AbortSignal): Promise<Result<VersionFacts, Failure>> {
    const entry = await this.#entry(request, signal);
    return entry.ok ? success(entry.value.facts) : entry;
  }

  async read(registry: Registry, skillId: string, version: string, signal?: AbortSignal) {
    return this.facts({ registry, skillId, version }, signal);
  }

  async use<T>(
    request: VersionRequest,
    work: (version: OpenVersion) => Promise<Result<T, Failure>>,
    signal?: AbortSignal,
  ): Promise<Result<T, Failure>> {
    const first = await this.#useOnce(request, work, signal);
    if (!first.isDamaged) {
      return first.result;
    }
    try {
      await removeEntry(this.#options.directory, entryName(this.#keyOf(request)));
    } catch (error) {
      return failed(writeFailure(this.#options.directory, error));
    }
    return (await this.#useOnce(request, work, signal)).result;
  }

  async factsIfCached(key: VersionKey): Promise<VersionFacts | null> {
    return (await loadEntry(this.#options.directory, entryName(key)))?.facts ?? null;
  }

  async #useOnce<T>(
    request: VersionRequest,
    work: (version: OpenVersion) => Promise<Result<T, Failure>>,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly result: Result<T, Failure>; readonly isDamaged: boolean }> {
    const entry = await this.#entry(request, signal);
    // What a registry sends may be damaged, too; that is not kept, and asking again would not help.
    if (!entry.ok) {
      return { result: entry, isDamaged: false };
    }
    const version = await openCached(entry.value);
    if (!version.ok) {
      return { result: version, isDamaged: true };
    }
    const result = await work(version.value);
    const isBad = !result.ok && result.failure.kind === 'bad-archive';
    return { result, isDamaged: isBad || version.value.isDamaged() };
  }

  /** From the cache, else from the registry; callers share one download. */
  #entry(request: VersionRequest, signal: AbortSignal | undefined): Promise<Result<CacheEntry, Failure>> {
    const key = this.#keyOf(request);
    const name = entryName(key);
    const find = async (shared: AbortSignal): Promise<Result<CacheEntry, Failure>> => {
      try {
        const entry = await loadEntry(this.#options.directory, name);
        return entry ? success(entry) : await this.#download(request, key, name, shared);
      } catch (error) {
        return failed(writeFailure(this.#options.directory, error));
      }
    };
    return this.#downloads.run(name, find, signal);
  }

  async #download(
    { registry, skillId, version }: VersionRequest,
    key: VersionKey,
    name: string,
    signal: AbortSignal,
  ): Promise<Result<CacheEntry, Failure>> {
    const { directory, cap = defaultCap } = this.#options;
    const work = await beginEntry(directory);
    try {
      const bundle = await downloadBundle(registry, skillId, version, singleFile(work.zip), signal);
      if (!bundle.ok) {
        return bundle;
      }
      const facts = await inspectBundle(key, await bundle.value.blob(), signal);
      if (!facts.ok) {
        return facts;
      }
      await placeEntry(directory, work.path, name, facts.value);
    } finally {
      await rm(work.path, { recursive: true, force: true, maxRetries: 3 });
    }
    await trimCache(directory, cap, name);
    const entry = await loadEntry(directory, name);
    return entry ? success(entry) : failed({ kind: 'unreadable', path: directory, cause: 'ENOENT' });
  }

  #keyOf({ registry, skillId, version }: VersionRequest): VersionKey {
    return { registryKey: this.#options.keyOf(registry), skillId, version };
  }
}

/** Opens an entry's zip; what is damaged fails when it is read. */
export async function openCached({ zip, facts }: CacheEntry): Promise<Result<OpenVersion, Failure>> {
  try {
    return await openVersion(facts, await openAsBlob(zip, { type: 'application/zip' }));
  } catch (error) {
    return failed({ kind: 'unreadable', path: zip, cause: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Stores a download where the entry is made; whoever made that directory removes it. */
function singleFile(path: string): TempFiles {
  return {
    async store(source, signal) {
      try {
        const sink = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
        await pipeline(Readable.from(source, { objectMode: false }), sink, signal ? { signal } : {});
        const blob = () => openAsBlob(path, { type: 'application/zip' });
        return success({ size: sink.bytesWritten, blob, remove: async () => undefined });
      } catch (error) {
        if (signal?.aborted) {
          return failed({ kind: 'cancelled' });
        }
        return failed(writeFailure(dirname(path), error));
      }
    },
  };
}
