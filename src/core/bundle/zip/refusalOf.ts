import type { Failure } from '../../failure/failure.ts';
import type { RefusedPath } from '../../failure/refusedPath.ts';
import { fileNameProblem, repositoryProblem } from '../../text/fileNames.ts';
import { NameSet } from '../../text/nameSet.ts';
import type { Selection } from '../select/selection.ts';
import { type BundleLimits, bundleLimits } from './bundleLimits.ts';

/**
 * Why these files must not be packed, or null: what is packed here can be unpacked here, on every system.
 * `topFolder` is the name of the folder that they go into.
 */
export function refusalOf(
  selection: Selection,
  topFolder: string,
  limits: BundleLimits = bundleLimits,
): Failure | null {
  const refused = [...selection.refused, ...badNames(selection, topFolder)];
  if (refused.length > 0) {
    return { kind: 'refused-paths', skill: topFolder, paths: refused };
  }
  if (selection.files.length > limits.entries) {
    return { kind: 'too-many-files', path: topFolder, limit: limits.entries };
  }
  for (const { path, size } of selection.files) {
    if (size <= limits.fileBytes) {
      continue;
    }
    return { kind: 'bundle-too-large', skill: topFolder, path, size, limit: limits.fileBytes };
  }
  const size = selection.files.reduce((sum, file) => sum + file.size, 0);
  if (size <= limits.totalBytes) {
    return null;
  }
  return { kind: 'bundle-too-large', skill: topFolder, path: null, size, limit: limits.totalBytes };
}

/** Why nobody would unpack a zip of `zipBytes` with these files, by how much they shrank; null where they would. */
export function tooDense(
  { files }: Pick<Selection, 'files'>,
  skill: string,
  zipBytes: number,
  { ratio, ratioFrom }: BundleLimits = bundleLimits,
): Failure | null {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return size > Math.max(ratioFrom, ratio * zipBytes)
    ? { kind: 'bundle-too-dense', skill, size, zipBytes, ratio }
    : null;
}

function badNames({ files }: Selection, topFolder: string): RefusedPath[] {
  const names = new NameSet();
  const found: RefusedPath[] = [];
  for (const { path } of files) {
    const because = fileNameProblem(`${topFolder}/${path}`) ?? names.add(path, false);
    if (because) {
      found.push({ path, why: 'bad-name', because });
    }
  }
  const together = repositoryProblem(files.map(({ path }) => path));
  return together === null ? found : [...found, { ...together, why: 'bad-name' }];
}
