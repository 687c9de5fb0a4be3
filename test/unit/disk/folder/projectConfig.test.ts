import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  type ConfigCache,
  findProjectConfig,
  leavesOut,
  lookAnew,
} from '../../../../src/disk/folder/projectConfig.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

const file = 'skillwright.config.json';

/** The folder of the file that holds for a skill, from the temporary folder; null for none. */
async function holds(root: string, skill: string, boundary = root): Promise<string | null> {
  const found = await findProjectConfig(join(root, skill), boundary);
  assertOk(found);
  return found.value === null ? null : found.value.folder.slice(root.length + 1);
}

test("in a repository the nearest project's file above a skill holds, and none above the repository", async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'repo/.git'), { recursive: true });
  await mkdir(join(folder.path, 'repo/packages/one/skills/a'), { recursive: true });
  const skill = 'repo/packages/one/skills/a';
  await writeFile(join(folder.path, file), '{}');
  assert.equal(await holds(folder.path, skill), null);
  await writeFile(join(folder.path, 'repo', file), '{}');
  assert.equal(await holds(folder.path, skill), 'repo');
  const inside = join(folder.path, 'repo/packages/one');
  assert.equal(await holds(folder.path, skill, inside), 'repo', 'also where a part of it is open');
  await writeFile(join(inside, file), '{}');
  assert.equal(await holds(folder.path, skill), 'repo/packages/one');
  assert.equal(await holds(folder.path, 'repo'), 'repo', 'a repository that is a skill');
});

test("outside a repository a project's file holds within the workspace, and else beside the skill", async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'open/skills/a'), { recursive: true });
  await writeFile(join(folder.path, file), '{}');
  const open = join(folder.path, 'open');
  assert.equal(await holds(folder.path, 'open/skills/a', open), null);
  await writeFile(join(open, file), '{}');
  assert.equal(await holds(folder.path, 'open/skills/a', open), 'open');
  const elsewhere = join(folder.path, 'elsewhere');
  assert.equal(await holds(folder.path, 'open/skills/a', elsewhere), null);
  await writeFile(join(open, 'skills', file), '{}');
  assert.equal(await holds(folder.path, 'open/skills/a', elsewhere), 'open/skills');
});

test("a project's file that cannot be read or understood is a failure with its place", async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'skills/a'), { recursive: true });
  await writeFile(join(folder.path, file), '{\n"registry": "https://evil.example"\n}');
  const refused = await findProjectConfig(join(folder.path, 'skills/a'), folder.path);
  assert.ok(!refused.ok && refused.failure.kind === 'bad-config');
  assert.deepEqual([refused.failure.path, refused.failure.line], [join(folder.path, file), 2]);
  await rm(join(folder.path, file));
  await mkdir(join(folder.path, file));
  const isFolder = await findProjectConfig(join(folder.path, 'skills/a'), folder.path);
  assert.ok(!isFolder.ok && isFolder.failure.kind === 'unreadable');
});

test("a project's patterns are relative to its file", async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'repo/.git'), { recursive: true });
  await writeFile(join(folder.path, 'repo', file), '{ "ignore": ["/drafts/", "old-*"] }');
  const isOut = async (path: string) => {
    const absolute = join(folder.path, 'repo', path);
    const found = await findProjectConfig(absolute, folder.path);
    assert.ok(found.ok && found.value);
    return leavesOut(found.value, absolute);
  };
  assert.deepEqual(
    await Promise.all(['drafts/a', 'skills/old-a', 'skills/drafts/a', 'skills/a'].map(isOut)),
    [true, true, false, false],
  );
});

test("a project's file that came, changed or went with its folder is noticed by a second look", async () => {
  await using folder = await tempFolder();
  const above = join(folder.path, 'packages');
  const skill = join(above, 'skills/a');
  const cache: ConfigCache = new Map();
  const anew = async (known: ConfigCache) => {
    const found = await lookAnew(known);
    assert.ok(found !== null);
    return found;
  };
  await mkdir(skill, { recursive: true });
  await findProjectConfig(skill, folder.path, cache);
  assert.equal(await lookAnew(cache), null);
  await writeFile(join(above, file), '{ "ignore": ["b/"] }');
  const came = await anew(cache);
  assert.equal(await lookAnew(came), null);
  await writeFile(join(above, file), '{ "ignore": ["c/"] }');
  const changed = await anew(came);
  await rm(above, { recursive: true });
  await mkdir(skill, { recursive: true });
  const gone = await anew(changed);
  assert.deepEqual(await findProjectConfig(skill, folder.path, gone), { ok: true, value: null });
});
