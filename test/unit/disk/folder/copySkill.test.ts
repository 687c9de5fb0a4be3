import assert from 'node:assert/strict';
import { lstat, mkdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { copySkill } from '../../../../src/disk/folder/copySkill.ts';
import { everythingIn, tempFolderOf } from '../../../support/process/tempFolder.ts';
import { failure, ok } from '../../../support/result.ts';

const text = (name: string) => `---\nname: ${name}\ndescription: Does it.\n---\n\nDo it.\n`;

async function skillIn(test: TestContext) {
  const root = await tempFolderOf(test);
  const [from, to] = [join(root, 'demo'), join(root, 'copy')];
  await mkdir(join(from, 'references'), { recursive: true });
  await mkdir(to);
  const copy = () => copySkill({ from, to, manifest: 'SKILL.md', name: 'copy' });
  return { root, from, to, copy };
}

describe('A copy of a skill', () => {
  it('has everything but the repository, under its own name', async t => {
    const { from, to, copy } = await skillIn(t);
    await writeFile(join(from, 'SKILL.md'), text('demo'));
    await writeFile(join(from, 'references', 'a.md'), 'A');
    await symlink('a.md', join(from, 'references', 'link.md'));
    await mkdir(join(from, '.git'));
    await mkdir(join(from, 'references', '.GIT'));
    await writeFile(join(from, 'references', '.Git '), 'gitdir: a');
    ok(await copy());
    assert.deepEqual(await everythingIn(to), [
      'SKILL.md',
      'references',
      join('references', 'a.md'),
      join('references', 'link.md'),
    ]);
    assert.equal(await readFile(join(to, 'SKILL.md'), 'utf8'), text('copy'));
    assert.equal(await readlink(join(to, 'references', 'link.md')), 'a.md');
  });

  it('does not put its name into the file that the SKILL.md is a link to', async t => {
    const { root, from, to, copy } = await skillIn(t);
    await writeFile(join(root, 'shared.md'), text('demo'));
    await symlink('../shared.md', join(from, 'SKILL.md'));
    ok(await copy());
    assert.equal(await readFile(join(root, 'shared.md'), 'utf8'), text('demo'));
    assert.ok((await lstat(join(to, 'SKILL.md'))).isFile());
    assert.equal(await readFile(join(to, 'SKILL.md'), 'utf8'), text('copy'));
  });

  it('keeps what is not UTF-8 byte for byte', async t => {
    const { from, to, copy } = await skillIn(t);
    const bytes = Buffer.concat([Buffer.from(text('demo')), Buffer.from([0xe4, 0xff])]);
    await writeFile(join(from, 'SKILL.md'), bytes);
    ok(await copy());
    assert.deepEqual(await readFile(join(to, 'SKILL.md')), bytes);
  });

  it('is not made of a SKILL.md that is a link to a device', async t => {
    const { from, to, copy } = await skillIn(t);
    await symlink('/dev/zero', join(from, 'SKILL.md'));
    assert.equal(failure(await copy()).kind, 'unwritable');
    assert.deepEqual(await everythingIn(to), []);
  });
});
