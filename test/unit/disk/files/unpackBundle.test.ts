import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { plainText } from '../../../../src/core/text/plainText.ts';
import { unpackBundle } from '../../../../src/disk/files/unpackBundle.ts';
import { everythingIn, tempFolderOf } from '../../../support/process/tempFolder.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';
import { hostileArchives } from '../../../support/zip/hostileArchives.ts';
import { packed } from '../../../support/zip/packed.ts';
import { extraField, rawZip } from '../../../support/zip/rawZip.ts';

const manifest = { name: 'demo/SKILL.md', content: '---\nname: demo\n---\n' };

for (const { title, bytes, entry, says } of hostileArchives) {
  test(`a bundle is refused that has ${title}`, async context => {
    const folder = await tempFolderOf(context);
    const unpacked = await unpackBundle(new Blob([bytes()]), join(folder, 'deep', 'demo'));
    assert.ok(!unpacked.ok, 'it was unpacked');
    const { failure } = unpacked;
    assert.equal(failure.kind, 'bad-archive');
    assert.equal(failure.kind === 'bad-archive' ? failure.entry : undefined, entry);
    const { message } = describeFailure(failure);
    assert.match(message, says);
    if (entry) {
      assert.ok(message.includes(`"${plainText(entry, 200)}"`), message);
    }
    assert.deepEqual(await everythingIn(folder), [], 'something was left behind');
  });
}

test('all of them together take less than 64 MB of memory', async context => {
  const folder = await tempFolderOf(context);
  const zips = hostileArchives.map((_, index) => join(folder, `${index}.zip`));
  for (const [index, { bytes }] of hostileArchives.entries()) {
    await writeFile(zips[index] ?? '', bytes());
  }
  const script = join(import.meta.dirname, '../../../support/process/unpackAll.ts');
  const { stdout, stderr } = spawnSync(process.execPath, [script, join(folder, 'target'), ...zips], {
    encoding: 'utf8',
  });
  const { failures, extraBytes } = JSON.parse(stdout || stderr);
  assert.equal(failures, hostileArchives.length);
  assert.ok(extraBytes < 64 * 2 ** 20, `${Math.round(extraBytes / 2 ** 20)} MB`);
});

describe('a good bundle is unpacked', () => {
  test('with its executable bits, without its top folder, and its digest is told', async context => {
    const folder = await tempFolderOf(context);
    const { zip, bundle } = await packed(
      memoryFolder('demo', {
        'SKILL.md': 'x',
        'scripts/run.sh': { content: '#!/bin/sh\n', isExecutable: true },
        'é/😀.md': 'unicode',
        empty: '',
        'large.bin': randomBytes(3_000_000),
      }),
    );
    const unpacked = await unpackBundle(new Blob([zip]), join(folder, 'demo'));
    assert.ok(unpacked.ok, JSON.stringify(unpacked));
    assert.deepEqual(unpacked.value, { files: bundle.files, digest: bundle.digest });
    assert.deepEqual(await everythingIn(join(folder, 'demo')), [
      'SKILL.md',
      'empty',
      'large.bin',
      'scripts',
      'scripts/run.sh',
      'é',
      'é/😀.md',
    ]);
    const mode = async (path: string) => (await stat(join(folder, 'demo', path))).mode & 0o100;
    assert.deepEqual([await mode('SKILL.md'), await mode('scripts/run.sh')], [0, 0o100]);
  });

  test('with zips in it as plain files', async context => {
    const folder = await tempFolderOf(context);
    const inner = rawZip([{ name: '../../evil', content: 'evil' }]);
    const unpacked = await unpackBundle(
      new Blob([rawZip([manifest, { name: 'demo/assets/inner.zip', content: inner }])]),
      join(folder, 'demo'),
    );
    assert.ok(unpacked.ok, JSON.stringify(unpacked));
    assert.ok((await readFile(join(folder, 'demo/assets/inner.zip'))).equals(inner));
    assert.deepEqual(await everythingIn(folder), [
      'demo',
      'demo/SKILL.md',
      'demo/assets',
      'demo/assets/inner.zip',
    ]);
  });

  test('in all the ways that honest programs write one', async context => {
    const folder = await tempFolderOf(context);
    const times = extraField(0x5455, Buffer.from([1, 0, 0, 0, 0]));
    const owner = extraField(0x7875, Buffer.from([1, 4, 0, 0, 0, 0, 4, 0, 0, 0, 0]));
    const bytes = rawZip([
      { name: 'demo/', mode: 0o040755, method: 0 },
      { name: 'demo/sub/', mode: 0, method: 0 },
      { ...manifest, extra: Buffer.concat([times, owner]), mode: 0 },
      { name: 'demo/sub/stored', content: 'stored', method: 0 },
      { name: 'demo/sub/é', content: 'no UTF-8 flag', flags: 0 },
    ]);
    const unpacked = await unpackBundle(new Blob([bytes]), join(folder, 'demo'));
    assert.ok(unpacked.ok, JSON.stringify(unpacked));
    assert.deepEqual(await everythingIn(join(folder, 'demo')), ['SKILL.md', 'sub', 'sub/stored', 'sub/é']);
  });

  for (const [title, options] of [
    ['zip', []],
    ['zip, streaming', ['-fd']],
    ['zip, stored', ['-0']],
    ['zip, without folders', ['-D']],
  ] as const) {
    test(`as written by ${title}`, async context => {
      if (spawnSync('zip', ['-v']).status !== 0) {
        return context.skip('zip is not installed');
      }
      const folder = await tempFolderOf(context);
      await mkdir(join(folder, 'demo/sub'), { recursive: true });
      await writeFile(join(folder, 'demo/SKILL.md'), manifest.content);
      await writeFile(join(folder, 'demo/sub/é.md'), 'text '.repeat(1000));
      spawnSync('zip', ['-qr', ...options, 'demo.zip', 'demo'], { cwd: folder });
      const archive = new Blob([await readFile(join(folder, 'demo.zip'))]);
      const unpacked = await unpackBundle(archive, join(folder, 'out'));
      assert.ok(unpacked.ok, JSON.stringify(unpacked));
      assert.deepEqual(await everythingIn(join(folder, 'out')), ['SKILL.md', 'sub', 'sub/é.md']);
      assert.equal(await readFile(join(folder, 'out/sub/é.md'), 'utf8'), 'text '.repeat(1000));
    });
  }

  test('but not when the person cancels meanwhile', async context => {
    const folder = await tempFolderOf(context);
    const options = { signal: AbortSignal.abort() };
    const unpacked = await unpackBundle(new Blob([rawZip([manifest])]), join(folder, 'demo'), options);
    assert.deepEqual(unpacked, { ok: false, failure: { kind: 'cancelled' } });
    assert.deepEqual(await everythingIn(folder), []);
  });
});
