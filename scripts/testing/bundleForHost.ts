import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/** Bundles a module that exports `run` for the extension host; packages stay outside. Resolves to `outfile`. */
export async function bundleForHost(contents: string, resolveDir: string, outfile: string): Promise<string> {
  await rm(dirname(outfile), { recursive: true, force: true });
  await mkdir(dirname(outfile), { recursive: true });
  await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return outfile;
}

/** What a host needs to run the tests. */
export interface HostRun {
  /** The workspace that is opened: a copy. */
  readonly folder: string;
  /** The extension, built and unpacked. */
  readonly extension: string;
  /** The bundle that exports `run`. */
  readonly testsPath: string;
  readonly profileFolder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Gives the host up. */
  readonly signal?: AbortSignal;
}
