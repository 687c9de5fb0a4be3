import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { digestBundle } from '../../../../src/core/bundle/digestBundle.ts';
import { packBundle } from '../../../../src/core/bundle/packBundle.ts';
import { openBundle } from '../../../../src/core/bundle/readBundle.ts';
import { selectFiles } from '../../../../src/core/bundle/selectFiles.ts';
import { memoryFolder } from '../../../support/memoryFolder.ts';

test('a packed skill comes back with its files, bits and digest', async () => {
  const folder = memoryFolder('pdf', {
    'SKILL.md': '---\nname: pdf\n---\n',
    'scripts/run.sh': { content: '#!/bin/sh\n', isExecutable: true },
    'node_modules/x/index.js': 'left out',
  });
  const selection = await selectFiles(folder);
  assert.ok(selection.ok);
  const sink = new PassThrough();
  const [packed, zip] = await Promise.all([
    packBundle(folder, selection.value, sink, { topFolder: 'pdf' }),
    buffer(sink),
  ]);
  assert.ok(packed.ok);
  const opened = await openBundle(new Blob([zip]));
  assert.ok(opened.ok);
  assert.deepEqual(
    opened.value.entries.map(({ path, isExecutable }) => [path, isExecutable]),
    [
      ['pdf/SKILL.md', false],
      ['pdf/scripts/run.sh', true],
    ],
  );
  const digested = await digestBundle(opened.value, 'pdf');
  assert.ok(digested.ok);
  assert.equal(digested.value.digest, packed.value.digest);
  assert.deepEqual(digested.value.files, packed.value.files);
});
