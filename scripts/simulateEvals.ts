// `npm run simulate [-- SUITES]`: how often two arms are called better or worse that do not differ, and how often a true
// difference is found. 10,000 suites of three runs for each row unless said otherwise; a few minutes. Fails when arms
// that do not differ are told apart in more than 5.5 % of suites. docs/evals.md shows the outcome.
import { verdictOf } from '../src/core/evals/numbers/compareArms.ts';
import { mean } from '../src/core/evals/numbers/intervals.ts';
import { SignFlipTest, seededRandom } from '../src/core/evals/numbers/signFlips.ts';

/** Runs of a case, in each arm. */
const runs = 3;

/** What may be called better or worse without a true difference, in per cent. */
const most = 5.5;

const suites = Number(process.argv[2] ?? 10_000);
const sizes = [3, 10, 30];
const rates = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

console.log(`No true difference, ${suites.toLocaleString('en')} suites each; called better or worse, in %:`);
console.log(`pass rate  ${sizes.map(size => `${size} cases`.padStart(10)).join('')}`);
for (const rate of rates) {
  const row = sizes.map(size => calledPercent(size, () => [rate, rate], rate * 100));
  console.log(`${rate.toFixed(1).padEnd(11)}${row.map(percent => percent.toFixed(2).padStart(10)).join('')}`);
  if (row.some(percent => percent > most)) {
    process.exitCode = 1;
  }
}
const mixed = sizes.map(size =>
  calledPercent(
    size,
    random => {
      const rate = random();
      return [rate, rate];
    },
    7,
  ),
);
console.log(`${'mixed'.padEnd(11)}${mixed.map(percent => percent.toFixed(2).padStart(10)).join('')}`);

console.log('\nA true difference; told as such, in %:');
console.log(`pass rates ${sizes.map(size => `${size} cases`.padStart(10)).join('')}`);
for (const [first, second] of [
  [0.9, 0.8],
  [0.9, 0.7],
  [0.9, 0.5],
  [0.6, 0.4],
  [0.8, 0.4],
  [0.9, 0.1],
] as const) {
  const row = sizes.map(size => calledPercent(size, () => [first, second], first * 100 + second));
  const label = `${first} / ${second}`.padEnd(11);
  console.log(`${label}${row.map(percent => percent.toFixed(1).padStart(10)).join('')}`);
}

/** In how many of 100 suites the arms are called better or worse; each case draws its pass rates. */
function calledPercent(
  cases: number,
  ratesOf: (random: () => number) => readonly [number, number],
  seed: number,
): number {
  const random = seededRandom(Math.round(seed * 1000) + cases);
  let called = 0;
  for (let suite = 0; suite < suites; suite++) {
    const differences = Array.from({ length: cases }, () => {
      const [first, second] = ratesOf(random);
      return (passes(first, random) - passes(second, random)) / runs;
    });
    const verdict = verdictOf(new SignFlipTest(differences), mean(differences));
    called += verdict === 'too-close' ? 0 : 1;
  }
  return (100 * called) / suites;
}

function passes(rate: number, random: () => number): number {
  let count = 0;
  for (let run = 0; run < runs; run++) {
    count += random() < rate ? 1 : 0;
  }
  return count;
}
