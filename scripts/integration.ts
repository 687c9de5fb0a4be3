import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleForHost } from './bundleForHost.ts';
import type { Tally } from './nodeTests.ts';
import { localFolder, root } from './paths.ts';
import { runInDesktop } from './runInDesktop.ts';
import { runInServer } from './runInServer.ts';

/** What the tests inside the extension host leave behind: test/support/integration.ts writes it. */
interface Report {
  readonly passed: readonly string[];
  readonly failed: readonly { readonly title: string; readonly why: string }[];
}

/** What a host needs to run the tests. */
export interface HostRun {
  /** The workspace that is opened: a copy. */
  readonly folder: string;
  /** The bundle that exports `run`. */
  readonly testsPath: string;
  readonly profileFolder: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Runs test/integration/*.test.ts by mocha inside a real extension host: desktop VS Code where it can be had, else
 * VS Code's server with a headless browser.
 */
export async function runIntegration(filter: string | undefined): Promise<Tally> {
  const temporary = await mkdtemp(join(tmpdir(), 'skillwright-integration-'));
  const report = join(temporary, 'report.json');
  const run: HostRun = {
    folder: join(temporary, 'samples'),
    testsPath: await bundleTests(filter),
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
  for (const title of results.passed) {
    console.log(`  ✔ ${title}`);
  }
  for (const { title, why } of results.failed) {
    console.log(`  ✖ ${title}\n${why.replace(/^/gm, '      ')}`);
  }
  return { passed: results.passed.length, failed: results.failed.length };
}

/** Bundles the tests, discovered by listing their folder, with what runs them. */
async function bundleTests(filter: string | undefined): Promise<string> {
  const folder = join(root, 'test', 'integration');
  const files = (await readdir(folder)).filter(
    file => file.endsWith('.test.ts') && file.includes(filter ?? ''),
  );
  const contents = `
    import { runMocha } from '../support/integration.ts';
    export const run = () => runMocha(async () => {
      ${files.map(file => `await import('./${file}');`).join('\n')}
    });`;
  return bundleForHost(contents, folder, join(localFolder, 'integration', 'index.js'));
}

async function readReport(file: string): Promise<Report | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}
