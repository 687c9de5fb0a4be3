import type { ParentIgnore } from '../git/gitView.ts';
import { defaultExcludes } from './defaultExcludes.ts';
import { fits, type IgnorePattern, PatternList, parseIgnoreFile, parsePattern } from './ignorePattern.ts';
import type { LeftOutReason } from './selection.ts';

/** The patterns of one file, and where they apply. */
interface Layer {
  readonly patterns: PatternList;
  /** The file, for the reason; null for Skillwright's own patterns. */
  readonly file: string | null;
  /** The directories from the file's down to the folder, for a file above it. */
  readonly descent: readonly string[];
  /** How many directories below the folder the file is. */
  readonly depth: number;
}

const defaults: Layer = {
  patterns: new PatternList(
    defaultExcludes.map(pattern => parsePattern(pattern)).filter(pattern => pattern !== null),
  ),
  file: null,
  descent: [],
  depth: 0,
};

/** What decides of a path: `own`, the `.skillignore`; `default`, Skillwright's list; `git`, Git's rules. */
export type IgnoreVerdict =
  | { readonly by: 'own' | 'default' | 'git'; readonly reason: LeftOutReason }
  /** A `!` of the `.skillignore` keeps it in, whatever the others say. */
  | { readonly by: 'own'; readonly reason: null };

/**
 * Decides what is left out of one directory of a folder: first the `.skillignore`, then the defaults, then Git's rules,
 * of which the last that fits decides, from the person's own excludes to the nearest `.gitignore`. Letter case counts
 * on every system, so that the same folder gives the same bundle.
 */
export class IgnoreRules {
  /** From the strongest to the weakest. */
  readonly #git: readonly Layer[];
  readonly #own: readonly Layer[];
  readonly #hasDefaults: boolean;
  /** What is left of `maxComparisons` for the whole folder. */
  readonly #effort: Effort;

  private constructor(git: readonly Layer[], own: readonly Layer[], hasDefaults: boolean, effort: Effort) {
    this.#git = git;
    this.#own = own;
    this.#hasDefaults = hasDefaults;
    this.#effort = effort;
  }

  /**
   * The rules at a skill's root. A pattern from outside that takes out the folder as a whole has no say in what is in
   * it: whoever asks has chosen the folder.
   */
  static forSkill(outside: readonly ParentIgnore[], skillignore: string | null): IgnoreRules {
    const own = skillignore === null ? [] : [layer('.skillignore', skillignore, 0)];
    return new IgnoreRules(withoutWhole(outside.map(outer).sort(byNearness)), own, true, newEffort());
  }

  /** Git's rules alone, for looking for skills below a folder. */
  static ofGit(outside: readonly ParentIgnore[]): IgnoreRules {
    return new IgnoreRules(outside.map(outer).sort(byNearness), [], false, newEffort());
  }

  /** These rules and those of a `.gitignore` in a directory of the folder, for what is in it. */
  with(directory: string, text: string): IgnoreRules {
    const depth = directory === '' ? 0 : directory.split('/').length;
    const file = directory === '' ? '.gitignore' : `${directory}/.gitignore`;
    const layers = [layer(file, text, depth), ...this.#git];
    return new IgnoreRules(layers, this.#own, this.#hasDefaults, this.#effort);
  }

  /** The same where a repository of its own begins in a directory: Git's rules from around it have no say there. */
  inRepository(directory: string, excludes: readonly ParentIgnore[]): IgnoreRules {
    const depth = directory.split('/').length;
    const layers = excludes.map(({ file, text }) =>
      layer(file.startsWith('.git/') ? `${directory}/${file}` : file, text, depth),
    );
    return new IgnoreRules(layers, this.#own, this.#hasDefaults, this.#effort);
  }

  /** The same without what takes out the folder as a whole, where somebody chose it. */
  withinChosen(): IgnoreRules {
    return new IgnoreRules(withoutWhole(this.#git), this.#own, this.#hasDefaults, this.#effort);
  }

  /**
   * The file whose patterns took more comparisons with paths than there is time for, after which nothing is decided any
   * more; null where all went well. Asked after the last path.
   */
  overtaxed(): string | null {
    return this.#effort.overtaxedBy;
  }

  /** The pattern by which Git ignores the folder itself, or one of the directories above it. */
  whyTakenOut(): LeftOutReason | null {
    const taken = takenOutBy(this.#git);
    return taken && reasonOf(taken);
  }

  /** What decides, or null where nothing does. The directories above the path do not count: they are known to be in. */
  judge(path: string, isDirectory: boolean): IgnoreVerdict | null {
    const parts = path.split('/');
    const own = decisive(this.#own, parts, isDirectory, this.#effort);
    if (own) {
      return { by: 'own', reason: own.pattern.isNegative ? null : reasonOf(own) };
    }
    const standard = this.#hasDefaults ? decisive([defaults], parts, isDirectory, newEffort()) : null;
    if (standard) {
      return { by: 'default', reason: reasonOf(standard) };
    }
    const git = decisive(this.#git, parts, isDirectory, this.#effort);
    return git && !git.pattern.isNegative ? { by: 'git', reason: reasonOf(git) } : null;
  }
}

interface Decision {
  readonly layer: Layer;
  readonly pattern: IgnorePattern;
}

function decisive(
  layers: readonly Layer[],
  parts: readonly string[],
  isDirectory: boolean,
  effort: Effort,
): Decision | null {
  for (const layer of layers) {
    const { patterns, descent, depth, file } = layer;
    effort.left -= patterns.length;
    if (effort.left < 0) {
      effort.overtaxedBy ??= file;
      return null;
    }
    const relative = descent.length > 0 ? [...descent, ...parts] : depth > 0 ? parts.slice(depth) : parts;
    const pattern = patterns.lastFor(relative, isDirectory);
    if (pattern) {
      return { layer, pattern };
    }
  }
  return null;
}

/**
 * Comparisons of a pattern with a path that one folder may take: half a second. A `.gitignore` of five hundred lines and a
 * folder of ten thousand files stay below.
 */
const maxComparisons = 6_000_000;

interface Effort {
  left: number;
  overtaxedBy: string | null;
}

function newEffort(): Effort {
  return { left: maxComparisons, overtaxedBy: null };
}

function reasonOf({ layer: { file }, pattern: { text, line } }: Decision): LeftOutReason {
  return file === null
    ? { kind: 'default', pattern: text }
    : { kind: 'ignore-file', file, line, pattern: text };
}

function layer(file: string, text: string, depth: number): Layer {
  return { patterns: new PatternList(parseIgnoreFile(text)), file, descent: [], depth };
}

function outer({ file, descent, text }: ParentIgnore): Layer {
  return { ...layer(file, text, 0), descent: descent === '' ? [] : descent.split('/') };
}

/**
 * The layers without the patterns that fit the folder or a directory above it, where those take it out as a whole;
 * otherwise as they are.
 */
function withoutWhole(layers: readonly Layer[]): readonly Layer[] {
  if (!takenOutBy(layers)) {
    return layers;
  }
  return layers.map(whole => {
    const { descent, patterns } = whole;
    const isKept = (pattern: IgnorePattern) =>
      pattern.isNegative || !descent.some((_, index) => fits(pattern, descent.slice(0, index + 1), true));
    return { ...whole, patterns: new PatternList(patterns.all.filter(isKept)) };
  });
}

/** What Git ignores the folder by, or one of the directories from the repository's root down to it. */
function takenOutBy(layers: readonly Layer[]): Decision | null {
  const depth = Math.max(0, ...layers.map(({ descent }) => descent.length));
  for (let length = 1; length <= depth; length++) {
    for (const one of layers) {
      const { descent, patterns } = one;
      const below = descent.slice(0, Math.max(0, descent.length - depth + length));
      const pattern = below.length > 0 ? patterns.lastFor(below, true) : undefined;
      if (pattern && !pattern.isNegative) {
        return { layer: one, pattern };
      }
      if (pattern) {
        break;
      }
    }
  }
  return null;
}

function byNearness(left: Layer, right: Layer): number {
  return left.descent.length - right.descent.length;
}
