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
export const frontMatterLines = 1000;
export const frontMatterMarks = 1500;
