import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { buildForWork } from '../../../scripts/buildDist.ts';
import { root } from '../../../scripts/paths.ts';

describe('npm run build', () => {
  it('bundles the extension and a command line that runs, with the licences of what is in them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'build-'));
    await writeFile(join(folder, 'of-yesterday.js'), '');
    await buildForWork(folder);
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'cli.js'), '--version']);
    assert.equal(stdout.trim(), version);
    assert.ok((await stat(join(folder, 'extension.js'))).isFile());
    assert.match(await readFile(join(folder, 'ThirdPartyNotices.txt'), 'utf8'), /^yaml \d/m);
    await assert.rejects(stat(join(folder, 'of-yesterday.js')), { code: 'ENOENT' });
    await rm(folder, { recursive: true });
  });
});
