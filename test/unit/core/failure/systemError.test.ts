import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { readFailure, unlessRefused, writeFailure } from '../../../../src/core/failure/systemError.ts';

const refusal = (code: string) => Object.assign(new Error(code), { code });

describe('What the system refuses', () => {
  it('is null where that is all there is to know, and a bug stays one', async () => {
    assert.equal(await unlessRefused(readFile('/no/such/file')), null);
    assert.equal(await unlessRefused(Promise.resolve('text')), 'text');
    await assert.rejects(unlessRefused(Promise.reject(new TypeError('a bug'))), TypeError);
  });

  it('is a failure with the path and the code, and a bug stays one', () => {
    assert.deepEqual(readFailure('a', refusal('EACCES')), { kind: 'unreadable', path: 'a', cause: 'EACCES' });
    assert.deepEqual(writeFailure('a', refusal('EROFS')), { kind: 'unwritable', path: 'a', cause: 'EROFS' });
    assert.throws(() => readFailure('a', new TypeError('a bug')), TypeError);
    assert.throws(() => writeFailure('a', new TypeError('a bug')), TypeError);
  });

  it('has a word of its own for a full disk and for what is there already', () => {
    for (const code of ['ENOSPC', 'EDQUOT']) {
      assert.deepEqual(writeFailure('a', refusal(code)), { kind: 'disk-full', path: 'a' });
    }
    for (const code of ['EEXIST', 'ENOTEMPTY']) {
      assert.deepEqual(writeFailure('a', refusal(code)), { kind: 'already-exists', path: 'a' });
    }
  });
});
