/** What opens each kind of HTML block, in CommonMark's order, and what ends it; the last two end at a blank line. */
const htmlBlocks: readonly (readonly [RegExp, RegExp | null])[] = [
  [/<(?:script|pre|textarea|style)(?=\s|>|$)/iy, /<\/(?:script|pre|textarea|style)>/i],
  [/<!--/y, /-->/],
  [/<\?/y, /\?>/],
  [/<![A-Za-z]/y, />/],
  [/<!\[CDATA\[/y, /\]\]>/],
  [
    /<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?=\s|\/?>|$)/iy,
    null,
  ],
];

const openTag =
  /<[A-Za-z][A-Za-z0-9-]*(?:\s+[A-Za-z_:][\w.:-]*(?:\s*=\s*(?:[^"'=<>`\0-\x20]+|'[^']*'|"[^"]*"))?)*\s*\/?>/y;
const closeTag = /<\/[A-Za-z][A-Za-z0-9-]*\s*>/y;

/** How an HTML block ends: at a line with this, or, where it is null, at a blank line. */
export interface HtmlBlockStart {
  readonly end: RegExp | null;
  /** Its text is no HTML: scripts, styles, what is in a text area. */
  readonly isOpaque: boolean;
}

/** The HTML block that a line starts, if it does. One lone tag starts none inside a paragraph. */
export function htmlBlockAt(line: string, isInParagraph: boolean): HtmlBlockStart | null {
  for (const [index, [start, end]] of htmlBlocks.entries()) {
    start.lastIndex = 0;
    if (start.test(line)) {
      return { end, isOpaque: index === 0 && !/^<pre/i.test(line) };
    }
  }
  if (isInParagraph) {
    return null;
  }
  const length = tagLengthAt(line, 0);
  return length > 0 && line.slice(length).trim() === '' ? { end: null, isOpaque: false } : null;
}

/** How long the opening or closing tag is that starts here; 0 when none does. */
export function tagLengthAt(text: string, start: number): number {
  for (const tag of [openTag, closeTag]) {
    tag.lastIndex = start;
    if (tag.test(text)) {
      return tag.lastIndex - start;
    }
  }
  return 0;
}

/** A list item's marker: its characters, and whether a list may start with it inside a paragraph. */
export interface ListMarker {
  readonly length: number;
  readonly mayInterrupt: boolean;
}

const bullet = /[*+-](?=[ \t]|$)/y;
const number = /(\d{1,9})[.)](?=[ \t]|$)/y;

/** The marker at `start` of a line, which is given up to its end. */
export function listMarkerAt(line: string, start: number): ListMarker | null {
  const isEmpty = (length: number) => line.slice(start + length).trim() === '';
  bullet.lastIndex = start;
  if (bullet.test(line)) {
    return { length: 1, mayInterrupt: !isEmpty(1) };
  }
  number.lastIndex = start;
  const found = number.exec(line);
  if (!found?.[1]) {
    return null;
  }
  const { length } = found[0];
  return { length, mayInterrupt: Number(found[1]) === 1 && !isEmpty(length) };
}
