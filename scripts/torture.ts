// `npm run torture [-- NAME…]`: what somebody hostile, or bad luck, could do, tried whole: every suite of test/torture,
// or those with NAME in their file's name, two at a time. Ends with a table of what was tried and what held; fails when
// something did not. A part of each suite runs with the unit tests (test/unit/scripts/torture.test.ts).
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type AreaResult,
  allHeld,
  Ledger,
  type TortureSuite,
  tortureTable,
} from '../test/support/torture/ledger.ts';
import { root } from './paths.ts';

/** As many suites at a time. */
const maxRunning = 2;

const [first, ...rest] = process.argv.slice(2);
if (first === '--suite') {
  await runSuite(rest[0] ?? '');
} else {
  await runAll(first === undefined ? [] : [first, ...rest]);
}

/** In a process of its own: a suite that takes all memory or never ends is its own trouble only. */
async function runSuite(file: string): Promise<void> {
  const { suite } = (await import(pathToFileURL(file).href)) as { suite: TortureSuite };
  const late = setTimeout(() => {
    console.error(`${basename(file)} took more than ${suite.maxTime / 1000} s.`);
    process.exit(1);
  }, suite.maxTime);
  const ledger = new Ledger();
  await suite.run(ledger, 1);
  clearTimeout(late);
  process.send?.(ledger.results());
  process.disconnect();
}

async function runAll(filters: readonly string[]): Promise<void> {
  const files = globSync('test/torture/*.ts', { cwd: root })
    .map(file => join(root, file))
    .filter(file => filters.length === 0 || filters.some(filter => basename(file).includes(filter)))
    .sort();
  const results = new Map<string, readonly AreaResult[]>();
  const waiting = [...files];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      results.set(file, await inOwnProcess(file));
    }
  };
  await Promise.all(Array.from({ length: maxRunning }, work));
  const all = files.flatMap(file => results.get(file) ?? []);
  console.log(tortureTable(all));
  process.exitCode = all.length > 0 && allHeld(all) ? 0 : 1;
}

async function inOwnProcess(file: string): Promise<readonly AreaResult[]> {
  const name = basename(file, '.ts');
  const start = performance.now();
  console.log(`${name} …`);
  const child = fork(import.meta.filename, ['--suite', file]);
  let results: readonly AreaResult[] | null = null;
  let ending: NodeJS.Timeout | undefined;
  child.on('message', message => {
    results = message as readonly AreaResult[];
    // What a suite broke on purpose may keep node from ending by itself.
    ending = setTimeout(() => child.kill('SIGKILL'), 10_000);
  });
  const [code] = await once(child, 'exit');
  clearTimeout(ending);
  console.log(`${name}: ${Math.round((performance.now() - start) / 1000)} s`);
  const nothing = { tried: 0, held: 0 };
  return (
    results ?? [
      {
        area: name,
        named: nothing,
        generated: nothing,
        outcomes: 0,
        broken: [`the suite ended with ${code}`],
      },
    ]
  );
}
