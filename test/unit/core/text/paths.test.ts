import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { comparePaths } from '../../../../src/core/text/paths.ts';
import { anyText } from '../../../support/anyText.ts';

test('paths are in the order of their UTF-8 bytes', () => {
  fc.assert(
    fc.property(anyText(), anyText(), (left, right) => {
      assert.equal(
        Math.sign(comparePaths(left, right)),
        Buffer.compare(Buffer.from(left), Buffer.from(right)),
      );
    }),
  );
  assert.ok(comparePaths('\uff5e', '😀') < 0, 'although its UTF-16 units are greater');
});
