import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PagedList } from '../../../../src/core/registry/pagedList.ts';
import { failed, success } from '../../../../src/core/text/result.ts';

const unreachable = {
  kind: 'unreachable',
  registry: 'R',
  origin: 'http://127.0.0.1:1',
  cause: 'ECONNREFUSED',
} as const;

function numbers(count: number, pageSize: number) {
  const cursors: (string | undefined)[] = [];
  const list = new PagedList<number>(async cursor => {
    cursors.push(cursor);
    const start = Number(cursor ?? 0);
    const items = Array.from({ length: Math.min(pageSize, count - start) }, (_, index) => start + index);
    const next = start + pageSize < count ? String(start + pageSize) : null;
    return success({ items, next });
  }, String);
  return { list, cursors };
}

test('one request brings the first page, and none more than asked for', async () => {
  const { list, cursors } = numbers(25, 10);
  const state = await list.first();
  assert.deepEqual([state.items.length, state.hasMore], [10, true]);
  await list.first();
  assert.deepEqual(cursors, [undefined]);
});

test('more pages follow until the end', async () => {
  const { list } = numbers(25, 10);
  await list.first();
  await list.more();
  const state = await list.more();
  assert.deepEqual([state.items.length, state.hasMore], [25, false]);
});

test('concurrent callers share one request', async () => {
  const { list, cursors } = numbers(25, 10);
  await Promise.all([list.first(), list.first(), list.more()]);
  assert.equal(cursors.length, 1);
});

test('a failure keeps what was loaded, and the same page can be asked for again', async () => {
  let isDown = false;
  const list = new PagedList<string>(
    async cursor =>
      isDown ? failed(unreachable) : success({ items: [cursor ?? 'first'], next: cursor ? null : 'second' }),
    String,
  );
  await list.first();
  isDown = true;
  const broken = await list.more();
  assert.deepEqual([broken.items, broken.failure?.kind], [['first'], 'unreachable']);
  isDown = false;
  const healed = await list.more();
  assert.deepEqual([healed.items, healed.failure, healed.hasMore], [['first', 'second'], null, false]);
});

test('an answer that arrives after a reset is dropped', async () => {
  let answer: ((items: string[]) => void) | undefined;
  const list = new PagedList<string>(
    () => new Promise(resolve => (answer = items => resolve(success({ items, next: null })))),
    String,
  );
  const stale = list.first();
  const answerStale = answer;
  list.reset();
  const fresh = list.first();
  answer?.(['new']);
  assert.deepEqual((await fresh).items, ['new']);
  answerStale?.(['old']);
  await stale;
  assert.deepEqual(list.state.items, ['new']);
});

test('what was put or removed while a page was under way stays so when the page arrives', async () => {
  let answer: (() => void) | undefined;
  const items = ['a old', 'b old', 'c old'];
  const list = new PagedList<string>(
    () => new Promise(resolve => (answer = () => resolve(success({ items, next: 'again' })))),
    item => item.charAt(0),
  );
  const page = list.first();
  list.put('a new');
  list.remove('b');
  answer?.();
  assert.deepEqual((await page).items, ['a new', 'c old']);
  const next = list.more();
  answer?.();
  assert.deepEqual((await next).items, ['a old', 'c old', 'b old'], 'a page that is asked for later counts');
});

test('a cursor that leads to itself ends the list, and an item is listed once', async () => {
  const list = new PagedList<string>(async () => success({ items: ['a'], next: 'again' }), String);
  await list.first();
  const state = await list.more();
  assert.deepEqual([state.items, state.hasMore], [['a'], false]);
});

test('a new item goes to the top, a known one keeps its place', async () => {
  const { list } = numbers(3, 10);
  await list.first();
  list.put(7);
  list.put(1);
  list.remove('2');
  assert.deepEqual(list.state.items, [7, 0, 1]);
});

test('the end is not asked for again, and what is put or removed after it counts', async () => {
  const { list, cursors } = numbers(2, 10);
  await list.first();
  const end = await list.more();
  assert.deepEqual([end.items, end.hasMore], [[0, 1], false]);
  list.put(7);
  list.remove('0');
  assert.deepEqual((await list.first()).items, [7, 1]);
  assert.deepEqual((await list.more()).items, [7, 1]);
  assert.deepEqual(cursors, [undefined], 'one request in all');
});

test('looking again at a list that failed does not ask by itself; a reset does, with a clean slate', async () => {
  let asked = 0;
  let isDown = true;
  const list = new PagedList<string>(async () => {
    asked++;
    return isDown ? failed(unreachable) : success({ items: ['a'], next: null });
  }, String);
  assert.equal((await list.first()).failure?.kind, 'unreachable');
  assert.equal((await list.first()).failure?.kind, 'unreachable');
  assert.equal(asked, 1);
  list.put('kept');
  list.reset();
  assert.deepEqual(list.state, { items: [], unreadable: [], hasMore: true, failure: null });
  isDown = false;
  assert.deepEqual((await list.first()).items, ['a']);
});

test('a request that a reset aborted does not make the next one forgotten', async () => {
  const answers: ((items: string[]) => void)[] = [];
  const signals: AbortSignal[] = [];
  const list = new PagedList<string>((_cursor, signal) => {
    signals.push(signal);
    return new Promise(resolve => answers.push(items => resolve(success({ items, next: null }))));
  }, String);
  const stale = list.first();
  list.reset();
  assert.deepEqual(
    signals.map(({ aborted }) => aborted),
    [true],
  );
  const fresh = list.first();
  answers[0]?.([]);
  await stale;
  const shared = list.first();
  assert.equal(answers.length, 2, 'the fresh request is shared');
  answers[1]?.(['new']);
  assert.deepEqual([(await fresh).items, (await shared).items], [['new'], ['new']]);
});
