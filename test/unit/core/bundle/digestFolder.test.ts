import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { digestFolder } from '../../../../src/core/bundle/digestFolder.ts';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import { packBundle } from '../../../../src/core/bundle/zip/packBundle.ts';
import { assertOk } from '../../../support/result.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';

const entries = {
  'SKILL.md': '---\nname: demo\ndescription: d\n---\n',
  'scripts/run.sh': { content: '#!/bin/sh\n', isExecutable: true },
  'assets/empty.txt': '',
};

test('a folder has the digest that its bundle has', async () => {
  const folder = memoryFolder('demo', entries);
  const selection = await selectFiles(folder);
  assertOk(selection);
  const content = await digestFolder(folder, selection.value);
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  const packed = await packBundle(folder, selection.value, sink, { topFolder: 'demo' });
  assert.ok(content.ok && packed.ok);
  assert.equal(content.value.digest, packed.value.digest);
  assert.deepEqual(content.value.files, packed.value.files);
});

test('a file that cannot be read is named', async () => {
  const folder = memoryFolder('demo', entries);
  const selection = await selectFiles(folder);
  assertOk(selection);
  folder.entries.set('scripts/run.sh', { error: 'EACCES' });
  const content = await digestFolder(folder, selection.value);
  assert.deepEqual(!content.ok && content.failure, {
    kind: 'unreadable',
    path: 'scripts/run.sh',
    cause: 'EACCES',
  });
});

for (const [what, entry] of [
  ['grew', '#!/bin/sh\necho\n'],
  ['shrank', '#!'],
  ['became a folder', { kind: 'directory' }],
  ['is gone', null],
] as const) {
  test(`a file that ${what} since it was listed has changed`, async () => {
    const folder = memoryFolder('demo', entries);
    const selection = await selectFiles(folder);
    assertOk(selection);
    if (entry === null) {
      folder.entries.delete('scripts/run.sh');
    } else {
      folder.entries.set('scripts/run.sh', entry);
    }
    const content = await digestFolder(folder, selection.value);
    assert.deepEqual(!content.ok && content.failure, { kind: 'changed-meanwhile', path: 'scripts/run.sh' });
  });
}
