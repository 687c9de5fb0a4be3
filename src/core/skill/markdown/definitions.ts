import { JoinedText } from './joinedText.ts';
import { labelAt, labelKey, skipBlanks, targetAt, titleEnd } from './linkParts.ts';
import type { BodyLink, ParagraphLines } from './parts.ts';

/** Collects link definitions, with which a paragraph may start. */
export class Definitions {
  readonly links: BodyLink[] = [];
  /** What is defined, by `labelKey`. */
  readonly labels: Set<string> = new Set();
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** The lines that are left. */
  takeFrom(lines: ParagraphLines): ParagraphLines {
    const first = lines[0];
    if (!first || this.#source.charCodeAt(first.start) !== 91) {
      return lines;
    }
    const joined = new JoinedText(this.#source, lines);
    const { text } = joined;
    let at = 0;
    while (at < text.length && text.charCodeAt(at) === 91) {
      const after = this.#take(joined, at);
      if (after === -1) {
        break;
      }
      at = after;
    }
    return at === 0 ? lines : at >= text.length ? [] : lines.slice(joined.linesBefore(at));
  }

  /** One definition; returns where the next line starts, or -1. */
  #take(joined: JoinedText, start: number): number {
    const { text } = joined;
    const label = labelAt(text, start);
    if (!label || label.label.trim() === '' || text.charCodeAt(label.after) !== 58) {
      return -1;
    }
    const targetStart = skipBlanks(text, label.after + 1);
    const target = targetAt(text, targetStart);
    if (!target || target.after === targetStart) {
      return -1;
    }
    const titleStart = skipBlanks(text, target.after);
    const end = titleStart > target.after ? titleEnd(text, titleStart) : -1;
    // What follows a title on its line makes it none, and all of it no definition unless the title has lines of its own.
    const next = end === -1 ? -1 : nextLine(text, end);
    const after = next === -1 ? nextLine(text, target.after) : next;
    if (after === -1) {
      return -1;
    }
    const key = labelKey(label.label);
    // Footnotes look the same; their text is no target.
    if (!label.label.startsWith('^')) {
      const span = joined.spanOf(target.start, target.end);
      this.links.push({ kind: 'definition', target: text.slice(target.start, target.end), span });
    }
    this.labels.add(key);
    return after;
  }
}

/** Where the next line starts when only blanks are left in this one; else -1. */
function nextLine(text: string, from: number): number {
  let i = from;
  while (i < text.length && (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9)) {
    i++;
  }
  return i >= text.length ? text.length : text.charCodeAt(i) === 10 ? i + 1 : -1;
}
