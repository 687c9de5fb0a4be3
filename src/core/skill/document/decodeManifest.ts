/** What a file's bytes are: UTF-8, UTF-16, or something that cannot be told. */
export type TextEncoding = 'utf-8' | 'utf-16' | 'unknown';

/** A SKILL.md's text, as far as it can be read, and what it was written in. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** Reads SKILL.md as an editor does. A byte order mark of UTF-8 stays in the text, where a rule looks for it. */
export function decodeManifest(bytes: Uint8Array): DecodedText {
  const utf16 = utf16Of(bytes);
  if (utf16) {
    return { text: new TextDecoder(utf16).decode(bytes), encoding: 'utf-16' };
  }
  const exact = decodeUtf8(bytes);
  return exact === null
    ? { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), encoding: 'unknown' }
    : { text: exact, encoding: 'utf-8' };
}

/** By its byte order mark, or by a first letter beside which there is a zero. */
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first)) {
    return 'utf-16le';
  }
  return (first === 0xfe && second === 0xff) || (first === 0 && second) ? 'utf-16be' : null;
}

const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

/** The text of UTF-8; null for bytes that are none. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch {
    return null;
  }
}
