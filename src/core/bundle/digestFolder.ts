import { createHash } from 'node:crypto';
import type { Failure } from '../failure/failure.ts';
import { listedFailure } from '../failure/systemError.ts';
import { failed, type Result, success } from '../text/result.ts';
import type { BundleFile } from './bundleFile.ts';
import { contentDigest } from './bundleFile.ts';
import type { Selection } from './select/selection.ts';
import type { SkillFolder } from './select/skillFolder.ts';

/** A folder's content as it would be published. */
export interface FolderContent {
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
  /** The content digest, the same as of a bundle that is packed from the folder. */
  readonly digest: string;
}

/** Digests the selected files without packing them; one file in memory at a time, a piece at a time. */
export async function digestFolder(
  folder: SkillFolder,
  selection: Selection,
): Promise<Result<FolderContent, Failure>> {
  const files: BundleFile[] = [];
  for (const { path, source, size, isExecutable } of selection.files) {
    try {
      const known = (await folder.digest?.(source)) ?? (await digestStream(folder.stream(source)));
      if (known.size !== size) {
        return failed({ kind: 'changed-meanwhile', path });
      }
      files.push({ path, isExecutable, ...known });
    } catch (error) {
      return failed(listedFailure(path, error));
    }
  }
  return success({ files, digest: contentDigest(files) });
}

async function digestStream(
  content: AsyncIterable<Uint8Array>,
): Promise<Pick<BundleFile, 'size' | 'digest'>> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { size, digest: `sha256:${hash.digest('hex')}` };
}
