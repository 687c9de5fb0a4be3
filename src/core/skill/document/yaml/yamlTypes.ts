/** What PyYAML and js-yaml, which know YAML 1.1, make of text that YAML 1.2 leaves alone. */
const types: readonly (readonly [RegExp, string])[] = [
  [/^(?:y|n|yes|no|on|off)$/i, 'true or false'],
  [
    /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[+-]\d{1,2}(?::?\d{2})?))?)?$/,
    'a date',
  ],
  [/^[-+]?[1-9][\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/, 'a number to the base of 60'],
  [/^[-+]?(?:0b[01_]+|0x[\da-f_]+|0[0-7_]+|[1-9][\d_]*_[\d_]*|\d[\d_]*_[\d_]*\.[\d_]*)$/i, 'a number'],
  [/^=$|^<<$/, 'a sign with a meaning of its own'],
];

/** What other parsers read a plain text as, in words; null when all of them read text. */
export function readOtherwise(text: string): string | null {
  return types.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}
