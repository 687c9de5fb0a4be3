import ignore, { type Ignore } from 'ignore';
import { defaultExcludes } from './defaultExcludes.ts';
import type { LeftOutReason } from './selection.ts';
import type { ParentIgnore } from './skillFolder.ts';

interface Rule {
  /** As `ignore` takes it, relative to the topmost directory. */
  readonly pattern: string;
  readonly reason: LeftOutReason | null;
}

/**
 * Decides what is left out. All rules form one list, of which the last that matches decides, as in git: the
 * defaults, the `.gitignore` files from the topmost down, and the `.skillignore`. Letter case counts on every
 * system, so that the same folder gives the same bundle.
 */
export class IgnoreRules {
  readonly #base: string;
  readonly #rules: readonly Rule[];
  readonly #lastRules: readonly Rule[];
  #matcher: Ignore | undefined;

  private constructor(base: string, rules: readonly Rule[], lastRules: readonly Rule[]) {
    this.#base = base;
    this.#rules = rules;
    this.#lastRules = lastRules;
  }

  /** The rules at the skill's root: the defaults, those of the directories above, and the `.skillignore`. */
  static create(parents: readonly ParentIgnore[], skillignore: string | null): IgnoreRules {
    const topmostFirst = parents.toSorted((left, right) => right.descent.length - left.descent.length);
    const base = topmostFirst[0]?.descent ?? '';
    const rules = defaultExcludes.map(pattern => ({
      pattern: relocate(pattern, base),
      reason: { kind: 'default', pattern } as const,
    }));
    const above = topmostFirst.flatMap(({ file, descent, text }) =>
      parseRules(text, base.slice(0, base.length - descent.length).replace(/\/$/, ''), file),
    );
    const own = skillignore === null ? [] : parseRules(skillignore, base, '.skillignore');
    return new IgnoreRules(base, [...rules, ...above, ...chosenFolder(base)], own);
  }

  /** These rules and those of a `.gitignore` in a directory of the skill. */
  with(directory: string, text: string): IgnoreRules {
    const at = join(this.#base, directory);
    const added = parseRules(text, at, join(directory, '.gitignore'));
    return new IgnoreRules(this.#base, [...this.#rules, ...added], this.#lastRules);
  }

  /** Why a path is left out, or null when it is not. It is left out, too, when a directory above it is. */
  reasonFor(path: string, isDirectory: boolean): LeftOutReason | null {
    this.#matcher ??= this.#createMatcher();
    const { ignored, rule } = this.#matcher.test(join(this.#base, path) + (isDirectory ? '/' : ''));
    if (!ignored || rule?.mark === undefined) return null;
    return this.#at(Number(rule.mark))?.reason ?? null;
  }

  #createMatcher(): Ignore {
    const rules = [...this.#rules, ...this.#lastRules];
    const marked = rules.map(({ pattern }, index) => ({ pattern, mark: String(index) }));
    return ignore({ ignorecase: false }).add(marked);
  }

  #at(index: number): Rule | undefined {
    return this.#rules[index] ?? this.#lastRules[index - this.#rules.length];
  }
}

/** The person chose the folder itself, so no rule above it takes it away as a whole, only single things in it. */
function chosenFolder(base: string): readonly Rule[] {
  const parts = base === '' ? [] : base.split('/');
  return parts.map((_, index) => ({
    pattern: `!/${escapePattern(parts.slice(0, index + 1).join('/'))}/`,
    reason: null,
  }));
}

function parseRules(text: string, directory: string, file: string): readonly Rule[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '' && !line.startsWith('#'))
    .map(line => ({
      pattern: relocate(line, directory),
      reason: { kind: 'ignore-file', file, pattern: line.trim() } as const,
    }));
}

/** Turns a pattern that is relative to `directory` into one that is relative to the topmost directory. */
function relocate(line: string, directory: string): string {
  if (directory === '') return line;
  const isNegative = line.startsWith('!');
  const pattern = isNegative ? line.slice(1) : line;
  const isAnchored = /\/(?!\s*$)/.test(pattern);
  const anywhere = isAnchored ? '' : '**/';
  return `${isNegative ? '!' : ''}/${escapePattern(directory)}/${anywhere}${pattern.replace(/^\//, '')}`;
}

function escapePattern(path: string): string {
  return path.replace(/[\\*?[\]]/g, '\\$&');
}

function join(directory: string, path: string): string {
  return directory === '' || path === '' ? directory + path : `${directory}/${path}`;
}
