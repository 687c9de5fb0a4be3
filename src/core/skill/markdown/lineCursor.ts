/** Where CommonMark's tabs lead to. */
const tabWidth = 4;

/**
 * Reads along one line as CommonMark counts: columns, in which a tab leads to the next multiple of four and may be
 * taken in part.
 */
export class LineCursor {
  readonly #text: string;
  offset = 0;
  column = 0;
  /** Where the line ends, before its line break. */
  end = 0;
  /** The next character that is neither space nor tab, or the line's end. */
  nextNonspace = 0;
  /** Columns from here to there. */
  indent = 0;
  #nextColumn = 0;
  /** Part of a tab was taken; its other columns are still to come. */
  #isInTab = false;
  /** In this line, no thematic break of the character starts before the place. */
  #noRule = { code: 0, before: 0 };

  constructor(text: string) {
    this.#text = text;
  }

  get isBlank(): boolean {
    return this.nextNonspace >= this.end;
  }

  startLine(start: number, end: number): void {
    this.offset = start;
    this.end = end;
    this.column = 0;
    this.#isInTab = false;
    this.#noRule.before = 0;
    this.look();
  }

  /** Finds out what comes next; to be called after each move. */
  look(): void {
    let { offset, column } = this;
    for (; offset < this.end; offset++) {
      const code = this.#text.charCodeAt(offset);
      if (code === 32) {
        column++;
      } else if (code === 9) {
        column += tabWidth - (column % tabWidth);
      } else {
        break;
      }
    }
    this.nextNonspace = offset;
    this.#nextColumn = column;
    this.indent = column - this.column;
  }

  code(): number {
    return this.nextNonspace < this.end ? this.#text.charCodeAt(this.nextNonspace) : -1;
  }

  /** To the next character that is no blank, and past it for as many as are given. */
  skipTo(past = 0): void {
    this.offset = this.nextNonspace + past;
    this.column = this.#nextColumn + past;
    this.#isInTab = false;
  }

  /** True when a space or tab comes next, of which at least a part is left. */
  isAtBlank(): boolean {
    const code = this.offset < this.end ? this.#text.charCodeAt(this.offset) : -1;
    return code === 32 || code === 9;
  }

  /** Over so many columns of blanks. */
  skipColumns(count: number): void {
    for (let left = count; left > 0 && this.isAtBlank(); ) {
      if (this.#text.charCodeAt(this.offset) === 32) {
        this.offset++;
        this.column++;
        left--;
        continue;
      }
      const width = tabWidth - (this.column % tabWidth);
      const taken = Math.min(width, left);
      this.column += taken;
      this.#isInTab = taken < width;
      this.offset += this.#isInTab ? 0 : 1;
      left -= taken;
    }
  }

  /** What matches at the next character that is no blank; the pattern is sticky and sees no further than the line. */
  matches(pattern: RegExp): string | null {
    const { nextNonspace, end } = this;
    const line = this.#text.slice(nextNonspace, end);
    pattern.lastIndex = 0;
    return pattern.exec(line)?.[0] ?? null;
  }

  /** A thematic break: three or more of one character, with blanks between them. */
  isRule(): boolean {
    const code = this.code();
    const { nextNonspace, end } = this;
    if (code !== 42 && code !== 45 && code !== 95) {
      return false;
    }
    if (this.#noRule.code === code && nextNonspace < this.#noRule.before) {
      return false;
    }
    let count = 0;
    for (let i = nextNonspace; i < end; i++) {
      const at = this.#text.charCodeAt(i);
      if (at === code) {
        count++;
      } else if (at !== 32 && at !== 9) {
        this.#noRule = { code, before: i };
        return false;
      }
    }
    return count >= 3;
  }
}
