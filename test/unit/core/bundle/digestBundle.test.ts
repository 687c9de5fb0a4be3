import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { digestBundle } from '../../../../src/core/bundle/digestBundle.ts';
import { digestFolder } from '../../../../src/core/bundle/digestFolder.ts';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { openBundle } from '../../../../src/core/bundle/zip/readBundle.ts';
import { assertOk } from '../../../support/result.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';
import { packed } from '../../../support/zip/packed.ts';
import { rawZip } from '../../../support/zip/rawZip.ts';

const folder = () =>
  memoryFolder('demo', {
    'SKILL.md': '---\nname: demo\n---\n',
    'scripts/run.sh': { content: '#!/bin/sh\n', isExecutable: true },
    'references/é.md': 'x'.repeat(10_000),
    'empty.txt': '',
  });

async function opened(zip: Uint8Array) {
  const bundle = await openBundle(new Blob([Buffer.from(zip)]));
  assert.ok(bundle.ok, JSON.stringify(bundle));
  return bundle.value;
}

describe('what is in a bundle', () => {
  test('has the digest of the folder that it was made of, whatever its top folder is called', async () => {
    const selection = await selectFiles(folder());
    assertOk(selection);
    const ofFolder = await digestFolder(folder(), selection.value);
    assertOk(ofFolder);
    for (const topFolder of ['demo', 'another-name']) {
      const { zip } = await packed(folder(), topFolder);
      const content = await digestBundle(await opened(zip), topFolder);
      assertOk(content);
      assert.equal(content.value.digest, ofFolder.value.digest);
    }
  });

  test('has the same digest in whatever order and compression it was zipped', async () => {
    const entries = [
      { name: 'demo/SKILL.md', content: '---\nname: demo\n---\n' },
      { name: 'demo/a.md', content: 'a' },
    ];
    const digests = await Promise.all(
      [entries, entries.toReversed()].map(async order => {
        const content = await digestBundle(await opened(rawZip(order)), 'demo');
        assertOk(content);
        return content.value.digest;
      }),
    );
    assert.equal(digests[0], digests[1]);
  });

  test('is listed by path without the top folder, with sizes and executable bits', async () => {
    const { zip } = await packed(folder(), 'demo');
    const content = await digestBundle(await opened(zip), 'demo');
    assertOk(content);
    assert.deepEqual(
      content.value.files.map(({ path, size, isExecutable }) => `${path} ${size}${isExecutable ? ' x' : ''}`),
      ['SKILL.md 19', 'empty.txt 0', 'references/é.md 10000', 'scripts/run.sh 10 x'],
    );
  });

  test('may lie at the root, where registries take that', async () => {
    const zip = rawZip([{ name: 'SKILL.md', content: '---\nname: demo\n---\n' }]);
    const content = await digestBundle(await opened(zip), null);
    assertOk(content);
    assert.deepEqual(
      content.value.files.map(({ path }) => path),
      ['SKILL.md'],
    );
  });
});

describe('reading a bundle', () => {
  test('hands each content on, in pieces', async () => {
    const { zip } = await packed(folder(), 'demo');
    const sizes = new Map<string, number>();
    const content = await digestBundle(await opened(zip), 'demo', async (path, _entry, chunks) => {
      let size = 0;
      for await (const chunk of chunks) {
        size += chunk.length;
      }
      sizes.set(path, size);
    });
    assertOk(content);
    assert.deepEqual(
      [...sizes].sort(),
      content.value.files.map(({ path, size }) => [path, size] as const).sort(),
    );
  });

  test('ends with the file that a cancel falls into, and says that it was cancelled', async () => {
    const { zip } = await packed(folder(), 'demo');
    const cancel = new AbortController();
    const seen: string[] = [];
    const content = await digestBundle(
      await opened(zip),
      'demo',
      async (path, _entry, chunks) => {
        seen.push(path);
        cancel.abort();
        for await (const _chunk of chunks) {
        }
      },
      cancel.signal,
    );
    assert.deepEqual(content, { ok: false, failure: { kind: 'cancelled' } });
    assert.equal(seen.length, 1);
  });

  test('passes on what the handler throws, which is not about the bundle', async () => {
    const { zip } = await packed(folder(), 'demo');
    const writing = digestBundle(await opened(zip), 'demo', async () => {
      throw new Error('ENOSPC');
    });
    await assert.rejects(writing, /ENOSPC/);
  });

  test('refuses content that is not what the directory of the archive says', async () => {
    const { zip } = await packed(folder(), 'demo');
    const bytes = Buffer.from(zip);
    const at =
      bytes.indexOf('#!/bin/sh') === -1
        ? bytes.indexOf('demo/scripts/run.sh') + 20
        : bytes.indexOf('#!/bin/sh');
    bytes[at] = (bytes[at] ?? 0) ^ 0xff;
    const content = await digestBundle(await opened(bytes), 'demo');
    assert.ok(!content.ok);
    assert.equal(content.failure.kind, 'bad-archive');
    assert.equal(content.failure.kind === 'bad-archive' && content.failure.entry, 'demo/scripts/run.sh');
  });
});
