/** As many first bytes as git looks at. */
const seenBytes = 8_000;

/** Larger files are compared by their facts, in bytes: a diff of them would not be read. */
const maxShownBytes = 2 * 2 ** 20;

/** As git decides it: a NUL in the first 8,000 bytes. */
export function hasNul(content: Uint8Array): boolean {
  return content.subarray(0, seenBytes).includes(0);
}

/** Whether a file's content can be shown as text. */
export function isText(content: Uint8Array): boolean {
  return content.length <= maxShownBytes && !hasNul(content);
}

/** Whether a file holds no text. UTF-16 with a byte order mark is text; PowerShell writes it. */
export function isBinary(content: Uint8Array): boolean {
  return !isUtf16(content, 0xff, 0xfe) && !isUtf16(content, 0xfe, 0xff) && hasNul(content);
}

/** The text of a file; null for binary content. */
export function textOf(content: Uint8Array): string | null {
  if (isUtf16(content, 0xff, 0xfe)) {
    return new TextDecoder('utf-16le').decode(content);
  }
  if (isUtf16(content, 0xfe, 0xff)) {
    return new TextDecoder('utf-16be').decode(content);
  }
  return isBinary(content) ? null : new TextDecoder().decode(content);
}

function isUtf16(content: Uint8Array, first: number, second: number): boolean {
  return content[0] === first && content[1] === second;
}
