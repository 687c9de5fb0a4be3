import type { Span } from '../document/skillDocument.ts';
import type { ParagraphLines } from './parts.ts';

/** The lines of a paragraph as one text, whose places can be told in the file. */
export class JoinedText {
  readonly text: string;
  readonly #lines: ParagraphLines;
  /** Where each line starts in the text. */
  readonly #starts: readonly number[];

  constructor(source: string, lines: ParagraphLines) {
    this.#lines = lines;
    const starts: number[] = [];
    let length = 0;
    for (const { start, end } of lines) {
      starts.push(length);
      length += end - start + 1;
    }
    this.#starts = starts;
    this.text = lines.map(({ start, end }) => source.slice(start, end)).join('\n');
  }

  /** The place of a part that lies in one line, or begins and ends in different ones. */
  spanOf(start: number, end: number): Span {
    return {
      start: this.#offset(start),
      end: start === end ? this.#offset(start) : this.#offset(end - 1) + 1,
    };
  }

  /** How many whole lines end before the offset. */
  linesBefore(offset: number): number {
    return this.#lineAt(offset);
  }

  #offset(at: number): number {
    const line = this.#lineAt(at);
    return (this.#lines[line]?.start ?? 0) + at - (this.#starts[line] ?? 0);
  }

  #lineAt(at: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= at) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
