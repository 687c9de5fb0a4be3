import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildCli } from '../scripts/buildCli.ts';
import { type Bench, type Measurement, median } from './bench.ts';

const files = 480;
const fileBytes = 100_000;
const rounds = 5;

/** Bundling 480 files of 46 MB by the command line as it is packed, against `zip -qr` in the same run. */
export const packBench: Bench = {
  name: 'pack',
  async run() {
    if (spawnSync('zip', ['-v']).status !== 0) {
      return 'zip is not installed';
    }
    const root = await mkdtemp(join(tmpdir(), 'skillwright-bench-'));
    try {
      const main = join(root, 'skillwright.mjs');
      await buildCli(main);
      const figures: Measurement[] = [];
      for (const [kind, content] of Object.entries(contents())) {
        await writeSkill(join(root, kind), content);
        // In turns, so that whatever else the machine does meets both; the first only warms the disk's cache.
        const turns = Array.from({ length: rounds + 1 }, () => ({
          zip: timed(root, 'zip', ['-qr', 'bench.zip', kind]),
          ours: timed(root, process.execPath, [main, 'pack', kind, '-o', 'bench.zip']),
        })).slice(1);
        figures.push({
          what: `speed against zip -qr, ${kind}`,
          measured: median(turns.map(({ zip, ours }) => zip / ours)),
          budget: { atLeast: 1.25 },
          unit: 'times',
        });
      }
      const extra = median(Array.from({ length: rounds }, () => extraBytes(root, 'binary')));
      return [
        ...figures,
        { what: 'extra memory', measured: extra / 2 ** 20, budget: { atMost: 64 }, unit: 'MB' },
      ];
    } finally {
      await rm(root, { recursive: true });
    }
  },
};

/** How long a process takes that makes bench.zip, in ms. */
function timed(cwd: string, program: string, args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  const ms = performance.now() - start;
  if (status !== 0) {
    throw new Error(stderr);
  }
  rmSync(join(cwd, 'bench.zip'));
  return ms;
}

/** The extra memory of packing at its peak, in a process of its own, which has nothing else in its memory. */
function extraBytes(root: string, kind: string): number {
  const script = join(import.meta.dirname, 'packOnce.ts');
  const args = [script, join(root, kind), join(root, 'ours.zip')];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return JSON.parse(stdout).extraBytes;
}

/** What the files of each kind of skill hold, by their number. */
function contents(): Readonly<Record<string, (file: number) => Uint8Array | string>> {
  const random = generator();
  const words = Array.from({ length: 4_000 }, () => randomWord(random));
  const program = readFileSync(process.execPath);
  return {
    code: () => randomText(random, words),
    binary: file => program.subarray(file * fileBytes, (file + 1) * fileBytes),
    repetitive: file => tableRows(file),
  };
}

/** Rows of a table that differ in a few figures, as logs and exports do. */
function tableRows(file: number): string {
  const rows = Array.from(
    { length: fileBytes / 40 },
    (_, row) => `{"id":${(file + row) % 97},"name":"row ${row % 13}","value":${(row * 7_919) % 1_009}}\n`,
  );
  return rows.join('');
}

async function writeSkill(folder: string, content: (file: number) => Uint8Array | string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  const manifest = `---\nname: ${basename(folder)}\ndescription: Measures. Use it to measure.\n---\n\nSee assets/.\n`;
  await writeFile(join(folder, 'SKILL.md'), manifest);
  for (let file = 0; file < files; file++) {
    await writeFile(join(folder, 'assets', `${file}.dat`), content(file));
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
