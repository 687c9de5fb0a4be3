import { cp, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForHost, type HostRun } from './bundleForHost.ts';
import type { Tally } from './nodeTests.ts';
import { localFolder, root } from './paths.ts';
import { runInDesktop } from './runInDesktop.ts';
import { runInServer } from './runInServer.ts';

const folder = join(root, 'test', 'integration');

/** Extension hosts at once. */
const hosts = 2;

/** What the tests inside the extension host leave behind: test/support/editor/integration.ts writes it. */
interface Report {
  readonly passed: readonly { readonly title: string; readonly ms: number }[];
  readonly failed: readonly { readonly title: string; readonly why: string }[];
}

/**
 * Runs test/integration/*.test.ts by mocha inside real extension hosts, two of them side by side, as a host mostly
 * waits: desktop VS Code where it can be had, else VS Code's server with a headless browser.
 */
export async function runIntegration(filter: string | undefined): Promise<Tally> {
  const groups = await groupsOfTests(filter);
  const tallies = await Promise.all(groups.map((files, index) => runGroup(files, `${index}`)));
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** The tests, discovered by listing their folder, dealt out by size: the larger a file, the longer it takes. */
async function groupsOfTests(filter: string | undefined): Promise<readonly (readonly string[])[]> {
  const names = (await readdir(folder)).filter(
    file => file.endsWith('.test.ts') && file.includes(filter ?? ''),
  );
  const files = await Promise.all(
    names.map(async name => ({ name, size: (await stat(join(folder, name))).size })),
  );
  const groups: { readonly names: string[]; size: number }[] = [];
  for (const { name, size } of files.sort((left, right) => right.size - left.size)) {
    const [smallest] = groups.toSorted((left, right) => left.size - right.size);
    if (smallest && groups.length === hosts) {
      smallest.names.push(name);
      smallest.size += size;
    } else {
      groups.push({ names: [name], size });
    }
  }
  return groups.map(({ names }) => names.sort());
}

/** Runs some test files in a host of their own, and prints what they say. */
async function runGroup(files: readonly string[], name: string): Promise<Tally> {
  const temporary = await mkdtemp(join(tmpdir(), 'skillwright-integration-'));
  const report = join(temporary, 'report.json');
  const run: HostRun = {
    folder: join(temporary, 'samples'),
    testsPath: await bundleTests(files, name),
    profileFolder: join(temporary, 'profile'),
    env: { SKILLWRIGHT_REPORT: report },
  };
  await cp(join(root, 'samples'), run.folder, { recursive: true });
  const said = (await runInDesktop(run)) ?? (await runInServer(run));
  const results = await readReport(report);
  await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  if (results === null) {
    console.log(`  ✖ The extension host ended without a report:\n${said}`);
    return { passed: 0, failed: 1 };
  }
  for (const { title, ms } of results.passed) {
    console.log(`  ✔ ${title} (${(ms / 1000).toFixed(1)} s)`);
  }
  for (const { title, why } of results.failed) {
    console.log(`  ✖ ${title}\n${why.replace(/^/gm, '      ')}`);
  }
  return { passed: results.passed.length, failed: results.failed.length };
}

/** Bundles tests with what runs them. */
async function bundleTests(files: readonly string[], name: string): Promise<string> {
  const contents = `
    import { runMocha } from '../support/editor/integration.ts';
    export const run = () => runMocha(async () => {
      ${files.map(file => `await import('./${file}');`).join('\n')}
    });`;
  return bundleForHost(contents, folder, join(localFolder, 'integration', name, 'index.js'));
}

async function readReport(file: string): Promise<Report | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
