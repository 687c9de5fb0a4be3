/** What means something to YAML, Markdown or a rule, and what only looks like it. */
export const pieces: readonly string[] = [
  ...[
    '.',
    '-',
    '+',
    '/',
    ' ',
    '\t',
    '\\',
    '`',
    '``',
    '~',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '!',
    '#',
    '"',
    "'",
    ':',
  ],
  ...[
    '%',
    '{',
    '}',
    '$',
    '|',
    '?',
    '@',
    '=',
    '_',
    '__',
    '**',
    '\r',
    '\n',
    '\r\n',
    '\n\n',
    '\0',
    '\u00a0',
    '\u200b',
  ],
  ...[': ', '- ', '* ', '> ', '1. ', ' #', '---\n', '...\n', '...', '&a ', '*a ', '${', '%2e', '../..', '..'],
  ...[
    'a',
    'a.',
    'a/',
    'a b',
    'a-b',
    'A',
    'I ',
    'you ',
    'use ',
    'when ',
    'é',
    '读',
    'a.b读',
    '😀',
    'AKIA',
    'xml',
  ],
  ...['<!--', '-->', '<a ', '</', '<x>', 'href="', 'src=', ']:', '](', '![', 'http://', 'mailto:', 'C:\\'],
  ...['scripts/', 'references/', 'assets/a.'],
];

/** Where pieces are put. */
export const places: Readonly<Record<string, (repeated: string) => string>> = {
  'the body': text => inBody(`\n${text}`),
  'a line': text => inBody(`\na ${text}b\n`),
  'code, behind a folder': text => inBody(`\n\`scripts/${text}x\`\n`),
  'code, before a path': text => inBody(`\n\`${text}scripts/a.py\`\n`),
  'a fence': text => inBody(`\n\`\`\`\nscripts/${text}a\n\`\`\`\n`),
  'a link': text => inBody(`\n[a](${text}b)\n`),
  'a link in brackets': text => inBody(`\n[a](<${text}b>)\n`),
  'a definition': text => inBody(`\n[a]: ${text}b\n`),
  'a definition’s name': text => inBody(`\n[${text}]: b\n`),
  'a tag': text => inBody(`\n<img ${text}>\n`),
  'an image’s source': text => inBody(`\n<img src="${text}">\n`),
  'a comment': text => inBody(`\n<!-- ${text}\n`),
  'a comment that silences': text => inBody(`\n<!-- skillwright-ignore ${text} -->\n`),
  'the name': text => inFrontMatter(`name: ${text}x\ndescription: b`),
  'a quoted name': text => inFrontMatter(`name: "${text.replace(/["\\]/g, '')}x"\ndescription: b`),
  'the description': text => inFrontMatter(`name: a\ndescription: ${text}x`),
  'a quoted description': text => inFrontMatter(`name: a\ndescription: '${text.replaceAll("'", '')}x'`),
  'a folded description': text =>
    inFrontMatter(`name: a\ndescription: >\n  ${text.replaceAll('\n', '\n  ')}x`),
  'a key': text => inFrontMatter(`name: a\ndescription: b\n${text}x: y`),
  'a comment in front matter': text =>
    inFrontMatter(`name: a\ndescription: b\n# skillwright-ignore ${text}x`),
  'a list of tools': text => inFrontMatter(`name: a\nallowed-tools: [${text.replace(/[[\]{}]/g, '')}x]`),
  ...Object.fromEntries(
    ['license', 'compatibility', 'allowed-tools', 'version', 'metadata:\n  a'].map(key => [
      `the value of ${key.replace(/\s+/, ' ')}`,
      (text: string) => inFrontMatter(`name: a\ndescription: b\n${key}: ${text}x`),
    ]),
  ),
};

function inBody(markdown: string): string {
  return `---\nname: a\ndescription: b\n---\n${markdown}`;
}

function inFrontMatter(yaml: string): string {
  return `---\n${yaml}\n---\n\nText.\n`;
}

/** A piece again and again, so many characters in all. */
export function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}
