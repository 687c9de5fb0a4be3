import { globSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { packAndInstall } from '../../test/support/window/extensionsFolder.ts';
import { checks, runTool } from '../checks.ts';
import { installBrowser } from '../host/installBrowser.ts';
import { installServer } from '../host/installServer.ts';
import { localFolder, root } from '../paths.ts';
import { bundleCommandLine } from './bundleCommandLine.ts';
import { dealBySize } from './dealBySize.ts';
import { runIntegration } from './integration.ts';
import { runNodeTests } from './nodeTests.ts';
import { type Progress, type Stage, tellResult } from './stage.ts';

const minute = 60_000;

/**
 * What `npm test` consists of, in this order. The limits are several times what a stage takes on a quiet machine with
 * two processors, so that several runs can go on side by side: they are there for what never ends.
 */
export const stages: Readonly<Record<string, Stage>> = {
  check: { limit: 10 * minute, needsEditor: false, run: runChecks },
  unit: { limit: 40 * minute, needsEditor: false, run: runUnitTests },
  integration: { limit: 20 * minute, needsEditor: true, run: runIntegration },
  e2e: { limit: 60 * minute, needsEditor: true, run: runWindows },
};

/** Done before everything else when a stage needs an editor: nothing is installed or unpacked while tests run. */
export const preparation: Stage = {
  limit: 20 * minute,
  needsEditor: false,
  async run() {
    const say = (line: string) => console.log(`  ${line}`);
    await installServer(say);
    await installBrowser(say);
    say('Building and packing the extension …');
    await packAndInstall(dirname(process.env.SKILLWRIGHT_EXTENSIONS ?? ''));
  },
};

async function runChecks(progress: Progress, filter: string | undefined): Promise<void> {
  for (const { name, program, args } of checks.filter(
    check => filter === undefined || check.name === filter,
  )) {
    const start = Date.now();
    progress.began(name);
    const { isOk, said } = await runTool(program, args);
    progress.done(name);
    const result = { title: name, ms: Date.now() - start, ...(isOk ? {} : { why: said }) };
    progress.ended(result);
    tellResult(result);
  }
}

/** Files that take long are begun first, so that no processor is idle at the end. */
const longest = [
  'cli/packed',
  'uploadFaults',
  'server/killed',
  'twoProcesses',
  'skill/fuzz',
  'cli/publish.test',
  'scripts/torture',
  'runStages',
  'lateArrivals',
  'cli/publish/bugs',
  'conformance/openai',
  'unpackBundle',
];

/** Files in a process, about. */
const groupSize = 16;

async function runUnitTests(progress: Progress, filter: string | undefined): Promise<void> {
  const files = filesOf('unit/**/*.test.ts', filter);
  const alone = longest.flatMap(name => files.filter(file => file.includes(name)));
  const others = files.filter(file => !alone.includes(file));
  // Dealt out one by one, so that what is alike, and takes alike long, is not all in one group.
  const count = Math.ceil(others.length / groupSize);
  const groups = Array.from({ length: count }, (_, group) => others.filter((_, at) => at % count === group));
  await mkdir(localFolder, { recursive: true });
  const commandLine = join(localFolder, 'skillwright.cjs');
  await bundleCommandLine(commandLine);
  const env = { SKILLWRIGHT_TEST_COMMAND_LINE: commandLine };
  // One more than there are processors: some mostly wait, for other processes or for a clock.
  const atOnce = availableParallelism() + 1;
  await runNodeTests([...alone.map(file => [file]), ...groups], { isEachTold: false, atOnce, env }, progress);
}

/** Pictures go to .local/screenshots; with `--screenshots` to media/, where README shows them. */
async function runWindows(progress: Progress, filter: string | undefined): Promise<void> {
  const isForReadme = process.argv.includes('--screenshots');
  await rm(join(localFolder, 'failures'), { recursive: true, force: true });
  const folder = join(isForReadme ? join(root, 'media') : localFolder, 'screenshots');
  await runNodeTests(
    groupsOfSpecs(filesOf('e2e/**/*.spec.ts', filter)),
    { isEachTold: true, env: { SKILLWRIGHT_SCREENSHOTS: folder } },
    progress,
  );
}

/** The specs of a group share a server and a browser; two groups a processor, so that none is idle at the end. */
function groupsOfSpecs(files: readonly string[]): readonly (readonly string[])[] {
  const counted = files.map(file => ({
    file,
    count: readFileSync(file, 'utf8').match(/^spec\(/gm)?.length ?? 0,
  }));
  return dealBySize(
    counted.map(({ file, count }) => ({ name: file, size: count })),
    2 * availableParallelism(),
  );
}

function filesOf(pattern: string, filter: string | undefined): readonly string[] {
  const files = globSync(pattern, { cwd: join(root, 'test') }).map(file => join(root, 'test', file));
  return files.filter(file => relative(root, file).includes(filter ?? '')).sort();
}
