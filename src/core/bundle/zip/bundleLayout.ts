import type { Failure } from '../../failure/failure.ts';
import { baseName } from '../../text/paths.ts';
import { failed, type Result, success } from '../../text/result.ts';
import { badArchive } from './bundleError.ts';

/** How an upload is laid out. */
export interface BundleLayout {
  /** The one folder at the top that holds everything, or null when files lie at the root. */
  readonly topFolder: string | null;
  /** The whole path of the skill's SKILL.md, whatever its letter case. */
  readonly manifest: string;
}

/**
 * Finds the skill in the files of a zip or of a multipart upload, given their whole paths with `/`.
 *
 * Fails as `bad-archive` when there is no file, more than one folder at the top, a file beside the one folder, or no
 * SKILL.md at the top of the skill.
 */
export function readLayout(paths: readonly string[]): Result<BundleLayout, Failure> {
  const [first] = paths;
  if (first === undefined) {
    return failed(badArchive(null, 'holds no file'));
  }
  const isManifest = (path: string) => baseName(path).toLowerCase() === 'skill.md';
  const manifests = paths.filter(isManifest);

  const atRoot = paths.find(path => !path.includes('/'));
  if (atRoot !== undefined) {
    const manifest = manifests.find(path => !path.includes('/'));
    if (manifest !== undefined) {
      return success({ topFolder: null, manifest });
    }
    return failed(
      badArchive(
        atRoot,
        'is not in a folder; all files must be in a single top-level folder with a SKILL.md',
      ),
    );
  }

  const topFolder = first.slice(0, first.indexOf('/'));
  const elsewhere = paths.find(path => !path.startsWith(`${topFolder}/`));
  if (elsewhere !== undefined) {
    return failed(
      badArchive(elsewhere, `is outside "${topFolder}"; all files must be in a single top-level folder`),
    );
  }
  const manifest = manifests.find(path => path.split('/').length === 2);
  if (manifest !== undefined) {
    return success({ topFolder, manifest });
  }
  return failed(badArchive(null, `has no SKILL.md in its folder "${topFolder}"`));
}
