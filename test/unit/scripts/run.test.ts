import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { tempFolder } from '../../support/process/tempFolder.ts';

const root = resolve(import.meta.dirname, '../../..');

test('Paths of the command line are meant from where npm was called, as in a job of another repository', async () => {
  await using folder = await tempFolder();
  await mkdir(join(folder.path, 'skills/greeter'), { recursive: true });
  await writeFile(
    join(folder.path, 'skills/greeter/SKILL.md'),
    '---\nname: greeter\ndescription: Says hello. Use it to begin a talk.\n---\n\nSay hello.\n',
  );
  const { scripts } = (await import('../../../package.json', { with: { type: 'json' } })).default;
  const [node, ...args] = scripts.skillwright.split(' ');
  assert.equal(node, 'node');
  // npm itself goes to the project's root.
  const { stdout } = await promisify(execFile)(process.execPath, [...args, 'validate', 'skills'], {
    cwd: root,
    env: { ...process.env, INIT_CWD: folder.path },
  });
  assert.match(stdout, /^1 skill, 0 errors/);
});
