import type { Severity } from '../../../skill/problem.ts';
import type { SourceRange } from '../expectation.ts';
import type { SuiteFix, SuiteProblem, SuiteProblemCode } from '../suiteProblem.ts';

/** More of one code in one file tells nothing new. */
const maxPerCode = 100;

/** Gathers what is wrong with a skill's suites. */
export class ProblemList {
  readonly #problems: SuiteProblem[] = [];
  readonly #counts = new Map<string, number>();

  add(
    code: SuiteProblemCode,
    severity: Severity,
    message: string,
    source: SourceRange,
    fixes: readonly SuiteFix[] = [],
  ): void {
    const key = `${code} ${source.path}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= maxPerCode) {
      this.#problems.push({ code, severity, message, source, fixes });
    }
  }

  /** By file, then by place. */
  sorted(): readonly SuiteProblem[] {
    return this.#problems.toSorted(({ source: a }, { source: b }) => {
      if (a.path !== b.path) {
        return a.path < b.path ? -1 : 1;
      }
      const { start: from } = a.range;
      const { start: to } = b.range;
      return from.line - to.line || from.character - to.character;
    });
  }
}
