import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from '../../../../src/core/registry/contract.ts';
import { everyPage } from '../../../../src/core/registry/everyPage.ts';
import { success } from '../../../../src/core/text/result.ts';

/** The items of all pages, where each cursor leads to a page. */
async function itemsOf(
  pages: Readonly<Record<string, Page<string>>>,
  maxPages = 10,
): Promise<readonly string[]> {
  const items: string[] = [];
  for await (const page of everyPage(
    async ({ cursor = '' }) => success(pages[cursor] ?? { items: [], next: null }),
    maxPages,
  )) {
    items.push(...(page.ok ? page.value.items : []));
  }
  return items;
}

test('pages are read to their end', async () => {
  const pages = {
    '': { items: ['1'], next: 'a' },
    a: { items: ['2'], next: 'b' },
    b: { items: ['3'], next: null },
  };
  assert.deepEqual(await itemsOf(pages), ['1', '2', '3']);
});

test('pages in a ring end where they begin again', async () => {
  const pages = {
    '': { items: ['1'], next: 'a' },
    a: { items: ['2'], next: 'b' },
    b: { items: ['3'], next: 'a' },
  };
  assert.deepEqual(await itemsOf(pages), ['1', '2', '3']);
  assert.deepEqual(await itemsOf({ '': { items: ['1'], next: 'a' }, a: { items: ['2'], next: 'a' } }), [
    '1',
    '2',
  ]);
});

test('pages without an end are read so far and no further', async () => {
  assert.equal(
    (await itemsOf({ '': { items: ['1'], next: 'a' }, a: { items: ['2'], next: 'b' } }, 2)).length,
    2,
  );
});
