import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { digestBundle, openBundle } from '../bundle/readBundle.ts';
import { failed, type Result } from '../failure.ts';
import type { Registry } from '../registry/contract.ts';
import { RegistryStreamError } from '../registry/streamError.ts';
import { writeFailure } from '../systemError.ts';
import type { PublishedContent, PublishedContents, TempFile, TempFiles } from './request.ts';

/**
 * Looks into a published version by downloading it, each time. Fails as the download does, `unsupported` where the
 * registry has none, `bad-archive`, `disk-full` or `unwritable`.
 */
export function downloadedContents(tempFiles: TempFiles): PublishedContents {
  return {
    read: async (registry, skillId, version, signal) => {
      const bundle = await downloadBundle(registry, skillId, version, tempFiles, signal);
      if (!bundle.ok) return bundle;
      try {
        return await look(bundle.value);
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
): Promise<Result<TempFile>> {
  if (!registry.capabilities.canDownload) {
    return failed({ kind: 'unsupported', registry: registry.label, operation: 'download' });
  }
  const options = signal === undefined ? {} : { signal };
  const download = await registry.download(skillId, version, options);
  if (!download.ok) return download;
  const file = await tempFiles.create();
  if (!file.ok) {
    await download.value.cancel();
    return file;
  }
  try {
    await pipeline(Readable.fromWeb(download.value as never), file.value.sink(), options);
    return file;
  } catch (error) {
    await file.value.remove();
    if (signal?.aborted) return failed({ kind: 'cancelled' });
    if (error instanceof RegistryStreamError) return failed(error.failure);
    return failed(writeFailure('the temporary file of the download', error));
  }
}

async function look(bundle: TempFile): Promise<Result<PublishedContent>> {
  const opened = await openBundle(await bundle.blob());
  return opened.ok ? digestBundle(opened.value) : opened;
}
