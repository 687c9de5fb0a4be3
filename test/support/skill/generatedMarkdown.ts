/** What opens, closes or spoils something in Markdown. */
const pieces: readonly string[] = [
  ...['\n', '\n', '\n', '\n\n', '\n\n', ' ', '  ', '    ', '\t', 'a', 'b c', 'é', '1', '.'],
  ...['`', '``', '```', '````', '~~~', '```sh\n', '`a`', '\\', '\\`', '\\['],
  ...[
    '[',
    ']',
    '(',
    ')',
    '![',
    '](',
    '[a](b.md)',
    '![a](b.png)',
    '[a](<b c.md>)',
    '[a](b "c")',
    "[a](b 'c",
    '[a]: b.md\n',
  ],
  ...['[a]', '[a][]', '[b][a]', '[a]: <b c>\n', '[b]: c "d"\n', '[c]:\n', ']:', ': ', '"', "'"],
  ...[
    '<',
    '>',
    '<!--',
    '-->',
    '<a href="b">',
    '<b>',
    '</b>',
    '<div>',
    '</div>',
    '<http://a.b>',
    '<?',
    '?>',
    '<!A',
    '<img src="a.png"/>',
  ],
  ...[
    '- ',
    '* ',
    '+ ',
    '1. ',
    '2) ',
    '10. ',
    '> ',
    '>',
    '# ',
    '## ',
    '#',
    '---',
    '***',
    '===',
    '-',
    '\n- ',
    '\n  ',
    '\n   ',
    '\n    ',
    '\n> ',
    '\n1. ',
  ],
  ...['<pre>', '</pre>', '<script>', '</script>', '*', '_', '|', '&amp;', '=', '\r\n'],
];

/**
 * A document of so many pieces, which the random numbers choose. Tabs only indent: around the
 * parts of a link the reference parser takes only spaces for blank, where the specification says "spaces or tabs".
 */
export function generatedMarkdown(random: () => number, length: number): string {
  const chosen = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)] ?? '');
  return chosen.join('').replace(/(?<=[^\s>*+.)-][ ]*)\t+|\t+(?=[\r\n]|$)/g, ' ');
}
