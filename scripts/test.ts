// `npm test [-- STAGE [NAME]]`: everything, or one stage, or the files of a stage with NAME in their path.
// Stages: check, unit, integration, e2e, and, only when it is asked for, more: windows for rarer ways, which would make
// everything take over ten minutes. The last line is `N passed, N failed`.
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { buildVsix } from './buildVsix.ts';
import { checks, runTool } from './checks.ts';
import { installServer } from './installServer.ts';
import { runIntegration } from './integration.ts';
import { runNodeTests, type Tally } from './nodeTests.ts';
import { localFolder, root } from './paths.ts';

type Stage = (filter: string | undefined) => Promise<Tally>;

const stages: Readonly<Record<string, Stage>> = {
  check: runChecks,
  unit: filter =>
    runNodeTests(
      filesOf('**/*.test.ts', filter).filter(file => !file.startsWith(join(root, 'test', 'integration'))),
      { concurrency: availableParallelism(), isEachTold: false },
    ),
  integration: async filter => {
    await installServer(line => console.log(`  ${line}`));
    await buildVsix(join(localFolder, 'skillwright.vsix'));
    return runIntegration(filter);
  },
  e2e: filter => runWindows('e2e/*.spec.ts', filter),
  more: filter => runWindows('e2e/more/*.spec.ts', filter),
};

/** Not part of everything. */
const onlyAsked = 'more';

const [asked, filter] = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
if (asked !== undefined && !(asked in stages)) {
  console.error(`There is no stage "${asked}". Stages: ${Object.keys(stages).join(', ')}.`);
  process.exit(2);
}
let passed = 0;
let failed = 0;
for (const [name, run] of Object.entries(stages)) {
  if (asked === undefined ? name === onlyAsked : name !== asked) {
    continue;
  }
  const start = Date.now();
  console.log(`${name}`);
  const tally = await run(filter).catch((error: unknown): Tally => {
    console.log(`  ✖ ${error instanceof Error ? error.stack : error}`);
    return { passed: 0, failed: 1 };
  });
  passed += tally.passed;
  failed += tally.failed;
  console.log(
    `  ${tally.passed} passed, ${tally.failed} failed in ${Math.round((Date.now() - start) / 1000)} s\n`,
  );
}
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed`);

async function runChecks(only: string | undefined): Promise<Tally> {
  let isOkCount = 0;
  const asked = checks.filter(({ name }) => only === undefined || name === only);
  for (const { name, program, args } of asked) {
    const { isOk, said } = await runTool(program, args);
    console.log(`  ${isOk ? '✔' : '✖'} ${name}${isOk ? '' : `\n${said}`}`);
    isOkCount += isOk ? 1 : 0;
  }
  return { passed: isOkCount, failed: asked.length - isOkCount };
}

/** Pictures go to .local/screenshots; with `--screenshots` to media/, where README shows them. */
async function runWindows(pattern: string, only: string | undefined): Promise<Tally> {
  const isForReadme = process.argv.includes('--screenshots');
  await installServer(line => console.log(`  ${line}`));
  await rm(join(localFolder, 'failures'), { recursive: true, force: true });
  const { installedExtension } = await import('../test/support/window/extensionsFolder.ts');
  const extensions = await installedExtension();
  const tally = await runNodeTests(filesOf(pattern, only), {
    concurrency: availableParallelism(),
    isEachTold: true,
    env: {
      SKILLWRIGHT_EXTENSIONS: extensions,
      SKILLWRIGHT_SCREENSHOTS: join(...(isForReadme ? [root, 'media'] : [localFolder]), 'screenshots'),
    },
  });
  await rm(dirname(extensions), { recursive: true, force: true });
  return tally;
}

function filesOf(pattern: string, filter: string | undefined): readonly string[] {
  const files = globSync(pattern, { cwd: join(root, 'test') }).map(file => join(root, 'test', file));
  return files.filter(file => relative(root, file).includes(filter ?? '')).sort();
}
