/** What the parser's own codes mean, in words for people who do not know YAML. */
const explanations: Readonly<Record<string, string>> = {
  MISSING_CHAR: 'A closing bracket or quote is missing.',
  BLOCK_AS_IMPLICIT_KEY: 'A second ": " stands in this line; put the value in quotes.',
  MULTILINE_IMPLICIT_KEY: 'This line has no ": ", or belongs to a value that is not in quotes.',
  BAD_INDENT: 'The indentation does not fit the lines above.',
  BAD_ALIAS: '"*" means an alias here, and there is no anchor "&" of that name; put the value in quotes.',
  BAD_DQ_ESCAPE: 'This is no escape that double quotes know; write the backslash twice.',
  BAD_SCALAR_START: 'A value cannot start with this character; put it in quotes.',
  UNEXPECTED_TOKEN: 'This cannot stand here; put the whole value in quotes, or on a line of its own.',
  BAD_DIRECTIVE: 'A line cannot start with "%" here.',
  MULTIPLE_DOCS: 'A line of three dots or hyphens ends the front matter before its end.',
  TAB_AS_INDENT: 'Tabs cannot indent; use spaces.',
};

/** A parser's code as a sentence that says what to do; null for one that has none. */
export function yamlMistake(code: string): string | null {
  return explanations[code] ?? null;
}
