import { createHash } from 'node:crypto';
import type { BundleFile } from '../bundle/bundleFile.ts';
import { contentDigest, digestBytes } from '../bundle/digest.ts';
import type { SelectedFile, Selection } from '../bundle/selection.ts';
import type { SkillFolder } from '../bundle/skillFolder.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { mapLimited } from '../mapLimited.ts';
import { type Manifest, readManifest } from '../skill/manifest.ts';
import { parseSkill } from '../skill/parseSkill.ts';
import { readSkill } from '../skill/readSkill.ts';
import type { SkillContext } from '../skill/skillContext.ts';
import type { SkillDocument } from '../skill/skillDocument.ts';
import { readFailure } from '../systemError.ts';
import type { SkillToPublish } from './request.ts';

/** A skill's folder as it is now. */
export interface SkillInspection {
  readonly selection: Selection;
  /** Sorted by path. */
  readonly files: readonly BundleFile[];
  /** Over `files`. */
  readonly digest: string;
  readonly document: SkillDocument;
  readonly manifest: Manifest | null;
  readonly context: SkillContext;
}

/** Larger files are read in pieces, in bytes. */
const wholeReadLimit = 8 * 2 ** 20;

/** Reads every file once. Fails as `readSkill` does, `refused-paths` or `cancelled`. */
export async function inspectSkill(
  skill: SkillToPublish,
  signal?: AbortSignal,
): Promise<Result<SkillInspection>> {
  const read = await readSkill(skill.folder, {
    ...(skill.parentIgnores === undefined ? {} : { parentIgnores: skill.parentIgnores }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!read.ok) return read;
  const { selection, context, text } = read.value;
  if (selection.refused.length > 0) {
    return failed({ kind: 'refused-paths', skill: skill.path, paths: selection.refused });
  }
  try {
    const files = await mapLimited(selection.files, 4, async file => {
      signal?.throwIfAborted();
      return describe(skill.folder, file);
    });
    const document = parseSkill(text);
    const manifest = readManifest(document);
    return success({ selection, files, digest: contentDigest(files), document, manifest, context });
  } catch (error) {
    if (signal?.aborted) return failed({ kind: 'cancelled' });
    if (error instanceof ReadError) return failed(error.failure);
    return failed(readFailure(skill.path, error));
  }
}

/** Says which file could not be read. */
class ReadError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

async function describe(folder: SkillFolder, file: SelectedFile): Promise<BundleFile> {
  const { path, source, isExecutable } = file;
  try {
    if (file.size <= wholeReadLimit) {
      const bytes = await folder.read(source);
      return { path, size: bytes.length, isExecutable, digest: digestBytes(bytes) };
    }
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of folder.stream(source)) {
      hash.update(chunk);
      size += chunk.length;
    }
    return { path, size, isExecutable, digest: `sha256:${hash.digest('hex')}` };
  } catch (error) {
    throw new ReadError(readFailure(path, error));
  }
}
