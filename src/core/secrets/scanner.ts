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
