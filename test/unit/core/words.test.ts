import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesWords, countWords, hostOf } from '../../../src/core/words.ts';

test('one is one, and many are counted with their thousands', () => {
  assert.deepEqual(
    [0, 1, 2, 12_345].map(count => countWords(count, 'file')),
    ['0 files', '1 file', '2 files', '12,345 files'],
  );
});

test('a size has two digits, and never a thousand of a unit', () => {
  assert.deepEqual([0, 999, 1_000, 1_249, 9_960, 999_400, 999_600, 52_428_800, 3e9].map(bytesWords), [
    '0 B',
    '999 B',
    '1.0 KB',
    '1.2 KB',
    '10 KB',
    '999 KB',
    '1.0 MB',
    '52 MB',
    '3.0 GB',
  ]);
});

test('an address is called by its host and port', () => {
  assert.equal(hostOf('https://gateway.example.com:8443/v1'), 'gateway.example.com:8443');
  assert.equal(hostOf('nonsense'), 'nonsense');
});
