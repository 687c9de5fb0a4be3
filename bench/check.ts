import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSkill } from '../src/core/skill/checkSkill.ts';
import { parseSkill } from '../src/core/skill/document/parseSkill.ts';
import type { Profile } from '../src/core/skill/problem.ts';
import { noContext } from '../src/core/skill/skillContext.ts';
import { type Bench, median } from './bench.ts';
import { skillText } from './skillText.ts';

const skills = 2_000;
const lines = 500;
const keystrokes = 200;
const profiles: readonly Profile[] = ['spec', 'advice', 'openai', 'anthropic'];

/** Checking a workspace of 2,000 skills from nothing, and what one keystroke in a long SKILL.md costs. */
export const checkBench: Bench = {
  name: 'check',
  async run() {
    const root = await mkdtemp(join(tmpdir(), 'skillwright-bench-'));
    try {
      await writeSkills(root);
      // Each in a process of its own, which has nothing warm. The best one is the least disturbed.
      const runs = Array.from({ length: 5 }, () => checkOnce(root));
      return [
        {
          what: `${skills} skills, cold`,
          measured: Math.min(...runs) / 1000,
          budget: { atMost: 1.5 },
          unit: 's',
        },
        {
          what: `a keystroke in ${lines} lines`,
          measured: median(typeAll(longSkill())),
          budget: { atMost: 5 },
          unit: 'ms',
        },
      ];
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

/** How long a new process takes for the whole folder, in ms. */
function checkOnce(root: string): number {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'checkOnce.ts'), root],
    { encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(stderr);
  }
  const { ms, checked } = JSON.parse(stdout);
  if (checked !== skills) {
    throw new Error(`${checked} skills were checked`);
  }
  return ms;
}

/** Types a sentence into the middle, a character at a time, and checks after each. In ms. */
function typeAll(text: string): number[] {
  const context = {
    ...noContext,
    folderName: 'profile-csv',
    files: ['SKILL.md', 'references/columns.md', 'scripts/profile.py'].map(path => ({
      path,
      size: 1000,
      isExecutable: false,
    })),
  };
  const middle = Math.floor(text.length / 2);
  return Array.from({ length: keystrokes }, (_, typed) => {
    const now =
      text.slice(0, middle) +
      'See [the columns](references/columns.md). '.repeat(6).slice(0, typed) +
      text.slice(middle);
    const start = performance.now();
    checkSkill(parseSkill(now), context, { profiles });
    return performance.now() - start;
  });
}

async function writeSkills(root: string): Promise<void> {
  for (let index = 0; index < skills; index++) {
    const folder = join(root, `group-${index % 40}`, `skill-${index}`);
    await mkdir(join(folder, 'references'), { recursive: true });
    await mkdir(join(folder, 'scripts'));
    await writeFile(
      join(folder, 'SKILL.md'),
      skillText(`skill-${index}`, 60 + (index % 7) * 40, index % 5 === 0),
    );
    await writeFile(join(folder, 'references', 'columns.md'), '# Columns\n');
    await writeFile(join(folder, 'scripts', 'profile.py'), 'print(1)\n');
  }
}

function longSkill(): string {
  return skillText('profile-csv', lines, true);
}
