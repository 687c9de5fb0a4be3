import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Failure } from '../../../src/core/failure/failure.ts';
import { linkOf } from '../../../src/core/link/linkFile.ts';
import type { OpenVersion } from '../../../src/core/published/versionStore.ts';
import type { Registry } from '../../../src/core/registry/contract.ts';
import { type Result, success } from '../../../src/core/text/result.ts';
import { recoverFolder } from '../../../src/disk/files/placeFolder.ts';
import { linkFile } from '../../../src/disk/link/linkFile.ts';
import { VersionCache } from '../../../src/disk/versions/versionCache.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { connectTo } from '../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../support/result.ts';
import { packUpload, skillText } from '../../support/zip/skillUpload.ts';

const paths = ['a.md', 'b/c.md', 'b/d/e.md', 'f.md'];

test('a process that is killed while it downloads leaves the old folder or the new one, and no half copy', async () => {
  await using server = await startTestRegistry();
  await using folder = await tempFolder();
  const registry = connectTo(server.baseURL, server.token);
  const upload = (text: string) =>
    packUpload('demo', {
      'SKILL.md': skillText('demo', 'Is replaced. Use it to kill.'),
      ...Object.fromEntries(paths.map(path => [path, text.repeat(2_000)])),
    });
  const created = await registry.createSkill(await upload('1'));
  assertOk(created);
  const skillId = created.value.skill.id;
  assert.ok((await registry.createVersion(skillId, await upload('2'))).ok);

  const target = join(folder.path, 'skills/demo');
  const script = join(import.meta.dirname, '../../support/process/downloadForever.ts');
  for (let round = 0; round < 6; round++) {
    const args = [script, folder.path, server.baseURL, server.token, skillId, '1', '2'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    await wait(Math.random() * 60);
    child.kill('SIGKILL');
    await once(child, 'exit');

    await recoverFolder(target, join(folder.path, 'kept'));
    const texts = await Promise.all(paths.map(path => readFile(join(target, path), 'utf8')));
    assert.equal(new Set(texts).size, 1, 'the folder is of one version');
    assert.deepEqual(await readdir(join(folder.path, 'skills')), ['demo']);
    const links = await linkFile(join(folder.path, 'links.json'), {
      state: join(folder.path, 'locks'),
    }).read();
    assert.ok(links.ok && linkOf(links.value, 'skills/demo', 'test') !== null, 'the link file is whole');
    await assertCachesAreWhole(join(folder.path, 'cache'), child.pid ?? 0, skillId, registry);
  }
});

/** Each copy in the caches that the process used last is there wholly or not at all. */
async function assertCachesAreWhole(
  caches: string,
  pid: number,
  skillId: string,
  registry: Registry,
): Promise<void> {
  const rounds = (await readdir(caches)).flatMap(name =>
    name.startsWith(`${pid}-`) ? [Number(name.split('-')[1])] : [],
  );
  for (const round of rounds.sort((left, right) => right - left).slice(0, 2)) {
    const cache = new VersionCache({ directory: join(caches, `${pid}-${round}`), keyOf: () => 'test' });
    for (const version of ['1', '2']) {
      if (!(await cache.factsIfCached({ registryKey: 'test', skillId, version }))) {
        continue;
      }
      const offline = { ...registry, capabilities: { ...registry.capabilities, canDownload: false } };
      assert.deepEqual(await cache.use({ registry: offline, skillId, version }, readOne), success(version));
    }
  }
}

async function readOne({ read }: OpenVersion): Promise<Result<string, Failure>> {
  const bytes = await read('f.md');
  return bytes.ok ? success(new TextDecoder().decode(bytes.value).slice(0, 1)) : bytes;
}
