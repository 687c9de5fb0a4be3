import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasShebang } from '../../../../src/disk/folder/hasShebang.ts';
import { tempFolderOf } from '../../../support/process/tempFolder.ts';

test('a file that begins with #! says what runs it', async context => {
  const path = join(await tempFolderOf(context), 'run');
  for (const [content, expected] of [
    ['#!/bin/sh\n', true],
    ['#!', true],
    ['# !', false],
    ['\uFEFF#!/bin/sh', false],
    ['#', false],
    ['', false],
  ] as const) {
    await writeFile(path, content);
    assert.equal(await hasShebang(path), expected, content);
  }
  await assert.rejects(hasShebang(`${path}-gone`), { code: 'ENOENT' });
});
