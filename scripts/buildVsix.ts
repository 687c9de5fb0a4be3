import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';
import { buildForRelease } from './buildDist.ts';
import { marketplacePage, marketplaceSource } from './marketplacePage.ts';
import { localFolder, root } from './paths.ts';

const run = promisify(execFile);

/** What is packed lies in these, as `.vscodeignore` says; each is a file or a folder of the project. */
const packed = ['.vscodeignore', 'CHANGELOG.md', 'LICENSE', 'dist', 'docs', 'media'];

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
  const folder = await mkdtemp(join(localFolder, 'vsix-'));
  try {
    await buildForRelease();
    await stage(folder);
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
        '--out',
        file,
      ],
      { cwd: folder },
    );
    return { size: (await stat(file)).size, log: stdout };
  } finally {
    await rm(folder, { recursive: true });
    await release();
  }
}

/**
 * Lays out what is packed: without what only those who work on the project read in the manifest and the schemas, and
 * with the page of the Marketplace.
 */
async function stage(folder: string): Promise<void> {
  for (const path of packed) {
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  const {
    scripts: _,
    devDependencies: __,
    ...manifest
  } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const schemas = join(folder, 'media', 'schemas');
  for (const name of await readdir(schemas)) {
    const schema: unknown = JSON.parse(await readFile(join(schemas, name), 'utf8'));
    await writeFile(join(schemas, name), JSON.stringify(schema));
  }
  const page = marketplacePage(await readFile(join(root, marketplaceSource), 'utf8'), manifest.contributes);
  await writeFile(join(folder, 'README.md'), page);
}
