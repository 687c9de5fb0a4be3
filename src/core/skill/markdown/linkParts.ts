/** A part of a link: where its text is, and where to go on after it. */
export interface LinkPart {
  readonly start: number;
  readonly end: number;
  readonly after: number;
}

/** CommonMark lets implementations bound how deep brackets nest in a target; this keeps the time linear. */
const maxBracketDepth = 32;

const bracketed = /<(?:[^<>\n\\]|\\.)*>/y;
const title = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|\((?:[^()\\]|\\[\s\S])*\)/y;
const label = /\[((?:[^[\]\\]|\\[\s\S]){0,999})\]/y;

/** Past spaces, tabs and line breaks; there are no blank lines in a paragraph. */
export function skipBlanks(text: string, from: number): number {
  let i = from;
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 9 && code !== 10) {
      break;
    }
    i++;
  }
  return i;
}

/** A link's target, with or without angle brackets; null when none starts here. */
export function targetAt(text: string, start: number): LinkPart | null {
  if (text.charCodeAt(start) === 60) {
    bracketed.lastIndex = start;
    if (!bracketed.test(text)) {
      return null;
    }
    const after = bracketed.lastIndex;
    return { start: start + 1, end: after - 1, after };
  }
  const end = bareEnd(text, start);
  return end === -1 ? null : { start, end, after: end };
}

/** Where a target without angle brackets ends: before a blank, or a bracket that closes more than was opened. */
function bareEnd(text: string, start: number): number {
  let depth = 0;
  let i = start;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 32 || code === 127) {
      break;
    }
    if (code === 92 && isPunctuation(text.charCodeAt(i + 1))) {
      i++;
    } else if (code === 40 && ++depth > maxBracketDepth) {
      return -1;
    } else if (code === 41 && --depth < 0) {
      break;
    }
  }
  return depth > 0 ? -1 : i;
}

/** A title with its quotes or brackets; where it ends, or -1. */
export function titleEnd(text: string, start: number): number {
  title.lastIndex = start;
  return title.test(text) ? title.lastIndex : -1;
}

/** What stands in a pair of square brackets that holds no others; null when none starts here. */
export function labelAt(
  text: string,
  start: number,
): { readonly label: string; readonly after: number } | null {
  label.lastIndex = start;
  const found = label.exec(text);
  return found ? { label: found[1] ?? '', after: label.lastIndex } : null;
}

/** What labels are compared by: without regard to letter case and the amount of blanks. */
export function labelKey(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

/** ASCII punctuation, before which a backslash means the character itself. */
export function isPunctuation(code: number): boolean {
  return (
    (code >= 33 && code <= 47) ||
    (code >= 58 && code <= 64) ||
    (code >= 91 && code <= 96) ||
    (code >= 123 && code <= 126)
  );
}
