import { type Glob, matchGlob, parseGlob } from './glob.ts';

/** A line of an ignore file, as gitignore(5) defines it. */
export interface IgnorePattern {
  /** As it was written. */
  readonly text: string;
  /** Of its file, from 1. */
  readonly line: number;
  /** `!` brings back what an earlier line left out. */
  readonly isNegative: boolean;
  /** A final `/`: fits directories only. */
  readonly isForDirectories: boolean;
  /** One for each part of a path; null stands for any number of parts, none included. */
  readonly parts: readonly (Glob | null)[];
}

/** The patterns of an ignore file. Comments, empty lines and lines that can fit nothing are left away. */
export function parseIgnoreFile(text: string): readonly IgnorePattern[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return lines.map((line, index) => parsePattern(line, index + 1)).filter(pattern => pattern !== null);
}

/** A single line, and which one of its file; null where it says nothing. */
export function parsePattern(text: string, line = 1): IgnorePattern | null {
  const trimmed = trimEnd(text);
  if (trimmed === '' || trimmed.startsWith('#')) {
    return null;
  }
  const isNegative = trimmed.startsWith('!');
  const whole = isNegative ? trimmed.slice(1) : trimmed;
  const isForDirectories = whole.endsWith('/');
  const body = isForDirectories ? whole.slice(0, -1) : whole;
  const isAnchored = body.includes('/');
  const names = body.replace(/^\//, '').split('/');
  // `a/**` fits what is in `a`, not `a` itself.
  if (isGlobstar(names.at(-1))) {
    names.push('*');
  }
  const globs = names.map(name => (isGlobstar(name) ? null : parseGlob(name)));
  if (globs.includes('never')) {
    return null;
  }
  const parts = globs.filter(glob => glob !== 'never');
  return { text: trimmed, line, isNegative, isForDirectories, parts: isAnchored ? parts : [null, ...parts] };
}

/** Two stars or more that are alone between slashes. */
function isGlobstar(name: string | undefined): boolean {
  return name !== undefined && /^\*\*+$/.test(name);
}

/** Without the spaces at the end, but for one that has a backslash before it. */
function trimEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') {
    end--;
  }
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') {
    backslashes++;
  }
  return line.slice(0, backslashes % 2 === 1 ? end + 1 : end);
}

/**
 * Whether a pattern fits a path, given in parts, relative to the directory of the pattern's file. Directories above
 * the path do not count. Takes time in proportion to the two lengths multiplied, whatever they hold.
 */
export function fits(pattern: IgnorePattern, path: readonly string[], isDirectory: boolean): boolean {
  if (pattern.isForDirectories && !isDirectory) {
    return false;
  }
  const { parts } = pattern;
  const [first, second] = parts;
  if (parts.length === 2 && first === null && second) {
    // By far the most patterns are a single name, for which only the path's last one counts.
    return matchGlob(second, path.at(-1) ?? '');
  }
  let part = 0;
  let name = 0;
  // Where to go on when it does not fit: behind the last `**`, one name further. Earlier ones need not be tried again.
  let retryPart = -1;
  let retryName = 0;
  while (name < path.length) {
    const glob = parts[part];
    if (glob === null) {
      retryPart = ++part;
      retryName = name;
    } else if (glob !== undefined && matchGlob(glob, path[name] ?? '')) {
      part++;
      name++;
    } else if (retryPart >= 0) {
      part = retryPart;
      name = ++retryName;
    } else {
      return false;
    }
  }
  while (parts[part] === null) {
    part++;
  }
  return part === parts.length;
}

/** The patterns of a file, of which the last that fits decides. Those that are a single name are looked up. */
export class PatternList {
  readonly all: readonly IgnorePattern[];
  readonly #byName = new Map<string, IgnorePattern[]>();
  readonly #others: readonly IgnorePattern[];

  constructor(all: readonly IgnorePattern[]) {
    this.all = all;
    const others: IgnorePattern[] = [];
    for (const pattern of all) {
      const name = nameOf(pattern);
      const same = name === null ? others : (this.#byName.get(name) ?? []);
      same.push(pattern);
      if (name !== null) {
        this.#byName.set(name, same);
      }
    }
    this.#others = others;
  }

  get length(): number {
    return this.all.length;
  }

  /** The one that decides of a path, as `fits` takes it. */
  lastFor(path: readonly string[], isDirectory: boolean): IgnorePattern | undefined {
    const named = this.#byName.get(path.at(-1) ?? '')?.findLast(pattern => fits(pattern, path, isDirectory));
    const other = this.#others.findLast(pattern => fits(pattern, path, isDirectory));
    return named && other ? this.#later(named, other) : (named ?? other);
  }

  #later(one: IgnorePattern, other: IgnorePattern): IgnorePattern {
    return this.all.lastIndexOf(one) > this.all.lastIndexOf(other) ? one : other;
  }
}

/** Of a pattern that fits a name without wildcards, wherever it is. */
function nameOf({ parts }: IgnorePattern): string | null {
  const [first, second] = parts;
  return parts.length === 2 && first === null && typeof second === 'string' ? second : null;
}

/**
 * Whether patterns, as in a `.gitignore`, take out a path or a directory above it. The path is relative to where the
 * patterns apply; that of a directory ends in `/`.
 */
export function ignoresPath(patterns: readonly string[], path: string): boolean {
  const parsed = patterns.map(pattern => parsePattern(pattern)).filter(pattern => pattern !== null);
  const parts = path.replace(/\/$/, '').split('/');
  return parts.some((_, index) => {
    const isDirectory = index < parts.length - 1 || path.endsWith('/');
    const decisive = parsed.findLast(pattern => fits(pattern, parts.slice(0, index + 1), isDirectory));
    return decisive !== undefined && !decisive.isNegative;
  });
}
