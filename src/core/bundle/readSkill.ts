import type { Failure } from '../failure/failure.ts';
import { type RefusedPath, refusedWords } from '../failure/refusedPath.ts';
import { listedFailure, systemErrorCode } from '../failure/systemError.ts';
import { decodeManifest } from '../skill/document/decodeManifest.ts';
import type { SkillContext } from '../skill/skillContext.ts';
import { failed, type Result, success } from '../text/result.ts';
import { readTexts } from './readTexts.ts';
import { type SelectOptions, selectFiles } from './select/selectFiles.ts';
import { leftOutWords, type Selection } from './select/selection.ts';
import type { SkillFolder } from './select/skillFolder.ts';

/** A skill's folder, as far as checking and bundling need it. */
export interface SkillInFolder {
  /** The SKILL.md as the folder spells it; the first one by name where letter case makes several. */
  readonly manifestPath: string;
  readonly text: string;
  readonly selection: Selection;
  readonly context: SkillContext;
}

/** A hundred times what any agent reads, in bytes; a larger one is another file by mistake, or meant to do harm. */
export const maxManifestBytes = 16 * 2 ** 20;

/**
 * Lists the folder and reads its SKILL.md. Fails as `selectFiles` does, as `no-manifest`, or as `refused-paths` for a
 * SKILL.md that is no file: a link to nothing, a folder, a pipe.
 */
export async function readSkill(
  folder: SkillFolder,
  options: SelectOptions = {},
): Promise<Result<SkillInFolder, Failure>> {
  const selection = await selectFiles(folder, options);
  if (!selection.ok) {
    return selection;
  }
  const manifest = manifestOf(selection.value);
  if (manifest === null) {
    const refused = selection.value.refused.filter(isManifest);
    const paths = refused.length > 0 ? refused : await manifestFolders(folder);
    return failed(
      paths.length > 0
        ? { kind: 'refused-paths', skill: folder.name, paths }
        : { kind: 'no-manifest', path: folder.name },
    );
  }
  try {
    const { text, encoding } = decodeManifest(await folder.read(manifest.source, maxManifestBytes));
    const texts = await readTexts(folder, selection.value.files);
    const context = { ...skillContext(folder.name, selection.value), encoding, texts };
    return success({ manifestPath: manifest.path, text, selection: selection.value, context });
  } catch (error) {
    // Only where a link out of the folder leads is not known by the list.
    const why = whyNoFile.get(systemErrorCode(error) ?? '');
    return failed(
      why && !selection.value.files.some(isManifest)
        ? { kind: 'refused-paths', skill: folder.name, paths: [{ path: manifest.path, why }] }
        : listedFailure(manifest.path, error),
    );
  }
}

const whyNoFile = new Map<string, 'is-a-folder' | 'not-a-file'>([
  ['EISDIR', 'is-a-folder'],
  ['EFTYPE', 'not-a-file'],
]);

/** A folder in the place of SKILL.md, or a link to one: it is taken for nothing else. */
async function manifestFolders(folder: SkillFolder): Promise<readonly RefusedPath[]> {
  const entries = await folder.list('').catch(() => []);
  return entries
    .filter(({ name, kind }) => name === 'SKILL.md' && kind !== 'file')
    .map(({ name }) => ({ path: name, why: 'is-a-folder' }));
}

/** A SKILL.md that is a link out of the folder is checked, too, though it cannot be packed. */
function manifestOf({
  files,
  refused,
}: Selection): { readonly path: string; readonly source: string } | null {
  const file = files.find(isManifest);
  const link = refused.find(entry => isManifest(entry) && entry.why === 'link-leaves-folder');
  return file ?? (link ? { path: link.path, source: link.path } : null);
}

function isManifest({ path }: { readonly path: string }): boolean {
  return path.toLowerCase() === 'skill.md';
}

/** What rules about files need to know of a folder's selection. */
function skillContext(folderName: string, selection: Selection): SkillContext {
  const { files, leftOut, refused, emptyDirectories, manifestRule } = selection;
  return {
    folderName,
    files,
    excluded: leftOut.map(({ path, isDirectory, reason }) => {
      return { path: isDirectory ? `${path}/` : path, why: leftOutWords(reason) };
    }),
    emptyDirectories,
    manifestRule: manifestRule && {
      why: leftOutWords(manifestRule),
      isOwn: manifestRule.kind === 'ignore-file' && !/^(?:\.\.|[/~]|\.git\/)/.test(manifestRule.file),
    },
    unreadIndex: selection.unreadIndex,
    unreadIgnores: selection.unreadIgnores.map(({ file, why }) => ({ path: file, why })),
    unpackable: refused
      .filter(({ why }) => !why.startsWith('link-'))
      .map(entry => ({ path: entry.path, why: refusedWords(entry) })),
    outsideLinks: refused.filter(({ why }) => why.startsWith('link-')).map(({ path }) => path),
  };
}
