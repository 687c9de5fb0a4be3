import { createHash } from 'node:crypto';
import type { Failure } from '../failure/failure.ts';
import { comparePaths } from '../text/paths.ts';
import { failed, type Result, success } from '../text/result.ts';
import { type BundleFile, contentDigest } from './bundleFile.ts';
import { BundleError } from './zip/bundleError.ts';
import type { BundleEntry, OpenBundle } from './zip/readBundle.ts';

/** What is in a bundle, without the folder at its top. */
export interface BundleContent {
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
  /** As `contentDigest` makes it: the same for a folder and for every zip of it. */
  readonly digest: string;
}

/** Does something with a file's content on the way, such as writing it. `path` is without the top folder. */
export type ContentHandler = (
  path: string,
  entry: BundleEntry,
  content: AsyncIterable<Uint8Array>,
) => Promise<void>;

/**
 * Reads and checks all content of a bundle once. `topFolder` is as in its layout. Fails as `bad-archive`,
 * `unreadable`, or `cancelled`; rejects as the handler does.
 */
export async function digestBundle(
  bundle: OpenBundle,
  topFolder: string | null,
  handler: ContentHandler = drain,
  signal?: AbortSignal,
): Promise<Result<BundleContent, Failure>> {
  const files: BundleFile[] = [];
  try {
    for (const entry of bundle.entries) {
      if (signal?.aborted) {
        return failed({ kind: 'cancelled' });
      }
      const path = topFolder === null ? entry.path : entry.path.slice(topFolder.length + 1);
      const hash = createHash('sha256');
      await handler(path, entry, hashing(bundle.stream(entry), hash));
      const { size, isExecutable } = entry;
      files.push({ path, size, isExecutable, digest: `sha256:${hash.digest('hex')}` });
    }
  } catch (error) {
    if (error instanceof BundleError) {
      return failed(error.failure);
    }
    throw error;
  }
  files.sort((left, right) => comparePaths(left.path, right.path));
  return success({ files, digest: contentDigest(files) });
}

async function* hashing(
  content: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    hash.update(chunk);
    yield chunk;
  }
}

async function drain(_path: string, _entry: BundleEntry, content: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _chunk of content) {
  }
}
