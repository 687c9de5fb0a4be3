import type { Failure } from '../failure/failure.ts';
import { readFailure } from '../failure/systemError.ts';
import type { SkillContext } from '../skill/skillContext.ts';
import { failed, type Result, success } from '../text/result.ts';
import { type SelectOptions, selectFiles } from './select/selectFiles.ts';
import type { Selection } from './select/selection.ts';
import type { SkillFolder } from './select/skillFolder.ts';

/** A skill's folder, as far as checking and bundling need it. */
export interface SkillInFolder {
  /** The SKILL.md as the folder spells it; the first one by name where letter case makes several. */
  readonly manifestPath: string;
  readonly text: string;
  readonly selection: Selection;
  readonly context: SkillContext;
}

/** Lists the folder and reads its SKILL.md. Fails as `selectFiles` does, or as `no-manifest`. */
export async function readSkill(
  folder: SkillFolder,
  options: SelectOptions = {},
): Promise<Result<SkillInFolder, Failure>> {
  const selection = await selectFiles(folder, options);
  if (!selection.ok) {
    return selection;
  }
  const manifest = selection.value.files.find(({ path }) => path.toLowerCase() === 'skill.md');
  if (!manifest) {
    return failed({ kind: 'no-manifest', path: folder.name });
  }
  try {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await folder.read(manifest.source));
    const context = skillContext(folder.name, selection.value);
    return success({ manifestPath: manifest.path, text, selection: selection.value, context });
  } catch (error) {
    return failed(readFailure(manifest.path, error));
  }
}

/** What rules about files need to know of a folder's selection. */
function skillContext(folderName: string, selection: Selection): SkillContext {
  return {
    folderName,
    files: selection.files,
    excluded: selection.leftOut.map(({ path, isDirectory }) => (isDirectory ? `${path}/` : path)),
    outsideLinks: selection.refused.filter(({ why }) => why.startsWith('link-')).map(({ path }) => path),
  };
}
