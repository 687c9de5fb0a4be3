import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostOf } from '../../../../src/core/text/hostOf.ts';
import {
  bytesWords,
  countWords,
  megabyteWords,
  numberWords,
  sentenceStart,
} from '../../../../src/core/text/words.ts';

test('one is one, and many are counted with their thousands', () => {
  assert.deepEqual(
    [0, 1, 2, 12_345].map(count => countWords(count, 'file')),
    ['0 files', '1 file', '2 files', '12,345 files'],
  );
});

test('a number is written as the platform writes it in English', () => {
  for (const number of [0, 7, 12, 999, 1_000, 12_345, 1_234_567, 1_234.5, 0.1, -1_234]) {
    assert.equal(numberWords(number), number.toLocaleString('en'));
  }
});

test('a size has two digits, and never a thousand of a unit', () => {
  const sizes = [0, 999, 1_000, 1_024, 1_249, 10_200, 1_022_900, 1_023_600, 52_428_800, 3 * 2 ** 30];
  assert.deepEqual(sizes.map(bytesWords), [
    '0 B',
    '999 B',
    '1.0 KB',
    '1.0 KB',
    '1.2 KB',
    '10 KB',
    '999 KB',
    '1.0 MB',
    '50 MB',
    '3.0 GB',
  ]);
});

test('a size beside its limit never looks like the limit that it is over', () => {
  assert.deepEqual([25 * 2 ** 20, 25 * 2 ** 20 + 1, 31.5 * 2 ** 20, 2 ** 31].map(megabyteWords), [
    '25 MB',
    '25.1 MB',
    '31.5 MB',
    '2,048 MB',
  ]);
});

test('an address is called by its host and port', () => {
  assert.equal(hostOf('https://gateway.example.com:8443/v1'), 'gateway.example.com:8443');
  assert.equal(hostOf('nonsense'), 'nonsense');
});

test('what begins a line has a capital, but a version is written as everywhere', () => {
  assert.deepEqual(['never published', 'v2 on Local', 'versions differ', ''].map(sentenceStart), [
    'Never published',
    'v2 on Local',
    'Versions differ',
    '',
  ]);
});
