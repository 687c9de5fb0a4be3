// `npm run check`: types, lint, the tree's shape and dead code. `--write` formats and applies the linter's safe fixes first.
import { biome, checks, runTool } from './checks.ts';

if (process.argv.includes('--write')) {
  const { said } = await runTool(biome, ['check', '--write']);
  console.log(said);
}
for (const { name, program, args } of checks) {
  const { isOk, said } = await runTool(program, args);
  console.log(`${isOk ? '✔' : '✖'} ${name}`);
  if (!isOk) {
    console.log(said);
    process.exitCode = 1;
  }
}
