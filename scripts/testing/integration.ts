import { cp, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReportLine } from '../../test/support/editor/integration.ts';
import { unpackedExtension } from '../../test/support/window/extensionsFolder.ts';
import { root } from '../paths.ts';
import { bundleForHost, type HostRun } from './bundleForHost.ts';
import { dealBySize } from './dealBySize.ts';
import { runInDesktop } from './runInDesktop.ts';
import { runInServer } from './runInServer.ts';
import { type Progress, tellResult } from './stage.ts';

const folder = join(root, 'test', 'integration');

/** Extension hosts at once. */
const hosts = 2;

/** A host that tells nothing for so long, in ms, is given up: it may take a minute to start, and so may a test. */
const patience = 180_000;

/**
 * Runs test/integration/*.test.ts by mocha inside real extension hosts, two of them side by side, as a host mostly
 * waits: desktop VS Code where it can be had, else VS Code's server with a headless browser.
 */
export async function runIntegration(progress: Progress, filter: string | undefined): Promise<void> {
  const groups = await groupsOfTests(filter);
  await Promise.all(groups.map(files => runGroup(files, progress)));
}

/** The tests, discovered by listing their folder, dealt out by size: the larger a file, the longer it takes. */
async function groupsOfTests(filter: string | undefined): Promise<readonly (readonly string[])[]> {
  const names = (await readdir(folder, { recursive: true })).filter(
    file => file.endsWith('.test.ts') && file.includes(filter ?? ''),
  );
  const files = await Promise.all(
    names.map(async name => ({ name, size: (await stat(join(folder, name))).size })),
  );
  return dealBySize(files, hosts);
}

/** Runs some test files in a host of their own. */
async function runGroup(files: readonly string[], progress: Progress): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'integration-'));
  // The bundle finds its packages as if it were in the project.
  await symlink(join(root, 'node_modules'), join(temporary, 'node_modules'), 'junction');
  const report = join(temporary, 'report.jsonl');
  const giveUp = new AbortController();
  const run: HostRun = {
    folder: join(temporary, 'samples'),
    extension: await unpackedExtension(),
    testsPath: await bundleTests(files, join(temporary, 'tests', 'index.js')),
    profileFolder: join(temporary, 'profile'),
    env: { SKILLWRIGHT_REPORT: report, SKILLWRIGHT_PROJECT: root, SKILLWRIGHT_NODE: process.execPath },
    signal: giveUp.signal,
  };
  await cp(join(root, 'samples'), run.folder, { recursive: true });
  const ended = new AbortController();
  const [said, isComplete] = await Promise.all([
    runInHost(run).finally(() => ended.abort()),
    follow(report, progress, ended.signal, () => giveUp.abort()),
  ]);
  if (!isComplete) {
    const why = `The extension host ended before its tests did:\n${said}`;
    const result = { title: `the tests of ${files.join(', ')}`, ms: 0, why };
    progress.ended(result);
    tellResult(result);
  }
  await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
}

/** Resolves to what the host said. */
async function runInHost(run: HostRun): Promise<string> {
  try {
    return (await runInDesktop(run)) ?? (await runInServer(run));
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Bundles tests with what runs them. */
async function bundleTests(files: readonly string[], outfile: string): Promise<string> {
  const contents = `
    import { runMocha } from '../support/editor/integration.ts';
    export const run = () => runMocha(async () => {
      ${files.map(file => `await import('./${file.replaceAll('\\', '/')}');`).join('\n')}
    });`;
  return bundleForHost(contents, folder, outfile);
}

/**
 * Tells of tests as the report gets its lines, until the host has ended; resolves to whether the report is complete.
 * Calls `giveUp` when none comes for long.
 */
async function follow(
  report: string,
  progress: Progress,
  ended: AbortSignal,
  giveUp: () => void,
): Promise<boolean> {
  let told = 0;
  let last = Date.now();
  for (;;) {
    // Asked first: what was written before the host ended is read below.
    const isOver = ended.aborted;
    const lines = (await readFile(report, 'utf8').catch(() => '')).split('\n').slice(0, -1);
    for (const line of lines.slice(told)) {
      last = Date.now();
      const entry: ReportLine = JSON.parse(line);
      if ('isComplete' in entry) {
        return true;
      }
      tellLine(entry, progress);
    }
    told = lines.length;
    if (isOver) {
      return false;
    }
    if (Date.now() - last > patience) {
      giveUp();
    }
    await pause(200);
  }
}

function tellLine(entry: Exclude<ReportLine, { isComplete: true }>, progress: Progress): void {
  if ('began' in entry) {
    progress.began(entry.began);
    return;
  }
  progress.done(entry.title);
  progress.ended(entry);
  tellResult(entry);
}
