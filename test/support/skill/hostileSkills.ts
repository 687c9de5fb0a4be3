import { noContext, type SkillContext } from '../../../src/core/skill/skillContext.ts';

const K = 1024;
const front = (yaml: string) => `---\nname: x\n${yaml}\n---\nText.\n`;
const body = (markdown: string) => `---\nname: x\ndescription: Use when asked.\n---\n${markdown}`;

/**
 * Texts that cost a careless reader seconds or its stack, at their full size for `n` = 1, and in proportion below.
 */
export const hostileSkills: Readonly<Record<string, (n: number) => string>> = {
  '10 MB of front matter': n => front('a: b\n'.repeat(2_000_000 * n)),
  '10 MB of front matter that is never closed': n => `---\n${'a: b\n'.repeat(2_000_000 * n)}`,
  '10 MB of body': n => body('Read the form. '.repeat(700_000 * n)),
  '60 KB of keys': n => front(Array.from({ length: 5000 * n }, (_, i) => `k${i}: v`).join('\n')),
  '400 keys': n => front(Array.from({ length: 400 * n }, (_, i) => `k${i}: v`).join('\n')),
  '400 broken keys': n => front(Array.from({ length: 400 * n }, (_, i) => `k${i}: a: b`).join('\n')),
  '90 broken keys': n => front(Array.from({ length: 90 * n }, (_, i) => `k${i}: a: b`).join('\n')),
  'deep brackets': n => front(`a: ${'['.repeat(900 * n)}${']'.repeat(900 * n)}`),
  'brackets without end': n => front(`a: ${'['.repeat(60 * K * n)}`),
  'deep dashes': n => front(`a:\n  ${'- '.repeat(900 * n)}`),
  'deep indentation': n => front(Array.from({ length: 400 * n }, (_, i) => `${' '.repeat(i)}a:`).join('\n')),
  'an alias bomb': n =>
    front(
      `a: &a [x,x,x,x]\n${Array.from({ length: 100 * n }, (_, i) => `b${i}: [*a,*a,*a,*a,*a]`).join('\n')}`,
    ),
  'aliases of nothing': n =>
    front(`${'y'.repeat(50 * K)}: z\n${Array.from({ length: 450 * n }, (_, i) => `k${i}: *a`).join('\n')}`),
  'anchors without end': n => front(`a: ${'&a '.repeat(900 * n)}`),
  'blank lines': n => front('\n'.repeat(60 * K * n)),
  'tabs in each line': n => front('\ta: b\n'.repeat(400 * n)),
  'invisible characters without end': n => front(`a: ${'\u200b'.repeat(30 * K * n)}\n`),
  'one long quoted text': n => front(`description: "${'\\n'.repeat(30 * K * n)}"`),
  'thousands of quote marks': n => front(`license: ${'"'.repeat(60 * K * n)}`),
  'thousands of tools': n => front(`allowed-tools: ${'I '.repeat(30 * K * n)}`),
  'one long broken text': n => front(`description: ${'a: b '.repeat(300 * n)}`),
  'one line of backticks of all lengths': n =>
    body(Array.from({ length: 700 * n }, (_, i) => '`'.repeat(i + 1)).join(' ')),
  'open brackets': n => body('['.repeat(250 * K * n)),
  'open links': n => body(']('.repeat(120 * K * n)),
  'open links with text': n => body('](a'.repeat(80 * K * n)),
  'open tags': n => body('<a '.repeat(80 * K * n)),
  'open comments': n => body('<!--'.repeat(60 * K * n)),
  'comments that silence': n => body('<!-- skillwright-ignore link-missing -->\n'.repeat(6 * K * n)),
  'comments that silence, in front matter': n => front('# skillwright-ignore a b c d e f\n'.repeat(450 * n)),
  'links to missing files': n => body('[a](gone.md)\n'.repeat(20 * K * n)),
  'mentions of missing files': n => body('`scripts/gone.py` '.repeat(14 * K * n)),
  'one long path': n => body(`\`scripts/${'a'.repeat(250 * K * n)}\``),
  'paths in paths': n => body(`\`${'scripts/'.repeat(30 * K * n)}\``),
  'dots in the middle of a path': n => body(`\`scripts/${'.'.repeat(200 * K * n)}a.b.c\``),
  'words right after paths': n => body(`\`scripts/${'a.b读'.repeat(60 * K * n)}\``),
  'fences without end': n => body('```\n~~~\n'.repeat(30 * K * n)),
  'list marks without end': n => body('- '.repeat(120 * K * n)),
  'quote marks without end': n => body('> '.repeat(120 * K * n)),
  'lines of spaces after comments that silence': n =>
    body(`${'<!-- skillwright-ignore a -->\n'.repeat(100)}${' '.repeat(250 * K * n)}`),
  'a folder’s worth of links': n => body('See [a](references/a.md) and `scripts/a.py`. '.repeat(5 * K * n)),
  definitions: n => body('[a]: b\n'.repeat(35 * K * n)),
  'percent signs': n => body(`[a](${'%2e'.repeat(300)})\n`.repeat(250 * n)),
  'dots in paths': n => body(`[a](${'../..'.repeat(300)})\n`.repeat(250 * n)),
  'words of all kinds': n => body('a.b-c_d/e '.repeat(25 * K * n)),
  Chinese: n => body('读取表单'.repeat(60 * K * n)),
  emoji: n => body('😀'.repeat(120 * K * n)),
  'lone surrogates': n => body('\ud800'.repeat(200 * K * n)),
  'carriage returns': n => body('\r'.repeat(250 * K * n)),
  NUL: n => '\0'.repeat(250 * K * n),
  'byte order marks': n => '\uFEFF'.repeat(250 * K * n),
  hyphens: n => '-'.repeat(250 * K * n),
  delimiters: n => '---\n'.repeat(60 * K * n),
};

const few: SkillContext = {
  ...noContext,
  folderName: 'x',
  files: [{ path: 'SKILL.md', size: 1, isExecutable: false }],
};

/** What is known of a skill's folder, and a folder of 20,000 files that somebody opened by mistake. */
export const hostileContexts: readonly [SkillContext, SkillContext] = [
  few,
  {
    ...few,
    files: Array.from({ length: 20_000 }, (_, i) => ({
      path: `a${i % 100}/b${i}/File-${i}.md`,
      size: 1,
      isExecutable: false,
    })),
    excluded: Array.from({ length: 500 }, (_, i) => ({ path: `out${i}/`, why: 'by default (out)' })),
  },
];
