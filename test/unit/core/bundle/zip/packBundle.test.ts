import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import { describe, test } from 'node:test';
import { selectFiles } from '../../../../../src/core/bundle/select/selectFiles.ts';
import { type PackedBundle, packBundle } from '../../../../../src/core/bundle/zip/packBundle.ts';
import { openBundle, readEntry } from '../../../../../src/core/bundle/zip/readBundle.ts';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { describeFailure } from '../../../../../src/core/failure/failureText.ts';
import type { Result } from '../../../../../src/core/text/result.ts';
import { assertOk } from '../../../../support/result.ts';
import {
  type MemoryEntry,
  type MemoryFolder,
  memoryFolder,
  systemError,
} from '../../../../support/skill/memoryFolder.ts';
import { packed } from '../../../../support/zip/packed.ts';

const skill = { 'SKILL.md': '---\nname: demo\n---\n' };

/** Selects, lets `between` happen, and packs into a sink that swallows everything. */
async function pack(
  folder: MemoryFolder,
  between: () => void = () => undefined,
  sink: Writable = new PassThrough().resume(),
  options: { topFolder?: string; signal?: AbortSignal } = {},
): Promise<Result<PackedBundle, Failure>> {
  const selection = await selectFiles(folder);
  assertOk(selection);
  between();
  return packBundle(folder, selection.value, sink, { topFolder: 'demo', ...options });
}

async function refusal(...args: Parameters<typeof pack>): Promise<Failure> {
  const result = await pack(...args);
  assert.ok(!result.ok, 'it was packed');
  return result.failure;
}

describe('a bundle', () => {
  test('has sorted names in one folder, a fixed time, fixed modes, and no extra fields', async () => {
    const { zip } = await packed(
      memoryFolder('folder', {
        'b/z.txt': 'z',
        'B.txt': 'B',
        ...skill,
        '😀.md': 'x',
        'é.md': 'x',
        'a.sh': { content: '#!', isExecutable: true, changedAt: 1_234_567 },
      }),
      'demo',
    );
    const entries = directoryOf(zip);
    assert.deepEqual(
      entries.map(({ name }) => name),
      ['demo/B.txt', 'demo/SKILL.md', 'demo/a.sh', 'demo/b/z.txt', 'demo/é.md', 'demo/😀.md'],
    );
    for (const { name, time, date, mode, extraLength, flags } of entries) {
      assert.equal(time, 0);
      assert.equal(date, 0x21, '1 January 1980');
      assert.equal(mode.toString(8), name.endsWith('.sh') ? '100755' : '100644');
      assert.equal(extraLength, 0);
      assert.equal(flags, 0x800, 'UTF-8 names, sizes in the header');
    }
  });

  test('stores what does not get smaller and deflates the rest, by content alone', async () => {
    const { zip } = await packed(
      memoryFolder('demo', {
        ...skill,
        'empty.bin': '',
        'noise.txt': randomBytes(100_000),
        'small-noise.bin': randomBytes(500),
        'text.png': 'all work and no play '.repeat(5_000),
      }),
    );
    assert.deepEqual(
      directoryOf(zip).map(({ name, method }) => `${name} ${method}`),
      [
        'demo/SKILL.md 8',
        'demo/empty.bin 0',
        'demo/noise.txt 0',
        'demo/small-noise.bin 8',
        'demo/text.png 8',
      ],
    );
  });

  test('says what is in it: files with digests, sizes, and the digest of all', async () => {
    const { bundle, zip } = await packed(
      memoryFolder('demo', { 'b.md': 'b', 'a.sh': { content: 'abc', isExecutable: true } }),
    );
    assert.equal(bundle.size, zip.length);
    assert.equal(bundle.totalBytes, 4);
    assert.deepEqual(bundle.files[0], {
      path: 'a.sh',
      size: 3,
      isExecutable: true,
      digest: 'sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    assert.match(bundle.digest, /^sha256:[0-9a-f]{64}$/);
  });

  test('reads every file once', async () => {
    const folder = memoryFolder('demo', { ...skill, 'a.md': 'a', 'b/c.md': 'c', link: { link: 'a.md' } });
    assert.ok((await pack(folder)).ok);
    assert.deepEqual(folder.reads, ['SKILL.md', 'a.md', 'b/c.md', 'a.md']);
  });

  test('of more content than is held at one time comes back whole', async () => {
    const files = Array.from({ length: 30 }, (_, n) => [`${n}.bin`, randomBytes(1_000_000)] as const);
    const { zip } = await packed(memoryFolder('demo', { ...skill, ...Object.fromEntries(files) }));
    const opened = await openBundle(new Blob([zip]));
    assertOk(opened);
    for (const [name, content] of files) {
      const entry = opened.value.entries.find(({ path }) => path === `demo/${name}`);
      assert.ok(entry);
      const read = await readEntry(opened.value, entry);
      assert.ok(read.ok && content.equals(read.value));
    }
  });

  test('is written no faster than it is taken', async () => {
    const content = randomBytes(1_000_000);
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`${n}.bin`, content]));
    const folder = memoryFolder('demo', files);
    const sink = new PassThrough();
    const packing = pack(folder, undefined, sink);
    // Nobody reads, so that the packing must come to rest by itself.
    for (let before = -1; before < folder.reads.length; ) {
      before = folder.reads.length;
      for (let turn = 0; turn < 100; turn++) {
        await new Promise(resolve => setImmediate(resolve));
      }
    }
    assert.ok(folder.reads.length < 15, `${folder.reads.length} files of 1 MB were read ahead`);
    sink.resume();
    assert.ok((await packing).ok);
    assert.equal(folder.reads.length, 40);
  });
});

describe('packing is refused', () => {
  const changes: readonly (readonly [string, string, MemoryEntry | null, Failure['kind']])[] = [
    ['has another size', 'a.md', 'other text', 'changed-meanwhile'],
    ['was written again', 'a.md', { content: 'a', changedAt: 99 }, 'changed-meanwhile'],
    ['became executable', 'a.md', { content: 'a', isExecutable: true }, 'changed-meanwhile'],
    ['is gone', 'a.md', null, 'changed-meanwhile'],
    ['is a folder', 'a.md', { kind: 'directory' }, 'changed-meanwhile'],
    ['cannot be read', 'a.md', { error: 'EACCES' }, 'unreadable'],
  ];
  for (const [title, path, entry, kind] of changes) {
    test(`when a file ${title} since it was selected`, async () => {
      const folder = memoryFolder('demo', { ...skill, [path]: 'a' });
      const sink = new PassThrough().resume();
      const failure = await refusal(
        folder,
        () => (entry === null ? folder.entries.delete(path) : folder.entries.set(path, entry)),
        sink,
      );
      assert.equal(failure.kind, kind);
      assert.match(describeFailure(failure).message, /^a\.md /);
      assert.ok(sink.destroyed && !sink.writableFinished, 'the zip must not look finished');
    });
  }

  test('when a path cannot be bundled, naming all of them', async () => {
    const failure = await refusal(
      memoryFolder('demo', {
        ...skill,
        'away.md': { link: '/etc/passwd' },
        'back\\slash.md': '',
        'CON.md': '',
        'readme.md': '',
        'README.md': '',
      }),
    );
    assert.equal(failure.kind, 'refused-paths');
    const { message } = describeFailure(failure);
    for (const path of ['away.md', 'back\\slash.md', 'CON.md', 'readme.md']) {
      assert.ok(message.includes(path), message);
    }
  });

  test('when there is more than we would unpack again', async () => {
    const large = memoryFolder('demo', { ...skill, 'large.bin': Buffer.alloc(65 * 1024 * 1024) });
    const failure = await refusal(large);
    assert.equal(failure.kind, 'bundle-too-large');
    assert.match(describeFailure(failure).message, /large\.bin of demo has 65 MB/);
    const zeros = Object.fromEntries([1, 2].map(n => [`${n}.bin`, Buffer.alloc(20 * 1024 * 1024)]));
    const dense = await refusal(memoryFolder('demo', zeros));
    assert.equal(dense.kind, 'bundle-too-dense');
    assert.match(describeFailure(dense).message, /would unpack to 10\d\d times its size; from 200 times on/);
    const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`${n}`, '']));
    assert.equal((await refusal(memoryFolder('demo', many))).kind, 'too-many-files');
  });

  test('when the name of the skill is no name for a folder', async () => {
    const failure = await refusal(memoryFolder('demo', skill), undefined, undefined, { topFolder: '..' });
    assert.equal(failure.kind, 'refused-paths');
  });

  test('when the person cancels, before and half way', async () => {
    const folder = memoryFolder('demo', { ...skill, 'a.bin': randomBytes(100_000), 'b.md': 'b' });
    const aborted = { signal: AbortSignal.abort() };
    assert.equal((await refusal(folder, undefined, undefined, aborted)).kind, 'cancelled');
    const controller = new AbortController();
    const sink = new Writable({
      write(_chunk, _encoding, done) {
        controller.abort();
        done();
      },
    });
    const failure = await refusal(folder, undefined, sink, { signal: controller.signal });
    assert.equal(failure.kind, 'cancelled');
    assert.ok(sink.destroyed);
  });

  test('when the disk is full, or the file cannot be written', async () => {
    for (const [code, kind] of [
      ['ENOSPC', 'disk-full'],
      ['EIO', 'unwritable'],
    ]) {
      const sink = new Writable({ write: (_chunk, _encoding, done) => done(systemError(code ?? '', 'x')) });
      const folder = memoryFolder('demo', {
        ...skill,
        'a.bin': randomBytes(9_000_000),
        'b.bin': randomBytes(9_000_000),
      });
      assert.equal((await refusal(folder, undefined, sink)).kind, kind);
    }
  });
});

test('a mistake of the folder is thrown on and not taken for a failure', async () => {
  const folder = memoryFolder('demo', skill);
  const broken = { ...folder, read: () => Promise.reject(new TypeError('a bug')) };
  const selection = await selectFiles(folder);
  assertOk(selection);
  await assert.rejects(
    packBundle(broken, selection.value, new PassThrough().resume(), { topFolder: 'demo' }),
    /a bug/,
  );
});

interface DirectoryEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly extraLength: number;
  readonly mode: number;
}

/** The entries of a zip's directory, read by hand. */
function directoryOf(zip: Buffer): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  let at = zip.readUInt32LE(zip.length - 6);
  while (zip.toString('latin1', at, at + 4) === 'PK\x01\x02') {
    const nameLength = zip.readUInt16LE(at + 28);
    const extraLength = zip.readUInt16LE(at + 30);
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      time: zip.readUInt16LE(at + 12),
      date: zip.readUInt16LE(at + 14),
      extraLength,
      mode: zip.readUInt32LE(at + 38) >>> 16,
    });
    at += 46 + nameLength + extraLength + zip.readUInt16LE(at + 32);
  }
  return entries;
}
