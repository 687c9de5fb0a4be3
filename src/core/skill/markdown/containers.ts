import { type ListMarker, listMarkerAt } from './blockStarts.ts';
import type { LineCursor } from './lineCursor.ts';

/** Nobody nests lists and quotes as deep; what is deeper is text. Keeps the time linear. */
const maxDepth = 100;

const quoteMark = 62;
const underline = /(?:=+|-+)(?=[ \t]*$)/y;

/** A quote, or a list item with the columns that its content is indented by. */
type Container =
  | { readonly kind: 'quote' }
  | { readonly kind: 'item'; readonly indent: number; isEmpty: boolean };

/** Whether the line makes the text above it a heading. */
export function isUnderline(cursor: LineCursor): boolean {
  return cursor.matches(underline) !== null;
}

/** The quotes and list items that are open, from the outermost. */
export class Containers {
  readonly #text: string;
  readonly #cursor: LineCursor;
  readonly #open: Container[] = [];

  constructor(text: string, cursor: LineCursor) {
    this.#text = text;
    this.#cursor = cursor;
  }

  get depth(): number {
    return this.#open.length;
  }

  /** Closes all but so many; the innermost of these gets something to hold. */
  keep(depth: number, isFilled: boolean): void {
    this.#open.length = depth;
    const parent = this.#open.at(-1);
    if (parent?.kind === 'item' && isFilled) {
      parent.isEmpty = false;
    }
  }

  push(container: Container): void {
    this.#open.push(container);
  }

  /** How many of the open containers the line goes on with. */
  match(): number {
    const cursor = this.#cursor;
    let matched = 0;
    for (const container of this.#open) {
      if (container.kind === 'quote') {
        if (cursor.indent > 3 || cursor.code() !== quoteMark) {
          break;
        }
        this.#skipQuoteMark();
      } else if (cursor.isBlank) {
        if (container.isEmpty) {
          break;
        }
        cursor.skipTo();
      } else if (cursor.indent >= container.indent) {
        cursor.skipColumns(container.indent);
      } else {
        break;
      }
      cursor.look();
      matched++;
    }
    return matched;
  }

  /** Takes the mark of a quote or list item, if one starts here. */
  take(isInParagraph: boolean): Container | null {
    const cursor = this.#cursor;
    if (this.#open.length >= maxDepth) {
      return null;
    }
    const code = cursor.code();
    if (code === quoteMark) {
      this.#skipQuoteMark();
      return { kind: 'quote' };
    }
    const mayBeItem = code === 42 || code === 43 || code === 45 || (code >= 48 && code <= 57);
    if (!mayBeItem || (isInParagraph && isUnderline(cursor)) || cursor.isRule()) {
      return null;
    }
    const marker = listMarkerAt(this.#text.slice(cursor.nextNonspace, cursor.end), 0);
    if (!marker || (isInParagraph && !marker.mayInterrupt)) {
      return null;
    }
    return this.#takeMarker(marker);
  }

  #takeMarker({ length }: ListMarker): Container {
    const cursor = this.#cursor;
    const { indent } = cursor;
    cursor.skipTo(length);
    cursor.look();
    const isEmpty = cursor.isBlank;
    const blanks = cursor.indent;
    const isIndented = isEmpty || blanks > 4;
    cursor.skipColumns(isIndented ? 1 : blanks);
    return { kind: 'item', indent: indent + length + (isIndented ? 1 : blanks), isEmpty: true };
  }

  #skipQuoteMark(): void {
    this.#cursor.skipTo(1);
    if (this.#cursor.isAtBlank()) {
      this.#cursor.skipColumns(1);
    }
  }
}
