/** A text without its marks, and what stood between each `«` and `»`: its place and itself. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly { readonly start: number; readonly end: number }[];
}

/** Takes `«` and `»` out of a text, and remembers where they were. */
export function readMarks(marked: string): MarkedText {
  const marks: { start: number; end: number }[] = [];
  let text = '';
  let start = 0;
  for (const part of marked.split(/([«»])/)) {
    if (part === '«') {
      start = text.length;
    } else if (part === '»') {
      marks.push({ start, end: text.length });
    } else {
      text += part;
    }
  }
  return { text, marks };
}
