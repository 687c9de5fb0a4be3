import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, chown, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import OpenAI from 'openai';
import { commandLine } from '../../support/process/commandLine.ts';
import { tempFolderOf } from '../../support/process/tempFolder.ts';
import { type RegistryProcessOptions, startRegistryProcess } from '../../support/registry/registryProcess.ts';
import { folderFiles, smallSkill } from '../../support/skill/skillFiles.ts';

const isPosix = process.platform !== 'win32';
/** Root may write anywhere, so it runs the registry as somebody else. */
const nobody = process.getuid?.() === 0 ? 65_534 : undefined;
/** Somebody else may not reach this checkout. */
const canRun =
  nobody === undefined || spawnSync(process.execPath, ['--check', commandLine], { uid: nobody }).status === 0;

async function start(test: TestContext, options: RegistryProcessOptions): Promise<OpenAI> {
  const registry = await startRegistryProcess(options);
  test.after(() => registry.kill());
  return new OpenAI({ apiKey: registry.token, baseURL: registry.baseURL, maxRetries: 0 });
}

describe('a disk in trouble', { skip: !isPosix }, () => {
  it('that is full refuses the upload with a word about it, and goes on', async t => {
    const folder = await tempFolderOf(t);
    // No file may be larger than 100 blocks of 512 bytes; what the system says is then EFBIG.
    const client = await start(t, { dataDirectory: folder, shell: 'trap "" XFSZ; ulimit -f 100' });
    const random = Buffer.from(crypto.getRandomValues(new Uint8Array(60_000)));
    const large = folderFiles('large', smallSkill('large', { 'random.bin': random, 'same.bin': random }));
    await assert.rejects(client.skills.create({ files: large }), (error: unknown) => {
      assert.ok(error instanceof OpenAI.InternalServerError);
      assert.equal(error.status, 507);
      assert.match(error.message, /disk is full; nothing was stored/);
      return true;
    });
    assert.deepEqual(await readdir(join(folder, 'scratch')), []);
    const small = await client.skills.create({ files: folderFiles('small', smallSkill('small')) });
    assert.deepEqual((await client.skills.list()).data, [small]);
  });

  it('that has become read-only refuses changes and shows what is there', { skip: !canRun }, async t => {
    const folder = await tempFolderOf(t);
    if (nobody !== undefined) {
      await chown(folder, nobody, nobody);
    }
    const identity = nobody === undefined ? {} : { uid: nobody };
    const client = await start(t, { dataDirectory: folder, ...identity });
    const files = folderFiles('kept', smallSkill('kept'));
    const kept = await client.skills.create({ files });
    await setMode(folder, 0o555);
    try {
      const changes = [
        () => client.skills.create({ files }),
        () => client.skills.versions.create(kept.id, { files }),
        () => client.skills.delete(kept.id),
      ];
      for (const change of changes) {
        await assert.rejects(change, (error: unknown) => {
          assert.ok(error instanceof OpenAI.InternalServerError);
          assert.match(error.message, /cannot write to its disk \(EACCES\)/);
          return true;
        });
      }
      assert.deepEqual((await client.skills.list()).data, [kept]);
      assert.equal((await client.skills.content.retrieve(kept.id)).status, 200);
    } finally {
      await setMode(folder, 0o755);
    }
  });
});

async function setMode(folder: string, mode: number): Promise<void> {
  for (const path of await readdir(folder, { recursive: true })) {
    await chmod(join(folder, path), mode);
  }
}
