import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { isCompressible } from '../../../../../src/core/bundle/zip/isCompressible.ts';

const prose = Buffer.from('Collect the commits since the last tag, and group them by kind. '.repeat(2_000));

test('text is deflated, and so is whatever is too short to tell', () => {
  assert.equal(isCompressible(prose), true);
  assert.equal(isCompressible(Buffer.alloc(100_000)), true);
  assert.equal(isCompressible(randomBytes(4_095)), true);
});

test('nothing is not', () => {
  assert.equal(isCompressible(Buffer.alloc(0)), false);
});

test('what is compressed or encrypted is stored', () => {
  assert.equal(isCompressible(randomBytes(100_000)), false);
  const compressed = deflateRawSync(randomBytes(60_000).toString('base64'));
  assert.ok(compressed.length > 50_000, `${compressed.length} bytes`);
  assert.equal(isCompressible(compressed), false);
});

test('a file is judged by all of its length, not by its beginning', () => {
  assert.equal(isCompressible(Buffer.concat([randomBytes(2_000), prose])), true);
  assert.equal(isCompressible(Buffer.concat([prose.subarray(0, 500), randomBytes(200_000)])), false);
});

test('the same content is judged the same, wherever it is in memory', () => {
  const bytes = randomBytes(50_000);
  const shifted = Buffer.concat([Buffer.alloc(13), bytes]).subarray(13);
  assert.equal(isCompressible(bytes), isCompressible(shifted));
});
