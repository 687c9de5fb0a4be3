import { fits, parsePattern } from './ignorePattern.ts';

/**
 * Whether patterns, as in a `.gitignore`, take out a path or a directory above it. The path is relative to where the
 * patterns apply; that of a directory ends in `/`.
 */
export function ignoresPath(patterns: readonly string[], path: string): boolean {
  const parsed = patterns.map(parsePattern).filter(pattern => pattern !== null);
  const parts = path.replace(/\/$/, '').split('/');
  return parts.some((_, index) => {
    const isDirectory = index < parts.length - 1 || path.endsWith('/');
    const decisive = parsed.findLast(pattern => fits(pattern, parts.slice(0, index + 1), isDirectory));
    return decisive !== undefined && !decisive.isNegative;
  });
}
