import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { lateBuiltins } from '../buildCli.ts';
import { packageForms } from '../packageForms.ts';
import { root } from '../paths.ts';

/**
 * Bundles the command line into `file`, for tests that start many processes: from its source, each would take twice the
 * time. CommonJS, which Node loads soonest. Takes a second; put in its place whole, as others may be using the old one.
 */
export async function bundleCommandLine(file: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const partial = `${file}.${process.pid}`;
  try {
    await build({
      entryPoints: [join(root, 'src', 'cli', 'main.ts')],
      absWorkingDir: root,
      outfile: partial,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      target: 'node24',
      minifyWhitespace: true,
      // With the version known, nothing asks where the file is.
      define: { SKILLWRIGHT_VERSION: JSON.stringify(version), 'import.meta.url': '""' },
      alias: { ...packageForms },
      plugins: [lateBuiltins],
      inject: [join(root, 'src', 'cli', 'node20', 'node20.ts')],
      logLevel: 'error',
    });
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
