import { defaultExcludes } from './defaultExcludes.ts';
import { fits, type IgnorePattern, parseIgnoreFile, parsePattern } from './ignorePattern.ts';
import type { LeftOutReason } from './selection.ts';
import type { ParentIgnore } from './skillFolder.ts';

/** The patterns of one file, and where they apply. */
interface Layer {
  readonly patterns: readonly IgnorePattern[];
  /** The file, for the reason; null for Skillwright's own patterns. */
  readonly file: string | null;
  /** The directories from the file's down to the skill's folder, for a file above it. */
  readonly descent: readonly string[];
  /** How many directories below the skill's folder the file is. */
  readonly depth: number;
}

const defaults: Layer = {
  patterns: defaultExcludes.map(parsePattern).filter(pattern => pattern !== null),
  file: null,
  descent: [],
  depth: 0,
};

/**
 * Decides what is left out of one directory of a skill. All patterns form one list, of which the last that fits
 * decides, as in Git: the defaults, the `.gitignore` files from the topmost down, and the `.skillignore`. Letter case
 * counts on every system, so that the same folder gives the same bundle.
 */
export class IgnoreRules {
  /** From the strongest to the weakest, without the skill's own. */
  readonly #layers: readonly Layer[];
  readonly #own: readonly Layer[];

  private constructor(layers: readonly Layer[], own: readonly Layer[]) {
    this.#layers = layers;
    this.#own = own;
  }

  /** The rules at the skill's root: the defaults, those of the directories above, and the `.skillignore`. */
  static create(above: readonly ParentIgnore[], skillignore: string | null): IgnoreRules {
    const layers = above
      .map(({ file, descent, text }) => ({ ...layer(file, text, 0), descent: descent.split('/') }))
      .sort((left, right) => left.descent.length - right.descent.length);
    const own = skillignore === null ? [] : [layer('.skillignore', skillignore, 0)];
    return new IgnoreRules([...layers, defaults], own);
  }

  /** These rules and those of a `.gitignore` in a directory of the skill, for what is in it. */
  with(directory: string, text: string): IgnoreRules {
    const depth = directory === '' ? 0 : directory.split('/').length;
    const file = directory === '' ? '.gitignore' : `${directory}/.gitignore`;
    return new IgnoreRules([layer(file, text, depth), ...this.#layers], this.#own);
  }

  /**
   * Why a path is left out, or null when it is not. The directories above it do not count: whoever asks has been told
   * that they are in.
   */
  reasonFor(path: string, isDirectory: boolean): LeftOutReason | null {
    const parts = path.split('/');
    for (const { patterns, file, descent, depth } of [...this.#own, ...this.#layers]) {
      const relative = descent.length > 0 ? [...descent, ...parts] : parts.slice(depth);
      const decisive = patterns.findLast(pattern => fits(pattern, relative, isDirectory));
      if (!decisive) {
        continue;
      }
      if (decisive.isNegative) {
        return null;
      }
      const pattern = decisive.text;
      return file === null ? { kind: 'default', pattern } : { kind: 'ignore-file', file, pattern };
    }
    return null;
  }
}

function layer(file: string, text: string, depth: number): Layer {
  return { patterns: parseIgnoreFile(text), file, descent: [], depth };
}
