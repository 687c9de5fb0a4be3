import { join } from 'node:path';
import type * as vscode from 'vscode';
import type { Failure } from '../../core/failure/failure.ts';
import type { VersionFacts } from '../../core/published/cachedVersion.ts';
import type { VersionRef } from '../../core/published/versionAddress.ts';
import type {
  DeletedVersions,
  OpenVersion,
  VersionRequest,
  VersionStore,
} from '../../core/published/versionStore.ts';
import type { RemoteVersion } from '../../core/registry/contract.ts';
import type { Result } from '../../core/text/result.ts';
import type { TrustReport } from '../../core/trust/trustReport.ts';
import type { Connections } from '../registries/connections.ts';

/** Reports that are held in memory; each is made anew from the cache when it is asked for again. */
const maxReports = 50;

/** The published versions that this person looks into: downloaded when first needed, kept for all windows. */
export class PublishedVersions {
  readonly #connections: Connections;
  readonly #reports = new Map<string, TrustReport>();
  #store: Promise<VersionStore> | undefined;
  /** Absolute. */
  readonly directory: string;

  /** `storage` is the extension's global storage. */
  constructor(storage: vscode.Uri, connections: Connections) {
    this.directory = join(storage.fsPath, 'versions');
    this.#connections = connections;
  }

  /** The cache that all of this stands on. */
  store(): Promise<VersionStore> {
    this.#store ??= this.#load();
    return this.#store;
  }

  async deleted(): Promise<DeletedVersions> {
    const { deletedVersions } = await import('../../disk/versions/deletedVersions.ts');
    return deletedVersions(this.directory);
  }

  async facts(ref: VersionRef, signal?: AbortSignal): Promise<Result<VersionFacts, Failure>> {
    return this.use(ref, async ({ facts }) => ({ ok: true, value: facts }), signal);
  }

  async factsIfCached({ registryId, skillId, version }: VersionRef): Promise<VersionFacts | null> {
    const store = await this.store();
    return store.factsIfCached({ registryKey: this.#connections.keyOf(registryId), skillId, version });
  }

  /** Where a version's files are said to be: `/Local/v3/release-notes`. */
  async defaultRoot(
    registryId: string,
    version: RemoteVersion,
    { folderName }: VersionFacts,
  ): Promise<string> {
    const [{ versionLabel }, { rootOf }] = await Promise.all([
      import('../../core/registry/versionLabel.ts'),
      import('../../core/published/versionAddress.ts'),
    ]);
    const registry = this.#connections.labelOf(this.#connections.keyOf(registryId));
    return rootOf(registry, versionLabel(version), folderName);
  }

  /** What the version can run, reach and hide; found out once. */
  async report(ref: VersionRef, signal?: AbortSignal): Promise<Result<TrustReport, Failure>> {
    const key = JSON.stringify([this.#connections.keyOf(ref.registryId), ref.skillId, ref.version]);
    const known = this.#reports.get(key);
    if (known) {
      return { ok: true, value: known };
    }
    const { inspectVersion } = await import('../../core/published/inspectVersion.ts');
    const report = await this.use(ref, inspectVersion, signal);
    if (!report.ok) {
      return report;
    }
    const [oldest] = this.#reports.keys();
    if (oldest !== undefined && this.#reports.size >= maxReports) {
      this.#reports.delete(oldest);
    }
    this.#reports.set(key, report.value);
    return report;
  }

  /** Does something with a version, downloading it first where it is not here yet; as `VersionStore.use`. */
  async use<T>(
    ref: VersionRef,
    work: (version: OpenVersion) => Promise<Result<T, Failure>>,
    signal?: AbortSignal,
  ): Promise<Result<T, Failure>> {
    const browser = await this.#connections.browser(ref.registryId);
    if (!browser.ok) {
      return browser;
    }
    const { registry } = browser.value;
    const request: VersionRequest = { registry, skillId: ref.skillId, version: ref.version };
    const store = await this.store();
    return store.use(request, work, signal);
  }

  async #load(): Promise<VersionStore> {
    const { VersionCache } = await import('../../disk/versions/versionCache.ts');
    const keyOf = ({ id }: { readonly id: string }) => this.#connections.keyOf(id);
    return new VersionCache({ directory: this.directory, keyOf });
  }
}

/** Runs `work`, which may have to download versions, under a notification that can be cancelled. */
export async function whileFetching<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { withProgress } = await import('../ui/progress.ts');
  return withProgress(title, (report, signal) => {
    report('downloading');
    return work(signal);
  });
}
