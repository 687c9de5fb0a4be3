/** Limits of the Agent Skills specification, in characters (Unicode code points). */
export const nameLimit = 64;
export const descriptionLimit = 1024;
export const compatibilityLimit = 500;

/** What the specification advises for the body: "under 500 lines", "< 5000 tokens recommended". */
export const bodyLines = 500;
export const bodyTokens = 5000;

/** Front matter over this many characters is refused before parsing: YAML parsing is not linear. */
export const frontMatterLimit = 64 * 1024;

/** How much of a SKILL.md is looked at, in UTF-16 units; about fifty times what is advised. */
export const seenLimit = 256 * 1024;

/** More lines, or more characters that may be YAML syntax, than this are refused before parsing, for the same reason. */
export const frontMatterLines = 500;
export const frontMatterMarks = 1000;

/** Longer licenses are texts, not names; ours, since the specification only says "short". */
export const licenseAdvised = 120;

/** A size as a vendor writes it. Whether its MB means 10⁶ or 2²⁰ bytes is not published. */
export interface SizeLimit {
  readonly megabytes: number;
  /** Bytes, by the smaller reading: above it a rule warns. */
  readonly strict: number;
  /** Bytes, by the larger reading: above it a rule, and the embedded registry, refuses. */
  readonly generous: number;
}

/** OpenAI's guide: a zip of at most 50 MB, at most 500 files, none above 25 MB uncompressed. */
export const openaiLimits = { files: 500, file: megabytes(25), zip: megabytes(50) } as const;

/**
 * Anthropic's guide: less than 30 MB uncompressed; no request to its API above 32 MB. What is uploaded to claude.ai
 * by hand: "Zip contains too many files (maximum 200)".
 */
export const anthropicLimits = { total: megabytes(30), request: megabytes(32), filesByHand: 200 } as const;

function megabytes(count: number): SizeLimit {
  return { megabytes: count, strict: count * 1_000_000, generous: count * 2 ** 20 };
}
