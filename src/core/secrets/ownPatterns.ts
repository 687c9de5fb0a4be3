/**
 * Credentials that secretlint's recommended rules let pass: they ask for every detail of the real format, such as a
 * checksum, and leave out AWS key ids and encrypted keys. Publishing a real key costs more than a needless question.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\bsk-ant-[A-Za-z0-9_-]{32,}/g, 'Anthropic key'],
  [/\bsk-(?:proj|svcacct|admin|service)-[A-Za-z0-9_-]{32,}/g, 'OpenAI key'],
  [/\bsk-[A-Za-z0-9]{32,}/g, 'OpenAI key'],
  [/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g, 'AWS access key id'],
  [
    /\baws_?secret_?(?:access_?)?key["']?\s*(?::|=>|=)\s*["']?[A-Za-z0-9/+=]{40}(?![A-Za-z0-9/+=])/gi,
    'AWS secret access key',
  ],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}/g, 'GitHub token'],
  [/-----BEGIN [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn])+[A-Za-z0-9+/=:, -]{24,}/g, 'private key'],
];

/** Fewer different characters than this are a placeholder, such as `sk-ant-xxxxxxxx…`. */
const leastVariety = 10;

/** Amazon marks the keys in its documentation so. */
const documentation = /EXAMPLE(KEY)?$/;

/** What our own patterns find, with the offset of each. */
export function* ownFindings(text: string): Generator<{ readonly offset: number; readonly what: string }> {
  for (const [pattern, what] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = match[0].slice(match[0].lastIndexOf('-----') + 1);
      const isPlaceholder = new Set(value).size < leastVariety || documentation.test(value);
      if (!isPlaceholder) {
        yield { offset: match.index, what };
      }
    }
  }
}
