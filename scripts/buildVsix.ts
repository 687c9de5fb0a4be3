import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';
import { buildForRelease } from './buildDist.ts';
import { marketplacePage, marketplaceSource } from './marketplacePage.ts';
import { localFolder, root } from './paths.ts';

const run = promisify(execFile);

/** Where the extension's page is written for packing. */
const readme = 'dist/README.md';

/** Builds dist/ for release and packs the extension as people get it. `size` in bytes, `log` as vsce lists the files. */
export async function buildVsix(file: string): Promise<{ readonly size: number; readonly log: string }> {
  await mkdir(dirname(file), { recursive: true });
  // One at a time: dist/ is packed as it was built, also when two runs begin at once.
  await mkdir(localFolder, { recursive: true });
  const release = await lock(root, {
    lockfilePath: join(localFolder, 'build.lock'),
    stale: 15_000,
    retries: { retries: 1_000, factor: 1, minTimeout: 200 },
  });
  try {
    await buildForRelease();
    const page = marketplacePage(
      await readFile(join(root, marketplaceSource), 'utf8'),
      JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).contributes,
    );
    await writeFile(join(root, readme), page);
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const { stdout } = await run(
      process.execPath,
      // No public repository exists yet: see docs/releasing.md.
      [
        vsce,
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--no-rewrite-relative-links',
        '--readme-path',
        readme,
        '--out',
        file,
      ],
      { cwd: root },
    );
    return { size: (await stat(file)).size, log: stdout };
  } finally {
    await release();
  }
}
