import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bench, median } from './bench.ts';

const files = 500;
const fileBytes = 104_857;
const rounds = 5;

/** Bundling 500 files of 50 MB, half of it text, against `zip -qr` in the same run. */
export const packBench: Bench = {
  name: 'pack',
  async run() {
    if (spawnSync('zip', ['-v']).status !== 0) {
      return 'zip is not installed';
    }
    const root = await mkdtemp(join(tmpdir(), 'skillwright-bench-'));
    try {
      await writeSkill(join(root, 'bench'));
      // In turns, so that whatever else the machine does meets both; the first of each only warms the disk's cache.
      const turns = Array.from({ length: rounds + 1 }, () => ({ zip: zip(root), ours: ours(root) })).slice(1);
      const speeds = turns.map(turn => turn.zip / turn.ours.ms);
      const extra = median(turns.map(turn => turn.ours.extraBytes));
      return [
        { what: 'speed against zip -qr', measured: median(speeds), budget: { atLeast: 1.25 }, unit: 'times' },
        { what: 'extra memory', measured: extra / 2 ** 20, budget: { atMost: 64 }, unit: 'MB' },
      ];
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

/** How long `zip` takes, in ms. */
function zip(root: string): number {
  const start = performance.now();
  const { status } = spawnSync('zip', ['-qr', join(root, 'zip.zip'), 'bench'], { cwd: root });
  const ms = performance.now() - start;
  if (status !== 0) {
    throw new Error('zip failed');
  }
  spawnSync('rm', [join(root, 'zip.zip')]);
  return ms;
}

/** Packs in a process of its own, which has nothing else in its memory. */
function ours(root: string): { readonly ms: number; readonly extraBytes: number } {
  const script = join(import.meta.dirname, 'packOnce.ts');
  const args = [script, join(root, 'bench'), join(root, 'ours.zip')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout);
}

async function writeSkill(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(folder, 'references'));
  await writeFile(
    join(folder, 'SKILL.md'),
    '---\nname: bench\ndescription: Measures. Use it to measure.\n---\n',
  );
  const random = generator();
  const words = Array.from({ length: 4_000 }, () => randomWord(random));
  for (let file = 0; file < files / 2; file++) {
    await writeFile(join(folder, 'assets', `${file}.bin`), randomBytes(fileBytes));
    await writeFile(join(folder, 'references', `${file}.md`), randomText(random, words));
  }
}

/** Text that deflates to a third, as prose and code do: few words are frequent, and lines come in paragraphs. */
function randomText(random: () => number, words: readonly string[]): string {
  let text = '';
  while (text.length < fileBytes) {
    const word = words[Math.floor(words.length * random() ** 3)] ?? '';
    text += random() < 0.08 ? `${word}.\n` : `${word} `;
  }
  return text.slice(0, fileBytes);
}

function randomWord(random: () => number): string {
  const length = 2 + Math.floor(9 * random());
  return Array.from({ length }, () => 'etaoinshrdlucmfwyp'[Math.floor(18 * random() ** 1.5)]).join('');
}

/** The same sequence of numbers from 0 to 1 in every run. */
function generator(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
}
