import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readSkill } from '../../../../src/core/bundle/readSkill.ts';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';
import { checkSkill } from '../../../../src/core/skill/checkSkill.ts';
import { parseSkill } from '../../../../src/core/skill/document/parseSkill.ts';
import { recoverFolder } from '../../../../src/disk/files/placeFolder.ts';
import { readRegularFile, readRegularText } from '../../../../src/disk/files/readRegularFile.ts';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { linkFile } from '../../../../src/disk/link/linkFile.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { assertOk } from '../../../support/result.ts';

const isPosix = process.platform !== 'win32';
const maxBytes = 1000;

function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: { code?: unknown }) => error.code,
  );
}

test('a plain file is read, through a link as well', async context => {
  const folder = await tempFolderOf(context);
  const path = join(folder, 'a');
  await writeFile(path, 'x'.repeat(maxBytes));
  assert.equal((await readRegularFile(path, { maxBytes })).length, maxBytes);
  await symlink(path, join(folder, 'link'));
  assert.equal((await readRegularFile(join(folder, 'link'), { maxBytes })).length, maxBytes);
});

test('a link is something else where none is followed', async context => {
  const folder = await tempFolderOf(context);
  await writeFile(join(folder, 'a'), 'x');
  await symlink('a', join(folder, 'link'));
  const options = { maxBytes, isLinkFollowed: false };
  assert.equal(await codeOf(readRegularFile(join(folder, 'link'), options)), 'EFTYPE');
  assert.equal(await readRegularText(join(folder, 'link'), options), null);
});

test('a file that is one byte too large is not read', async context => {
  const folder = await tempFolderOf(context);
  await writeFile(join(folder, 'a'), 'x'.repeat(maxBytes + 1));
  assert.equal(await codeOf(readRegularFile(join(folder, 'a'), { maxBytes })), 'EFBIG');
});

test('what is not there is said as the system says it', async context => {
  const folder = await tempFolderOf(context);
  assert.equal(await codeOf(readRegularFile(join(folder, 'a'), { maxBytes })), 'ENOENT');
  assert.equal(await codeOf(readRegularFile(folder, { maxBytes })), 'EISDIR');
  assert.equal(await readRegularText(join(folder, 'a'), { maxBytes }), null);
});

describe('what never ends or never comes is not waited for:', { skip: !isPosix }, () => {
  /** Links that a repository can hold, and a pipe, which somebody on the machine can make. */
  const plants: readonly (readonly [what: string, plant: (path: string) => Promise<unknown> | unknown])[] = [
    ['a link to /dev/zero', path => symlink('/dev/zero', path)],
    ['a link to /dev/random', path => symlink('/dev/random', path)],
    ['a link to a terminal', path => symlink('/dev/ptmx', path)],
    ['a link to standard input', path => symlink('/dev/stdin', path)],
    ['a pipe', path => execFileSync('mkfifo', [path])],
    [
      'a link to a pipe',
      path => {
        execFileSync('mkfifo', [`${path}.pipe`]);
        return symlink(`${path}.pipe`, path);
      },
    ],
    ['a link to itself', path => symlink(path, path)],
    [
      'a sparse file of 600 MB',
      async path => {
        await writeFile(path, '');
        await truncate(path, 600 * 2 ** 20);
      },
    ],
  ];
  for (const [what, plant] of plants) {
    test(`${what} as .gitignore above a skill, which counts as none`, async context => {
      const folder = await tempFolderOf(context);
      await mkdir(join(folder, '.git'));
      await mkdir(join(folder, 'demo'));
      await writeFile(join(folder, 'demo/SKILL.md'), '---\nname: demo\n---\n');
      await plant(join(folder, '.gitignore'));
      const read = await readSkill(diskFolder(join(folder, 'demo')));
      assert.ok(read.ok, JSON.stringify(read));
    });

    test(`${what} as .skillwright.json, of which a sentence tells`, async context => {
      const folder = await tempFolderOf(context);
      await plant(join(folder, '.skillwright.json'));
      const read = await linkFile(join(folder, '.skillwright.json')).read();
      assert.ok(!read.ok);
      assert.match(
        failureSentences(read.failure),
        /\.skillwright\.json cannot be read: it is larger than|and no file|go round in a circle/,
      );
    });

    test(`${what} as SKILL.md, of which a sentence tells`, async context => {
      const folder = await tempFolderOf(context);
      await plant(join(folder, 'SKILL.md'));
      const read = await readSkill(diskFolder(folder));
      assert.ok(!read.ok || !read.value.text, 'it was read');
    });
  }
});

test('the note of an interrupted download that is a device is not read, and the folder is put back', async context => {
  if (!isPosix) {
    return;
  }
  const folder = await tempFolderOf(context);
  const work = join(folder, '.demo.skillwright-999999999-0123abcd');
  await mkdir(join(work, 'old'), { recursive: true });
  await writeFile(join(work, 'old', 'SKILL.md'), 'mine');
  await symlink('/dev/zero', join(work, 'backup'));
  assert.deepEqual(await recoverFolder(join(folder, 'demo'), folder), [{ kind: 'put-back' }]);
  assert.equal(await readFile(join(folder, 'demo', 'SKILL.md'), 'utf8'), 'mine');
});

test('an ignore file above a skill that is not read is told among the problems', async context => {
  const folder = await tempFolderOf(context);
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, 'a/demo'), { recursive: true });
  await writeFile(
    join(folder, 'a/demo/SKILL.md'),
    '---\nname: demo\ndescription: Shows. Use to show.\n---\n',
  );
  await writeFile(join(folder, '.gitignore'), '# four megabytes\n'.repeat(250_000));
  await symlink('../.gitignore', join(folder, 'a/.gitignore'));
  const read = await readSkill(diskFolder(join(folder, 'a/demo')));
  assertOk(read);
  const problems = checkSkill(parseSkill(read.value.text), read.value.context, { profiles: ['spec'] });
  assert.deepEqual(
    problems.filter(({ code }) => code === 'ignore-file-unread').map(({ message }) => message),
    [
      '"../.gitignore" was not read: it is no plain file, and Git follows no link there. What it names is in the bundle.',
      '"../../.gitignore" was not read: it is larger than 64 KB. What it names is in the bundle.',
    ],
  );
});

test('ignore files in thirty folders above are read as far as there is time, and the rest is told', async context => {
  const folder = await tempFolderOf(context);
  await mkdir(join(folder, '.git'));
  let directory = folder;
  for (let depth = 0; depth < 30; depth++) {
    await writeFile(join(directory, '.gitignore'), 'x\n'.repeat(32_000));
    directory = join(directory, 'd');
    await mkdir(directory);
  }
  await writeFile(join(directory, 'SKILL.md'), '');
  const read = await readSkill(diskFolder(directory));
  assertOk(read);
  const { unreadIgnores } = read.value.selection;
  assert.equal(unreadIgnores.length, 28);
  assert.match(unreadIgnores[0]?.why ?? '', /nearer to the skill/);
});
