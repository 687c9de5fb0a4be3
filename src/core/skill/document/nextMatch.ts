/** Finds where an expression matches next. A stretch without a match is looked through once, however often it is asked. */
export class NextMatch {
  readonly #text: string;
  readonly #expression: RegExp;
  readonly #width: number;
  #found = -1;

  /** The expression has the flag `g`, is used by nobody else, and always matches `width` characters. */
  constructor(text: string, expression: RegExp, width: number) {
    this.#text = text;
    this.#expression = expression;
    this.#width = width;
  }

  /** Where the first match starts that is not before `offset`; the text's length when there is none. Offsets only grow. */
  from(offset: number): number {
    if (this.#found < offset) {
      this.#expression.lastIndex = offset;
      this.#found = this.#expression.test(this.#text)
        ? this.#expression.lastIndex - this.#width
        : this.#text.length;
    }
    return this.#found;
  }
}
