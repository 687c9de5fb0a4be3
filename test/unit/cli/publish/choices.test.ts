import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';
import { skillText } from '../../../support/publish/publisher.ts';

it('what stops a publish is told with the option that helps, and a warning is not called a refusal', async t => {
  const root = await tempFolderOf(t);
  for (const [name, file, content] of [
    ['warned', 'SKILL.md', skillText('warned', 'See [x](gone.md).')],
    ['secret', '.env', 'PASSWORD=hunter2hunter2\n'],
  ] as const) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, 'SKILL.md'), skillText(name));
    await writeFile(join(root, name, file), content);
  }
  const at = ['--registry', 'local', '--data', join(root, 'data')];
  const warned = await runInProcess(['publish', 'warned', ...at], root);
  assert.equal(warned.code, 1);
  assert.match(
    warned.stderr,
    /warned has a warning that nobody has accepted: .*gone\.md.* or accept it\. --yes accepts warnings\.$/m,
  );
  assert.doesNotMatch(warned.stderr, /would refuse/);
  for (const more of [['--yes'], ['--yes', '--dry-run']]) {
    const secret = await runInProcess(['publish', 'secret', ...at, ...more], root);
    assert.equal(secret.code, 1);
    assert.match(secret.stderr, /what looks like a secret: .*\. --allow-secret FILE allows one\.$/m);
  }
  assert.equal((await runInProcess(['publish', 'warned', ...at, '--yes'], root)).code, 0);
});
