import assert from 'node:assert/strict';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import type { OpenVersion, VersionRequest } from '../../../../src/core/published/versionStore.ts';
import { type Result, success } from '../../../../src/core/text/result.ts';
import { clearCachedVersions, deletedVersions } from '../../../../src/disk/versions/deletedVersions.ts';
import type { CacheCap } from '../../../../src/disk/versions/trimCache.ts';
import { VersionCache } from '../../../../src/disk/versions/versionCache.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { contractKinds, openSubject } from '../../../support/registry/contractSubject.ts';
import { assertOk } from '../../../support/result.ts';
import { packUpload, skillText } from '../../../support/zip/skillUpload.ts';

const [openai] = contractKinds;

/** A registry with one skill of three versions, and a cache in front of it. */
async function setUp(cap?: CacheCap) {
  assert.ok(openai);
  const subject = await openSubject(openai);
  const folder = await tempFolder();
  const directory = join(folder.path, 'versions');
  const open = () =>
    new VersionCache({ directory, keyOf: ({ id }) => `key of ${id}`, ...(cap === undefined ? {} : { cap }) });
  const created = await subject.registry.createSkill(await upload('one'));
  assertOk(created);
  const skillId = created.value.skill.id;
  for (const text of ['two', 'three']) {
    assert.ok((await subject.registry.createVersion(skillId, await upload(text))).ok);
  }
  subject.seen.length = 0;
  return {
    directory,
    open,
    cache: open(),
    subject,
    request: (version: string): VersionRequest => ({ registry: subject.registry, skillId, version }),
    downloads: () => subject.seen.filter(({ url }) => url.endsWith('/content')).length,
    [Symbol.asyncDispose]: async () => {
      await subject[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

function upload(text: string) {
  return packUpload('pdf', {
    'SKILL.md': skillText('pdf', 'Reads. Use for PDFs.'),
    'notes.txt': text,
    // Does not compress, so that the size on disk can be told beforehand.
    'noise.bin': noise(20_000, text.length),
  });
}

function noise(size: number, seed: number): Uint8Array {
  let state = seed + 1;
  return Uint8Array.from({ length: size }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state >> 16;
  });
}

async function notes(version: OpenVersion): Promise<Result<string, Failure>> {
  const bytes = await version.read('notes.txt');
  return bytes.ok ? success(new TextDecoder().decode(bytes.value)) : bytes;
}

test('a version is downloaded when it is first needed, and never again', async () => {
  await using it = await setUp();
  assert.deepEqual(await it.cache.use(it.request('2'), notes), success('two'));
  const facts = await it.cache.facts(it.request('2'));
  assertOk(facts);
  assert.deepEqual(
    facts.value.files.map(({ path }) => path),
    ['SKILL.md', 'noise.bin', 'notes.txt'],
  );
  assert.equal(facts.value.folderName, 'pdf');
  assert.deepEqual(await it.open().use(it.request('2'), notes), success('two'), 'in another window');
  assert.equal(it.downloads(), 1);
});

test('callers at the same time share one download', async () => {
  await using it = await setUp();
  const all = await Promise.all(Array.from({ length: 10 }, () => it.cache.use(it.request('1'), notes)));
  assert.deepEqual(all, Array(10).fill(success('one')));
  assert.equal(it.downloads(), 1);
});

test('two windows that fetch the same version at the same time both get it', async () => {
  await using it = await setUp();
  const windows = [it.open(), it.open(), it.open()];
  const all = await Promise.all(windows.map(window => window.use(it.request('3'), notes)));
  assert.deepEqual(all, Array(3).fill(success('three')));
  assert.equal((await readdir(it.directory)).length, 1, 'one copy, nothing left over');
});

test('only what is here is told without asking the registry', async () => {
  await using it = await setUp();
  const key = { registryKey: 'key of r', skillId: it.request('1').skillId, version: '1' };
  assert.equal(await it.cache.factsIfCached(key), null);
  await it.cache.facts(it.request('1'));
  assert.equal((await it.cache.factsIfCached(key))?.files.length, 3);
  assert.equal(it.downloads(), 1);
});

test('a damaged copy is fetched again', async t => {
  for (const damage of ['zip cut', 'zip changed', 'facts cut', 'facts of another format']) {
    await t.test(damage, async () => {
      await using it = await setUp();
      await it.cache.facts(it.request('2'));
      const [name = ''] = await readdir(it.directory);
      const file = join(it.directory, name, damage.startsWith('zip') ? 'bundle.zip' : 'version.json');
      const before = await readFile(file);
      const after = {
        'zip cut': before.subarray(0, before.length - 1),
        'zip changed': flip(before),
        'facts cut': before.subarray(0, 30),
        'facts of another format': Buffer.from(before.toString().replace('"format":1', '"format":0')),
      }[damage];
      await writeFile(file, after ?? '');
      assert.deepEqual(await it.cache.use(it.request('2'), notes), success('two'));
      assert.equal(it.downloads(), 2);
    });
  }
});

/** Changes every byte between the first header and the directory. */
function flip(zip: Buffer): Buffer {
  const directory = zip.indexOf('PK\x01\x02');
  return Buffer.concat([
    zip.subarray(0, 60),
    zip.subarray(60, directory).map(byte => ~byte),
    zip.subarray(directory),
  ]);
}

test('a failed or cancelled download leaves nothing behind, and may be tried again', async () => {
  await using it = await setUp();
  const missing = await it.cache.facts(it.request('9'));
  assert.equal(!missing.ok && missing.failure.kind, 'not-found');
  const abort = new AbortController();
  const cancelled = it.cache.facts(it.request('1'), abort.signal);
  abort.abort();
  assert.equal(!(await cancelled).ok, true);
  it.subject.intercept = (request, response) => {
    if (!request.url?.endsWith('/content')) {
      return false;
    }
    response.writeHead(200, { 'content-length': '5000' });
    response.write('PK');
    response.destroy();
    return true;
  };
  const broken = await it.cache.facts(it.request('1'));
  assert.equal(!broken.ok && broken.failure.kind, 'unreachable');
  it.subject.intercept = () => false;
  assert.deepEqual(await it.cache.use(it.request('1'), notes), success('one'));
  assert.equal((await readdir(it.directory)).length, 1);
});

test('what is no bundle is refused and not kept', async () => {
  await using it = await setUp();
  it.subject.intercept = (request, response) => {
    if (!request.url?.endsWith('/content')) {
      return false;
    }
    response.end('<html>not a zip</html>');
    return true;
  };
  const refused = await it.cache.use(it.request('1'), notes);
  assert.equal(!refused.ok && refused.failure.kind, 'not-understood');
  assert.deepEqual(await readdir(it.directory), []);
});

test('what was not used for longest goes when there is no more room', async () => {
  await using it = await setUp({ bytes: 50_000, entries: 10 });
  for (const version of ['1', '2']) {
    await it.cache.facts(it.request(version));
  }
  const [first, second] = await Promise.all(['1', '2'].map(version => entryOf(it, version)));
  await utimes(join(first ?? '', 'version.json'), 1, 1);
  await utimes(join(second ?? '', 'version.json'), 2, 2);
  await it.cache.facts(it.request('1'));
  await it.cache.facts(it.request('3'));
  assert.deepEqual(await cached(it), ['1', '3']);
});

test('the version that was just asked for stays, however large', async () => {
  await using it = await setUp({ bytes: 10, entries: 10 });
  assert.deepEqual(await it.cache.use(it.request('1'), notes), success('one'));
  assert.deepEqual(await it.cache.use(it.request('2'), notes), success('two'));
  assert.deepEqual(await cached(it), ['2']);
});

test('a copy of a deleted version is no version any more, and goes last', async () => {
  await using it = await setUp({ bytes: 50_000, entries: 10 });
  await it.cache.facts(it.request('1'));
  const deleted = deletedVersions(it.directory);
  const key = { registryKey: 'key of r', skillId: it.request('1').skillId, version: '1' };
  const id = await deleted.keep(key, 'My PDFs');
  assert.equal(await deleted.keep(key, 'My PDFs'), null, 'there is nothing more to keep');
  assert.deepEqual(await cached(it), []);
  for (const version of ['2', '3']) {
    await it.cache.facts(it.request(version));
  }
  assert.deepEqual(await cached(it), ['3']);

  const [copy] = await deleted.list();
  assert.equal(copy?.id, id);
  assert.equal(copy?.facts.label, 'My PDFs');
  const opened = await deleted.open(copy?.id ?? '');
  assertOk(opened);
  assert.deepEqual(await notes(opened.value), success('one'));
  await deleted.forget(copy?.id ?? '');
  assert.deepEqual(await deleted.list(), []);
});

test('clearing removes the versions, and the copies of deleted ones only when asked to', async () => {
  await using it = await setUp();
  for (const version of ['1', '2']) {
    await it.cache.facts(it.request(version));
  }
  const { skillId } = it.request('1');
  await deletedVersions(it.directory).keep({ registryKey: 'key of r', skillId, version: '1' }, 'PDF');
  assert.equal(await clearCachedVersions(it.directory, { withDeleted: false }), 1);
  assert.equal((await deletedVersions(it.directory).list()).length, 1);
  assert.equal(await clearCachedVersions(it.directory, { withDeleted: true }), 1);
  assert.deepEqual(await readdir(it.directory), []);
  assert.deepEqual(await it.cache.use(it.request('2'), notes), success('two'));
});

async function cached(it: Awaited<ReturnType<typeof setUp>>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const version of ['1', '2', '3']) {
    const { skillId } = it.request(version);
    if (await it.cache.factsIfCached({ registryKey: 'key of r', skillId, version })) {
      found.push(version);
    }
  }
  return found;
}

async function entryOf(it: Awaited<ReturnType<typeof setUp>>, version: string): Promise<string> {
  for (const name of await readdir(it.directory)) {
    const facts = JSON.parse(await readFile(join(it.directory, name, 'version.json'), 'utf8'));
    if (facts.version === version) {
      return join(it.directory, name);
    }
  }
  throw new Error(`Version ${version} is not cached.`);
}
