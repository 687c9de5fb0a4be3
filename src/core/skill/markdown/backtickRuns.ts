/** The runs of backticks in a text; a length that no longer comes is looked for once. */
export class BacktickRuns {
  readonly #text: string;
  /** Where the last run of each length starts; only made when a run has no counterpart. */
  #last: ReadonlyMap<number, number> | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  endOf(start: number): number {
    let i = start;
    while (this.#text.charCodeAt(i) === 96) {
      i++;
    }
    return i;
  }

  /** Where the next run of exactly this length starts; -1 when there is none. */
  next(from: number, length: number): number {
    if (this.#last && (this.#last.get(length) ?? -1) < from) {
      return -1;
    }
    for (const [start, end] of this.#from(from)) {
      if (end - start === length) {
        return start;
      }
    }
    this.#last ??= new Map([...this.#from(from)].map(([start, end]) => [end - start, start]));
    return -1;
  }

  *#from(from: number): Iterable<readonly [number, number]> {
    for (let i = this.#text.indexOf('`', from); i !== -1; ) {
      const end = this.endOf(i);
      yield [i, end];
      i = this.#text.indexOf('`', end);
    }
  }
}
