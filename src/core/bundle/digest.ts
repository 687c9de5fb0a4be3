import { createHash } from 'node:crypto';
import type { BundleFile } from './bundleFile.ts';
import { comparePaths } from './select/comparePaths.ts';

/** `sha256:` and 64 hexadecimal digits. */
export function digestBytes(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * The digest of a skill's content: SHA-256 over one line for each file, sorted by the path's UTF-8 bytes, of the
 * path, NUL, `x` or `-` for the executable bit, NUL, the file's digest, and a line feed. It does not depend on the
 * zip encoding, the order, the times or the top folder's name.
 */
export function contentDigest(
  files: readonly Pick<BundleFile, 'path' | 'isExecutable' | 'digest'>[],
): string {
  const hash = createHash('sha256');
  for (const file of files.toSorted((left, right) => comparePaths(left.path, right.path))) {
    hash.update(`${file.path}\0${file.isExecutable ? 'x' : '-'}\0${file.digest}\n`);
  }
  return `sha256:${hash.digest('hex')}`;
}
