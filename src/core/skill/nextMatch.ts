/** Finds where an expression matches next. A stretch without a match is looked through once, however often it is asked. */
export class NextMatch {
  readonly #text: string;
  readonly #expression: RegExp;
  #found = -1;

  /** The expression has the flag `g`, is used by nobody else, and never matches nothing. */
  constructor(text: string, expression: RegExp) {
    this.#text = text;
    this.#expression = expression;
  }

  /** Where the first match starts that is not before `offset`; the text's length when there is none. Offsets only grow. */
  from(offset: number): number {
    if (this.#found < offset) {
      this.#expression.lastIndex = offset;
      this.#found = this.#expression.exec(this.#text)?.index ?? this.#text.length;
    }
    return this.#found;
  }
}
