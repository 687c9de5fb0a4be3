import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { lock } from 'proper-lockfile';
import { localFolder, root } from './paths.ts';

const run = promisify(execFile);

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
    await run(process.execPath, ['esbuild.mjs', '--production'], { cwd: root });
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const { stdout } = await run(
      process.execPath,
      // Without a public repository there is no address that README's pictures could point at.
      [
        vsce,
        'package',
        '--no-dependencies',
        '--allow-missing-repository',
        '--no-rewrite-relative-links',
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
