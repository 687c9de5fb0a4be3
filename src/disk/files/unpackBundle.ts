import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BundleContent, digestBundle } from '../../core/bundle/digestBundle.ts';
import { readLayout } from '../../core/bundle/zip/bundleLayout.ts';
import { openBundle } from '../../core/bundle/zip/readBundle.ts';
import type { Failure } from '../../core/failure/failure.ts';
import type { Result } from '../../core/text/result.ts';
import { type PlaceOptions, placeFolder } from './placeFolder.ts';

export interface UnpackOptions extends PlaceOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpacks a bundle that may be hostile as the folder at `target`, without the bundle's top folder: wholly, or not at
 * all. Executable bits are kept, other modes are the system's defaults.
 *
 * Fails as `bad-archive`, `unreadable` or `cancelled`, and as `placeFolder`.
 */
export async function unpackBundle(
  archive: Blob,
  target: string,
  options: UnpackOptions = {},
): Promise<Result<BundleContent, Failure>> {
  const bundle = await openBundle(archive);
  if (!bundle.ok) {
    return bundle;
  }
  const layout = readLayout(bundle.value.entries.map(({ path }) => path));
  if (!layout.ok) {
    return layout;
  }
  return placeFolder(
    target,
    directory =>
      digestBundle(
        bundle.value,
        layout.value.topFolder,
        (path, { isExecutable }, content) => writeFile(join(directory, path), isExecutable, content),
        options.signal,
      ),
    options,
  );
}

async function writeFile(
  path: string,
  isExecutable: boolean,
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx', isExecutable ? 0o777 : 0o666);
  try {
    for await (const chunk of content) {
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
