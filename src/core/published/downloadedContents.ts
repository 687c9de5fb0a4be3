import { type BundleContent, digestBundle } from '../bundle/digestBundle.ts';
import type { TempFile, TempFiles } from '../bundle/tempFiles.ts';
import { readLayout } from '../bundle/zip/bundleLayout.ts';
import { openBundle } from '../bundle/zip/readBundle.ts';
import type { Failure } from '../failure/failure.ts';
import type { Registry } from '../registry/contract.ts';
import { RegistryStreamError } from '../registry/http/guardStream.ts';
import { failed, type Result } from '../text/result.ts';
import type { PublishedContents } from './versionStore.ts';

/**
 * Looks into a published version by downloading it, each time. Fails as the download does, `unsupported` where the
 * registry has none, `bad-archive`, `disk-full` or `unwritable`.
 */
export function downloadedContents(tempFiles: TempFiles): PublishedContents {
  return {
    read: async (registry, skillId, version, signal) => {
      const bundle = await downloadBundle(registry, skillId, version, tempFiles, signal);
      if (!bundle.ok) {
        return bundle;
      }
      try {
        return await contentOf(await bundle.value.blob(), signal);
      } finally {
        await bundle.value.remove();
      }
    },
  };
}

/** Fetches a version's zip into a temporary file, which the caller removes. Fails as above. */
export async function downloadBundle(
  registry: Registry,
  skillId: string,
  version: string,
  tempFiles: TempFiles,
  signal?: AbortSignal,
): Promise<Result<TempFile, Failure>> {
  if (!registry.capabilities.canDownload) {
    return failed({
      kind: 'unsupported',
      registry: registry.label,
      operation: 'hand out the files of a skill',
    });
  }
  const options = { signal };
  const download = await registry.download(skillId, version, options);
  if (!download.ok) {
    return download;
  }
  let broken: RegistryStreamError | null = null;
  const source = async function* () {
    try {
      yield* download.value;
    } catch (error) {
      if (error instanceof RegistryStreamError) {
        broken = error;
      }
      throw error;
    }
  };
  try {
    return await tempFiles.store(source(), signal);
  } catch (error) {
    if (broken !== null) {
      return failed((broken as RegistryStreamError).failure);
    }
    throw error;
  } finally {
    // Where the file could not even be begun, nobody has read it.
    await download.value.cancel().catch(() => undefined);
  }
}

/** What a bundle holds, read to its end. Fails as `bad-archive`, `unreadable` or `cancelled`. */
export async function contentOf(
  archive: Blob,
  signal?: AbortSignal,
): Promise<Result<BundleContent, Failure>> {
  const opened = await openBundle(archive, { isOnlyRead: true });
  if (!opened.ok) {
    return opened;
  }
  const layout = readLayout(opened.value.entries.map(({ path }) => path));
  return layout.ok ? digestBundle(opened.value, layout.value.topFolder, undefined, signal) : layout;
}
