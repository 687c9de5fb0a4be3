import ignore from 'ignore';

/**
 * Whether patterns, as in a `.gitignore`, take a path out. The path is relative to where the patterns apply; that of a
 * directory ends in `/`.
 */
export function ignoresPath(patterns: readonly string[], path: string): boolean {
  return ignore({ ignorecase: false }).add(patterns).ignores(path);
}
