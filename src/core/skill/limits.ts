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

/**
 * OpenAI's limits in bytes. Whether its MB means 10⁶ or 2²⁰ is not published: above the smaller one a rule warns,
 * above the larger one it refuses.
 */
export const openaiLimits = {
  files: 500,
  fileBytes: 25_000_000,
  fileBytesBinary: 25 * 1024 * 1024,
  zipBytes: 50_000_000,
} as const;

/** Anthropic's limits in bytes, uncompressed, in the same two readings. */
export const anthropicLimits = { totalBytes: 30_000_000, totalBytesBinary: 30 * 1024 * 1024 } as const;
