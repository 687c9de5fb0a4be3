import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pick, readOpenaiPageQuery } from '../../../../src/server/openai/pageQuery.ts';

describe('readPageQuery', () => {
  const good: readonly (readonly [Record<string, string>, object])[] = [
    [{}, { limit: 20, order: 'desc', after: null }],
    [{ limit: '0' }, { limit: 0, order: 'desc', after: null }],
    [
      { limit: '100', order: 'asc' },
      { limit: 100, order: 'asc', after: null },
    ],
    [
      { after: 'skill_1', unknown: 'x' },
      { limit: 20, order: 'desc', after: 'skill_1' },
    ],
    [{ after: '' }, { limit: 20, order: 'desc', after: null }],
  ];
  for (const [query, value] of good) {
    it(`reads ${JSON.stringify(query)}`, () =>
      assert.deepEqual(readOpenaiPageQuery(query), { ok: true, value }));
  }

  const bad: readonly (readonly [Record<string, string>, string, string])[] = [
    [{ limit: '-1' }, 'limit', 'integer_below_min_value'],
    [{ limit: '101' }, 'limit', 'integer_above_max_value'],
    [{ limit: '999999999' }, 'limit', 'integer_above_max_value'],
    [{ limit: '1.5' }, 'limit', 'invalid_type'],
    [{ limit: '' }, 'limit', 'invalid_type'],
    [{ limit: '0x10' }, 'limit', 'invalid_type'],
    [{ limit: 'NaN' }, 'limit', 'invalid_type'],
    [{ order: 'ASC' }, 'order', 'invalid_value'],
    [{ order: '' }, 'order', 'invalid_value'],
  ];
  for (const [query, param, code] of bad) {
    it(`refuses ${JSON.stringify(query)}`, () => {
      assert.partialDeepStrictEqual(readOpenaiPageQuery(query), {
        ok: false,
        failure: { kind: 'invalid', param, code },
      });
    });
  }
});

describe('pick', () => {
  const all = ['a', 'b', 'c', 'd'];
  const page = (limit: number, order: 'asc' | 'desc', after: string | null = null) =>
    pick(all, { limit, order, after }, item => item);

  it('takes from either end', () => {
    assert.deepEqual(page(2, 'asc'), { items: ['a', 'b'], hasMore: true });
    assert.deepEqual(page(2, 'desc'), { items: ['d', 'c'], hasMore: true });
  });

  it('goes on behind an item', () => {
    assert.deepEqual(page(2, 'asc', 'b'), { items: ['c', 'd'], hasMore: false });
    assert.deepEqual(page(2, 'desc', 'b'), { items: ['a'], hasMore: false });
    assert.deepEqual(page(2, 'desc', 'a'), { items: [], hasMore: false });
  });

  it('knows when nothing has the cursor’s id', () => assert.equal(page(2, 'asc', 'x'), null));
});
