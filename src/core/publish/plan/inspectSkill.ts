import { digestFolder, type FolderContent } from '../../bundle/digestFolder.ts';
import { readSkill } from '../../bundle/readSkill.ts';
import type { Selection } from '../../bundle/select/selection.ts';
import { type Failure, namedFrom } from '../../failure/failure.ts';
import { type Manifest, readManifest } from '../../skill/document/manifest.ts';
import { parseSkill } from '../../skill/document/parseSkill.ts';
import type { SkillDocument } from '../../skill/document/skillDocument.ts';
import type { SkillContext } from '../../skill/skillContext.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { SkillToPublish } from './request.ts';

/** A skill's folder as it is now. */
export interface SkillInspection extends FolderContent {
  readonly selection: Selection;
  readonly document: SkillDocument;
  readonly manifest: Manifest | null;
  readonly context: SkillContext;
}

/** Reads every file once. Fails as `readSkill` and `digestFolder` do, `refused-paths` or `cancelled`. */
export async function inspectSkill(
  skill: SkillToPublish,
  signal?: AbortSignal,
): Promise<Result<SkillInspection, Failure>> {
  const read = await readSkill(skill.folder, { signal });
  if (!read.ok) {
    return failed(namedFrom(skill.path, read.failure));
  }
  const { selection, context, text } = read.value;
  if (selection.refused.length > 0) {
    return failed({ kind: 'refused-paths', skill: skill.path, paths: selection.refused });
  }
  const content = await digestFolder(skill.folder, selection);
  if (!content.ok) {
    return failed(namedFrom(skill.path, content.failure));
  }
  if (signal?.aborted) {
    return failed({ kind: 'cancelled' });
  }
  const document = parseSkill(text);
  return success({ selection, ...content.value, document, manifest: readManifest(document), context });
}
