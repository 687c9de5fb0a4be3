import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCli } from '../scripts/buildCli.ts';
import { installNode20 } from '../scripts/host/installNode20.ts';
import { type Bench, median } from './bench.ts';
import { skillText } from './skillText.ts';

const skills = 400;
const rounds = 5;
const starts = 11;

/**
 * The command line as it is packed, in whole processes: rehearsing the publish of hundreds of skills that were never
 * published, and checking as many beside npm's skills-ref, which reads the front matter only.
 */
export const commandLineBench: Bench = {
  name: 'commandLine',
  async run() {
    const root = await mkdtemp(join(tmpdir(), 'skillwright-bench-'));
    try {
      await writeSkills(join(root, 'skills'));
      const main = join(root, 'skillwright.mjs');
      await buildCli(main);
      const rehearse = [
        'publish',
        'skills',
        '--dry-run',
        '--registry',
        'local',
        '--data',
        join(root, 'data'),
      ];
      const peer = [join(import.meta.dirname, 'skillsRefOnce.ts'), 'skills'];
      const meter = join(root, 'meter.cjs');
      await writeFile(meter, meterText);
      const cpu = (...args: string[]) => cpuOf(process.execPath, meter, root, args);
      // In turns, so that whatever else the machine does meets all; the first of each only warms the disk's cache.
      const turns = Array.from({ length: rounds + 1 }, () => ({
        rehearsal: cpu(main, ...rehearse),
        check: cpu(main, 'validate', 'skills'),
        peer: cpu(...peer),
      })).slice(1);
      return [
        {
          what: `CPU time of publish --dry-run of ${skills} new skills`,
          measured: median(turns.map(({ rehearsal }) => rehearsal)) / 1e6,
          budget: { atMost: 2 },
          unit: 's',
        },
        {
          // All rules on all files, against one part of one file: as fast would be better still.
          what: `speed of validate for ${skills} skills against skills-ref, by CPU time`,
          measured: median(turns.map(turn => turn.peer / turn.check)),
          budget: { atLeast: 0.33 },
          unit: 'times',
        },
        {
          // 0.1 s where Node 20 alone takes 0.05 s, as it does on a machine that does nothing else.
          what: 'CPU time of skillwright --version under Node 20 against an empty file',
          measured: await startAgainstNothing(root, main, meter),
          budget: { atMost: 2 },
          unit: 'times',
        },
      ];
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

/** How much more CPU time the program takes to say its version than Node 20 takes for nothing, in one run by turns. */
async function startAgainstNothing(root: string, main: string, meter: string): Promise<number> {
  const node = await installNode20();
  const nothing = join(root, 'nothing.mjs');
  await writeFile(nothing, '');
  const cpu = (...args: string[]) => cpuOf(node, meter, root, args);
  const ratios = Array.from({ length: starts }, () => cpu(main, '--version') / cpu(nothing));
  return median(ratios);
}

/** Says at a process's end on stderr what processor time it took, in µs. */
const meterText = `process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.error('\\n' + (user + system));
});`;

/** What processor time a process takes, on all cores, in µs: another process on the machine adds little to it. */
function cpuOf(node: string, meter: string, cwd: string, args: readonly string[]): number {
  const { status, stderr } = spawnSync(node, ['--require', meter, ...args], { cwd, encoding: 'utf8' });
  // One with warnings, which some of these skills have.
  if (status !== 0 && status !== 1) {
    throw new Error(stderr);
  }
  return Number(stderr.trimEnd().split('\n').at(-1));
}

async function writeSkills(root: string): Promise<void> {
  for (let index = 0; index < skills; index++) {
    const folder = join(root, `skill-${index}`);
    await mkdir(join(folder, 'references'), { recursive: true });
    await mkdir(join(folder, 'scripts'));
    await writeFile(join(folder, 'SKILL.md'), skillText(`skill-${index}`, 60 + (index % 5) * 30, false));
    await writeFile(join(folder, 'references', 'columns.md'), '# Columns\n');
    await writeFile(join(folder, 'scripts', 'profile.py'), 'print(1)\n');
  }
}
