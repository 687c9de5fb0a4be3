import { join, resolve } from 'node:path';

/** The bundle that the stage of the unit tests has made, when this is part of one. */
const bundled = process.env.SKILLWRIGHT_TEST_COMMAND_LINE;

/** What tests start as the command line: its source, or a bundle of it, which starts sooner. */
export const commandLine: string = bundled ?? resolve(import.meta.dirname, '../../../src/cli/main.ts');

/** For what starts a great many processes: a bundle in any case, made in `folder` when there is none yet. */
export async function bundledCommandLine(folder: string): Promise<string> {
  if (bundled !== undefined) {
    return bundled;
  }
  // Loaded here: few need a bundler.
  const { bundleCommandLine } = await import('../../../scripts/testing/bundleCommandLine.ts');
  const file = join(folder, 'main.cjs');
  await bundleCommandLine(file);
  return file;
}
