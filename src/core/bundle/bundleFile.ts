import { createHash } from 'node:crypto';
import { comparePaths } from '../text/paths.ts';

/** A file of a bundle, or of a skill's folder as it would be bundled. */
export interface BundleFile {
  /** Relative to the skill's folder, with `/`. */
  readonly path: string;
  /** Bytes, uncompressed. */
  readonly size: number;
  readonly isExecutable: boolean;
  /** Of the content: `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

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
