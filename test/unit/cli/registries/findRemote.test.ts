import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyItem } from '../../../../src/cli/registries/findRemote.ts';
import type { PageOptions } from '../../../../src/core/registry/contract.ts';
import { success } from '../../../../src/core/text/result.ts';
import { ok } from '../../../support/result.ts';

/** A list of so many pages of two items. */
function pagesOf(count: number) {
  return async ({ cursor = '0' }: PageOptions) => {
    const page = Number(cursor);
    const items = [`${page}a`, `${page}b`].map(id => ({ id }));
    return success({ items, next: page + 1 < count ? `${page + 1}` : null });
  };
}

for (const [pages, items, said] of [
  [3, 6, []],
  [1_000, 2_000, []],
  [
    1_001,
    2_000,
    ['Only the first 2,000 were looked at: this list of the registry has more than 1,000 pages.'],
  ],
] as const) {
  test(`of a list of ${pages} pages what is left out is told, and nothing else`, async t => {
    const error = t.mock.method(console, 'error', () => undefined);
    assert.equal(ok(await everyItem(pagesOf(pages))).length, items);
    assert.deepEqual(
      error.mock.calls.map(call => call.arguments[0]),
      said,
    );
  });
}
