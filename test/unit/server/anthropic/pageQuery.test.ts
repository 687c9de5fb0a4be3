import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageToken, readAnthropicPageQuery } from '../../../../src/server/anthropic/pageQuery.ts';

const start = { part: 'custom', after: '01ABC' };

describe('a page token', () => {
  it('leads back to where it was made', () => {
    const query = { limit: '5', page: pageToken(start) };
    assert.deepEqual(readAnthropicPageQuery(query, ['custom']), { ok: true, value: { limit: 5, start } });
  });

  it('fits into an address as it is', () => assert.match(pageToken(start), /^page_[\w-]+$/));

  const wrong = [
    'x',
    'page_',
    'page_!!!',
    pageToken(start).slice(5),
    `page_${Buffer.from('custom').toString('base64url')}`,
  ];
  for (const page of [...wrong, pageToken({ part: 'custom', after: '../..' })]) {
    it(`is refused when it is ${page}`, () => {
      const answer = readAnthropicPageQuery({ page }, ['custom']);
      assert.ok(!answer.ok && answer.failure.kind === 'invalid');
      assert.match(answer.failure.message, /next_page/);
    });
  }

  it('is refused in another list', () => {
    assert.equal(readAnthropicPageQuery({ page: pageToken(start) }, ['version']).ok, false);
  });
});

describe('a limit', () => {
  const limits: readonly (readonly [string | undefined, number | RegExp])[] = [
    [undefined, 20],
    ['1', 1],
    ['1000', 1000],
    ['0', /greater than or equal to 1/],
    ['-5', /greater than or equal to 1/],
    ['1001', /less than or equal to 1000/],
    ['ten', /valid integer/],
    ['', /valid integer/],
  ];
  for (const [limit, expected] of limits) {
    it(`of ${JSON.stringify(limit)} is ${expected}`, () => {
      const answer = readAnthropicPageQuery(limit === undefined ? {} : { limit }, []);
      if (typeof expected === 'number') {
        assert.deepEqual(answer, { ok: true, value: { limit: expected, start: null } });
      } else {
        assert.ok(!answer.ok && answer.failure.kind === 'invalid');
        assert.match(answer.failure.message, expected);
      }
    });
  }
});
