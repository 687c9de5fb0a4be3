import type { Problem } from '../../core/skill/problem.ts';

/** Problems by the file that they are shown on. */
export type ProblemsByFile = ReadonlyMap<string, readonly Problem[]>;

/**
 * Keeps what is shown on each file, where several skills may have problems with one file: a skill inside another.
 * A file is shown anew only when its problems changed, and in one go: marks never vanish to come back.
 */
export class ProblemBoard {
  readonly #show: (file: string, problems: readonly Problem[]) => void;
  readonly #byOwner = new Map<string, ProblemsByFile>();
  readonly #owners = new Map<string, Set<string>>();

  constructor(show: (file: string, problems: readonly Problem[]) => void) {
    this.#show = show;
  }

  /** Replaces all that the owner, a skill, had put on any file. */
  put(owner: string, problems: ProblemsByFile): void {
    const before = this.#byOwner.get(owner) ?? new Map();
    if (problems.size > 0) {
      this.#byOwner.set(owner, problems);
    } else {
      this.#byOwner.delete(owner);
    }
    for (const file of new Set([...before.keys(), ...problems.keys()])) {
      if (isSame(before.get(file) ?? [], problems.get(file) ?? [])) {
        continue;
      }
      this.#setOwner(file, owner, problems.has(file));
      this.#show(file, this.#on(file));
    }
  }

  /** Forgets the owners for which `isKept` says no. */
  keepOnly(isKept: (owner: string) => boolean): void {
    for (const owner of [...this.#byOwner.keys()]) {
      if (!isKept(owner)) {
        this.put(owner, new Map());
      }
    }
  }

  #setOwner(file: string, owner: string, isOwner: boolean): void {
    const owners = this.#owners.get(file) ?? new Set();
    if (isOwner) {
      owners.add(owner);
    } else {
      owners.delete(owner);
    }
    if (owners.size > 0) {
      this.#owners.set(file, owners);
    } else {
      this.#owners.delete(file);
    }
  }

  #on(file: string): readonly Problem[] {
    const owners = [...(this.#owners.get(file) ?? [])];
    return owners.flatMap(owner => this.#byOwner.get(owner)?.get(file) ?? []);
  }
}

function isSame(some: readonly Problem[], others: readonly Problem[]): boolean {
  if (some === others) {
    return true;
  }
  return some.length === others.length && some.every((problem, i) => isEqual(problem, others[i]));
}

function isEqual(a: Problem, b: Problem | undefined): boolean {
  if (a === b) {
    return true;
  }
  return (
    a.code === b?.code &&
    a.severity === b.severity &&
    a.message === b.message &&
    a.range.start.line === b.range.start.line &&
    a.range.start.character === b.range.start.character &&
    a.range.end.line === b.range.end.line &&
    a.range.end.character === b.range.end.character
  );
}
