// `npm run fuzz [-- [--runs N] [--seed N] FILE…]`: 200,000 random documents, and mutations of the given files and of
// files like real ones; before that, the time of each hostile text that we know of, and of pieces repeated at places.
// A failure prints the smallest document that shows it, and the seed.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fuzzSkills } from '../test/support/skill/skillFuzz.ts';
import { findSlowRepetitions, timeHostileSkills } from '../test/support/skill/skillTimes.ts';

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '200000' }, seed: { type: 'string' } },
  allowPositionals: true,
});
for (const { what, time, ratio, isTooSlow } of timeHostileSkills()) {
  console.log(
    `${isTooSlow ? 'TOO SLOW: ' : ''}${time.toFixed(1).padStart(6)} ms, ${ratio.toFixed(1)} × half of it: ${what}`,
  );
  if (isTooSlow) {
    process.exitCode = 1;
  }
}
for (const { what, time } of findSlowRepetitions()) {
  console.log(`TOO SLOW: ${time.toFixed(1).padStart(6)} ms: ${what}`);
  process.exitCode = 1;
}
const runs = Number(values.runs);
const texts = positionals.map(file => readFileSync(file, 'utf8'));
const batch = 10_000;
const start = performance.now();
for (let done = 0; done < runs; done += batch) {
  const seed = values.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(values.seed) + done;
  fuzzSkills(Math.min(batch, runs - done), texts, seed);
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(
    `${Math.min(done + batch, runs).toLocaleString('en')} documents in ${seconds} s (seed ${seed})`,
  );
}
