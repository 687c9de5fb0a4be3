import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBundle } from '../../src/core/bundle/digestBundle.ts';
import { readLayout } from '../../src/core/bundle/zip/bundleLayout.ts';
import { bundleLimits } from '../../src/core/bundle/zip/bundleLimits.ts';
import { openBundle, readEntry } from '../../src/core/bundle/zip/readBundle.ts';
import type { Failure } from '../../src/core/failure/failure.ts';
import { describeFailure } from '../../src/core/failure/failureText.ts';
import { fileNameProblem } from '../../src/core/text/fileNames.ts';
import { unpackBundle } from '../../src/disk/files/unpackBundle.ts';
import { seededRandom } from '../support/process/seededRandom.ts';
import { everythingIn, tempFolder } from '../support/process/tempFolder.ts';
import { assertOk } from '../support/result.ts';
import type { Ledger, TortureSuite } from '../support/torture/ledger.ts';
import { gitArchives, gitZip } from '../support/zip/gitArchives.ts';
import { gitStatusMakes, hasGit } from '../support/zip/gitStatus.ts';
import { hostileArchives } from '../support/zip/hostileArchives.ts';
import { goodZips, mutateZip } from '../support/zip/mutateZip.ts';
import { hasPython, seenByPython, sha256 } from '../support/zip/otherReaders.ts';
import { fieldLies } from '../support/zip/zipFields.ts';

const mutations = 10_000;

/** Archives that no download may unpack, and no other program may read as something else. */
export const suite: TortureSuite = {
  maxTime: 600_000,
  run: async (ledger, share) => {
    if (share === 1) {
      // In a part they are left to the tests of what unpacks them, which try each.
      await tryByName(ledger);
    }
    await tryLies(ledger);
    if (hasGit()) {
      await tryGit(ledger, share);
    }
    await tryMutations(ledger, Math.ceil(mutations * share));
  },
};

async function tryByName(ledger: Ledger): Promise<void> {
  await using folder = await tempFolder();
  for (const { title, bytes, says } of hostileArchives) {
    await ledger.named('archives, unpacked', title, async () => {
      const unpacked = await unpackBundle(new Blob([bytes()]), join(folder.path, 'deep', 'demo'));
      assert.ok(!unpacked.ok, 'it was unpacked');
      assert.match(describeFailure(unpacked.failure).message, says);
      assert.deepEqual(await everythingIn(folder.path), [], 'something was left behind');
      return kindOf(unpacked.failure);
    });
  }
}

/** Every number of the format, wrong in every way: refused, or without any effect. */
async function tryLies(ledger: Ledger): Promise<void> {
  await using folder = await tempFolder();
  const accepted: Accepted[] = [];
  for (const { title: make, bytes: good } of goodZips().filter(({ title }) => /deflated|zip64/.test(title))) {
    const honest = await contentOf(good);
    assert.ok('files' in honest);
    for (const { title, bytes } of fieldLies(good)) {
      if (make !== 'deflated' && !/^(zip64|locator|end)/.test(title)) {
        continue;
      }
      const work = async () => {
        const target = join(folder.path, 'demo');
        const unpacked = await unpackBundle(new Blob([bytes]), target);
        if (!unpacked.ok) {
          assert.deepEqual(await everythingIn(folder.path), [], 'something was left behind');
          return kindOf(unpacked.failure);
        }
        await rm(target, { recursive: true });
        const content = await contentOf(bytes);
        assert.ok('files' in content);
        assert.deepEqual(content.files, honest.files, 'it holds something else');
        accepted.push({ bytes, files: content.files, title: `${make}, ${title}` });
        return 'no effect';
      };
      await ledger.named('archives, one number a lie', `${make}, ${title}`, work);
    }
  }
  await compareWithPython(ledger, accepted);
}

async function tryGit(ledger: Ledger, share: number): Promise<void> {
  for (const archive of share < 1 ? gitArchives.slice(0, 3) : gitArchives) {
    await ledger.named('Git repositories, with a real git status', archive.title, async () => {
      await using folder = await tempFolder();
      const mark = join(folder.path, 'mark');
      const workspace = join(folder.path, 'workspace');
      await mkdir(workspace);
      spawnSync('git', ['init', '-q'], { cwd: workspace });
      const before = await everythingIn(workspace);
      const bytes = gitZip(archive, `touch ${mark}`);
      const unpacked = await unpackBundle(new Blob([bytes]), join(workspace, 'skills', 'demo'));
      assert.ok(!unpacked.ok, 'it was unpacked');
      assert.equal(await gitStatusMakes(mark, workspace), false, 'its command ran');
      assert.deepEqual(await everythingIn(workspace), before, 'something was left behind');
      return kindOf(unpacked.failure);
    });
  }
}

async function tryMutations(ledger: Ledger, count: number): Promise<void> {
  const seed = Math.trunc(Math.random() * 2 ** 31);
  const random = seededRandom(seed);
  const good = goodZips();
  await using folder = await tempFolder();
  let accepted: Accepted[] = [];
  for (let index = 0; index < count; index++) {
    const { bytes: base } = good[index % good.length] ?? { bytes: Buffer.alloc(0) };
    const bytes = mutateZip(base, random);
    await ledger.generated('archives, mutated', `mutation ${index} of seed ${seed}`, async () => {
      const content = await contentOf(bytes);
      if ('failure' in content) {
        // Every twentieth is put to the disk as well, where nothing may stay.
        if (index % 20 === 0) {
          assert.ok(!(await unpackBundle(new Blob([bytes]), join(folder.path, 'demo'))).ok);
          assert.deepEqual(await everythingIn(folder.path), []);
        }
        return kindOf(content.failure);
      }
      assert.deepEqual(
        Object.keys(content.files)
          .map(path => fileNameProblem(path))
          .filter(Boolean),
        [],
      );
      assert.ok(content.bytes <= bundleLimits.totalBytes);
      accepted.push({ bytes, files: content.files, title: `mutation ${index} of seed ${seed}` });
      return 'accepted';
    });
    if (accepted.length >= 400) {
      await compareWithPython(ledger, accepted);
      accepted = [];
    }
  }
  await compareWithPython(ledger, accepted);
}

interface Accepted {
  readonly title: string;
  readonly bytes: Buffer<ArrayBuffer>;
  readonly files: Readonly<Record<string, string>>;
}

/** What is accepted holds the same files for another program, or nothing. */
async function compareWithPython(ledger: Ledger, accepted: readonly Accepted[]): Promise<void> {
  if (!hasPython() || accepted.length === 0) {
    return;
  }
  await using folder = await tempFolder();
  const seen = await seenByPython(
    accepted.map(({ bytes }) => bytes),
    folder.path,
  );
  for (const [index, { title, files, bytes }] of accepted.entries()) {
    const other = seen[index];
    await ledger.generated(
      'archives that are taken, as Python reads them',
      `${title} (${bytes.length} bytes)`,
      () => {
        if (other && 'error' in other) {
          return other.error;
        }
        assert.deepEqual(other?.files, files);
        return 'the same files';
      },
    );
  }
}

/** The digests of its files by path, all read; or why there are none. Never rejects. */
async function contentOf(
  bytes: Buffer<ArrayBuffer>,
): Promise<
  { readonly files: Readonly<Record<string, string>>; readonly bytes: number } | { readonly failure: Failure }
> {
  const bundle = await openBundle(new Blob([bytes]));
  if (!bundle.ok) {
    return bundle;
  }
  const layout = readLayout(bundle.value.entries.map(({ path }) => path));
  if (!layout.ok) {
    return layout;
  }
  const digested = await digestBundle(bundle.value, layout.value.topFolder);
  if (!digested.ok) {
    return digested;
  }
  const files: Record<string, string> = {};
  let total = 0;
  for (const entry of bundle.value.entries) {
    const content = await readEntry(bundle.value, entry);
    assertOk(content);
    files[entry.path] = sha256(content.value);
    total += content.value.length;
  }
  return { files, bytes: total };
}

/** The kind of a refusal, without the numbers and names in it. */
function kindOf(failure: Failure): string {
  const why = failure.kind === 'bad-archive' ? failure.why : '';
  return `${failure.kind} ${why}`.replace(/\(.*$|"[^"]*"|\d+/g, '');
}
