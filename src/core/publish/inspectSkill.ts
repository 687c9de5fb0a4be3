import { createHash } from 'node:crypto';
import type { BundleFile } from '../bundle/bundleFile.ts';
import { contentDigest, digestBytes } from '../bundle/digest.ts';
import { selectFiles } from '../bundle/selectFiles.ts';
import type { SelectedFile, Selection } from '../bundle/selection.ts';
import type { SkillFolder } from '../bundle/skillFolder.ts';
import { type Failure, failed, type Result, success } from '../failure.ts';
import { mapLimited } from '../mapLimited.ts';
import { type Manifest, readManifest } from '../skill/manifest.ts';
import { parseSkill } from '../skill/parseSkill.ts';
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

/** Reads every file once. Fails as `selectFiles` does, `refused-paths`, `unreadable`, `not-a-skill` or `cancelled`. */
export async function inspectSkill(
  skill: SkillToPublish,
  signal?: AbortSignal,
): Promise<Result<SkillInspection>> {
  const selected = await selectFiles(skill.folder, {
    ...(skill.parentIgnores === undefined ? {} : { parentIgnores: skill.parentIgnores }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!selected.ok) return selected;
  const selection = selected.value;
  if (selection.refused.length > 0) {
    return failed({ kind: 'refused-paths', skill: skill.path, paths: selection.refused });
  }
  const main = selection.files.find(({ path }) => path.toLowerCase() === 'skill.md');
  if (!main) return failed({ kind: 'not-a-skill', path: skill.path });

  try {
    const files = await mapLimited(selection.files, 4, async file => {
      signal?.throwIfAborted();
      return describe(skill.folder, file);
    });
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await skill.folder.read(main.source));
    const document = parseSkill(text);
    return success({
      selection,
      files,
      digest: contentDigest(files),
      document,
      manifest: readManifest(document),
      context: contextOf(skill, selection, files),
    });
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

function contextOf(skill: SkillToPublish, selection: Selection, files: readonly BundleFile[]): SkillContext {
  return {
    folderName: skill.folder.name,
    files,
    excluded: selection.leftOut.map(({ path }) => path),
    outsideLinks: [],
  };
}
