import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSkill } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/parseSkill.ts';
import type { SkillContext } from '../../../../src/core/skill/skillContext.ts';
import { everyProfile } from '../../../support/skillChecks.ts';

const K = 1024;
const front = (yaml: string) => `---\nname: x\n${yaml}\n---\nText.\n`;
const body = (markdown: string) => `---\nname: x\ndescription: Use when asked.\n---\n${markdown}`;

/** Texts that cost a careless reader seconds or its stack. */
const hostile: Readonly<Record<string, string>> = {
  '10 MB of front matter': front('a: b\n'.repeat(2_000_000)),
  '10 MB of front matter that is never closed': `---\n${'a: b\n'.repeat(2_000_000)}`,
  '10 MB of body': body('Read the form. '.repeat(700_000)),
  '60 KB of keys': front(Array.from({ length: 5000 }, (_, i) => `k${i}: v`).join('\n')),
  '400 keys': front(Array.from({ length: 400 }, (_, i) => `k${i}: v`).join('\n')),
  '400 broken keys': front(Array.from({ length: 400 }, (_, i) => `k${i}: a: b`).join('\n')),
  '90 broken keys': front(Array.from({ length: 90 }, (_, i) => `k${i}: a: b`).join('\n')),
  'deep brackets': front(`a: ${'['.repeat(900)}${']'.repeat(900)}`),
  'brackets without end': front(`a: ${'['.repeat(60 * K)}`),
  'deep dashes': front(`a:\n  ${'- '.repeat(900)}`),
  'deep indentation': front(Array.from({ length: 400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')),
  'an alias bomb': front(
    `a: &a [x,x,x,x]\n${Array.from({ length: 100 }, (_, i) => `b${i}: [*a,*a,*a,*a,*a]`).join('\n')}`,
  ),
  'anchors without end': front(`a: ${'&a '.repeat(900)}`),
  'blank lines': front('\n'.repeat(60 * K)),
  'tabs in each line': front('\ta: b\n'.repeat(400)),
  'one long quoted text': front(`description: "${'\\n'.repeat(30 * K)}"`),
  'one long broken text': front(`description: ${'a: b '.repeat(300)}`),
  'one line of backticks of all lengths': body(
    Array.from({ length: 700 }, (_, i) => '`'.repeat(i + 1)).join(' '),
  ),
  'open brackets': body('['.repeat(250 * K)),
  'open links': body(']('.repeat(120 * K)),
  'open links with text': body('](a'.repeat(80 * K)),
  'open tags': body('<a '.repeat(80 * K)),
  'open comments': body('<!--'.repeat(60 * K)),
  'comments that silence': body('<!-- skillwright-ignore link-missing -->\n'.repeat(6 * K)),
  'comments that silence, in front matter': front('# skillwright-ignore a b c d e f\n'.repeat(450)),
  'links to missing files': body('[a](gone.md)\n'.repeat(20 * K)),
  'mentions of missing files': body('`scripts/gone.py` '.repeat(14 * K)),
  'one long path': body(`\`scripts/${'a'.repeat(250 * K)}\``),
  'paths in paths': body(`\`${'scripts/'.repeat(30 * K)}\``),
  'fences without end': body('```\n~~~\n'.repeat(30 * K)),
  'list marks without end': body('- '.repeat(120 * K)),
  'quote marks without end': body('> '.repeat(120 * K)),
  definitions: body('[a]: b\n'.repeat(35 * K)),
  'percent signs': body(`[a](${'%2e'.repeat(300)})\n`.repeat(250)),
  'dots in paths': body(`[a](${'../'.repeat(300)})\n`.repeat(250)),
  'words of all kinds': body('a.b-c_d/e '.repeat(25 * K)),
  Chinese: body('读取表单'.repeat(60 * K)),
  emoji: body('😀'.repeat(120 * K)),
  'lone surrogates': body('\ud800'.repeat(200 * K)),
  'carriage returns': body('\r'.repeat(250 * K)),
  NUL: '\0'.repeat(250 * K),
  'byte order marks': '\uFEFF'.repeat(250 * K),
  hyphens: '-'.repeat(250 * K),
  delimiters: '---\n'.repeat(60 * K),
};

const few: SkillContext = {
  folderName: 'x',
  files: [{ path: 'SKILL.md', size: 1, isExecutable: false }],
  excluded: [],
  outsideLinks: [],
};

/** A folder that somebody opened by mistake. */
const many: SkillContext = {
  ...few,
  files: Array.from({ length: 20_000 }, (_, i) => ({
    path: `a${i % 100}/b${i}/File-${i}.md`,
    size: 1,
    isExecutable: false,
  })),
  excluded: Array.from({ length: 500 }, (_, i) => `out${i}/`),
};

/** The processor's time of the quickest of some checks, in ms: what else the machine does does not count. */
function quickest(text: string, context: SkillContext): number {
  const times = Array.from({ length: 4 }, () => {
    const start = process.threadCpuUsage();
    checkSkill(parseSkill(text), context, { profiles: everyProfile });
    const { user, system } = process.threadCpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

describe('a check takes at most 50 ms on', () => {
  for (const [what, text] of Object.entries(hostile)) {
    it(what, () => {
      const time = quickest(text, few);
      assert.ok(time <= 50, `${time.toFixed(0)} ms`);
    });
  }

  it('a folder of 20,000 files', () => {
    const time = quickest(body('[a](gone.md)\n'.repeat(1000)), many);
    assert.ok(time <= 100, `${time.toFixed(0)} ms`);
  });
});
