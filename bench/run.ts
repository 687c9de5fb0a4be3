import { activationBench } from './activation.ts';
import { isMet, type Measurement } from './bench.ts';
import { checkBench } from './check.ts';
import { commandLineBench } from './commandLine.ts';
import { packBench } from './pack.ts';
import { publishBench } from './publish.ts';
import { registryBench } from './registry.ts';
import { sizeBench } from './size.ts';

const benches = [
  checkBench,
  commandLineBench,
  packBench,
  publishBench,
  registryBench,
  sizeBench,
  activationBench,
];

/** `npm run bench [NAME…]`: measures, prints each figure beside its budget, and fails when one is not met. */
const wanted = process.argv.slice(2);
let unmet = 0;
for (const bench of benches) {
  if (wanted.length > 0 && !wanted.includes(bench.name)) {
    continue;
  }
  const figures = await bench.run();
  if (typeof figures === 'string') {
    console.log(`${bench.name}: skipped, ${figures}`);
    continue;
  }
  for (const figure of figures) {
    console.log(`${bench.name}: ${row(figure)}`);
    if (!isMet(figure)) {
      unmet++;
    }
  }
}
process.exitCode = unmet === 0 ? 0 : 1;

function row(figure: Measurement): string {
  const { what, measured, budget, unit } = figure;
  const bound = 'atLeast' in budget ? `at least ${budget.atLeast}` : `at most ${budget.atMost}`;
  return `${isMet(figure) ? 'ok    ' : 'MISSED'} ${what}: ${measured.toFixed(2)} ${unit} (${bound})`;
}
