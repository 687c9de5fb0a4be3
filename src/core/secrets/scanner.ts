/** Something that looks like a credential. Never carries its value. */
export interface SecretFinding {
  /** In the skill's folder, with `/`. */
  readonly path: string;
  /** Counts from 1; 1 for a file that is one by its name. */
  readonly line: number;
  /** What it seems to be, as in "AWS secret access key" or "private key". */
  readonly what: string;
}

/** Looks for credentials in one file. */
export interface SecretScanner {
  scan(path: string, content: Uint8Array): Promise<readonly SecretFinding[]>;
}

/** As git decides it: a NUL in the first 8,000 bytes. UTF-16 with a byte order mark is text; PowerShell writes it. */
export function isBinary(content: Uint8Array): boolean {
  return (
    !isUtf16(content, 0xff, 0xfe) && !isUtf16(content, 0xfe, 0xff) && content.subarray(0, 8_000).includes(0)
  );
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
