import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildVsix } from '../scripts/buildVsix.ts';
import { localFolder, root } from '../scripts/paths.ts';
import { bundleForHost } from '../scripts/testing/bundleForHost.ts';
import { runInServer } from '../scripts/testing/runInServer.ts';
import { type Bench, median } from './bench.ts';

const rounds = 4;

/** What VS Code says of one extension's start, in ms. */
interface Activation {
  readonly load: number;
  readonly activate: number;
  readonly finish: number;
}

/** Built-in extensions that do as much as ours when a window opens. */
const others = ['vscode.git', 'vscode.github', 'vscode.npm'];

/**
 * How long the extension takes to load and activate in a real window, and how that compares with built-in ones in the
 * same window. The times contain the contention of start-up: on a busy machine only the comparison means anything.
 */
export const activationBench: Bench = {
  name: 'activation',
  async run() {
    await buildVsix(join(localFolder, 'activation.vsix'));
    const bundle = join(localFolder, 'bench', 'index.js');
    await bundleForHost("export { run } from './readActivation.ts';", import.meta.dirname, bundle);
    const windows: ReadonlyMap<string, Activation>[] = [];
    for (let round = 0; round < rounds; round++) {
      windows.push(await activations(bundle));
    }
    // The first one warms the disk's cache.
    const ours = windows.slice(1).map(window => ({ ...of(window, 'skillwright.skillwright'), window }));
    const ratios = ours.map(one => total(one) / Math.min(...others.map(id => total(of(one.window, id)))));
    return [
      { what: 'load', measured: median(ours.map(({ load }) => load)), budget: { atMost: 40 }, unit: 'ms' },
      {
        what: 'activate and finish',
        measured: median(ours.map(({ activate, finish }) => activate + finish)),
        budget: { atMost: 15 },
        unit: 'ms',
      },
      {
        what: 'all three, against the fastest of git, github and npm',
        measured: median(ratios),
        budget: { atMost: 1 },
        unit: 'times',
      },
    ];
  },
};

function total({ load, activate, finish }: Activation): number {
  return load + activate + finish;
}

function of(window: ReadonlyMap<string, Activation>, id: string): Activation {
  const found = window.get(id);
  if (!found) {
    throw new Error(`VS Code's table has no ${id}, only ${[...window.keys()].join(', ')}`);
  }
  return found;
}

/** Opens a window on the samples and resolves to its table, by the extensions' ids. */
async function activations(bundle: string): Promise<ReadonlyMap<string, Activation>> {
  const temporary = await mkdtemp(join(tmpdir(), 'skillwright-activation-'));
  const report = join(temporary, 'report.md');
  const folder = join(temporary, 'samples');
  await cp(join(root, 'samples'), folder, { recursive: true });
  await runInServer({
    folder,
    extension: root,
    testsPath: bundle,
    profileFolder: join(temporary, 'profile'),
    env: { SKILLWRIGHT_REPORT: report },
  });
  const text = await readFile(report, 'utf8');
  await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  return parseTable(text);
}

/** `| Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |` */
function parseTable(text: string): ReadonlyMap<string, Activation> {
  const table = text.slice(text.indexOf('Extension Activation Stats'));
  const rows = table.matchAll(/^\|\s*([\w-]+\.[\w-]+)\s*\|[^|]*\|\s*(\d+)\s*\|\s*(\d+)\s*\|\s*(\d+)\s*\|/gm);
  return new Map(
    [...rows].map(([, id = '', load, activate, finish]) => [
      id,
      { load: Number(load), activate: Number(activate), finish: Number(finish) },
    ]),
  );
}
