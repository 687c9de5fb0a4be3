import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import {
  deleteStepwise,
  readAllVersions,
  versionsAfter,
} from '../../../../../src/core/registry/anthropic/earlierAnthropic.ts';
import type { RemoteVersion } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';

/** Versions 1 to `count`, the oldest first, a millisecond apart. */
function versions(count: number): RemoteVersion[] {
  return Array.from({ length: count }, (_, index) => ({
    key: String(index + 1),
    id: `id${index + 1}`,
    skillId: 's',
    name: 'n',
    description: 'd',
    createdAt: index + 1,
  }));
}

const keys = (items: readonly RemoteVersion[]) => items.map(({ key }) => key);

test('all versions are read page by page, and turned round', async () => {
  const all = versions(25);
  const cursors: (string | undefined)[] = [];
  const read = await readAllVersions('R', async cursor => {
    cursors.push(cursor);
    const start = Number(cursor ?? 0);
    return success({
      items: all.slice(start, start + 10),
      next: start + 10 < 25 ? String(start + 10) : null,
    });
  });
  assert.deepEqual(read.ok && keys(read.value.versions), keys(all.toReversed()));
  assert.deepEqual(cursors, [undefined, '10', '20']);
});

test('versions without end are not understood', async () => {
  let page = 0;
  const read = await readAllVersions('R', async () =>
    success({ items: versions(1), next: `page ${page++}` }),
  );
  assert.equal(!read.ok && read.failure.kind, 'not-understood');
  assert.ok(page <= 50, `${page} pages`);
});

const whole = (all: readonly RemoteVersion[]) => ({ versions: all, unreadable: [] });

test('a page starts after the last one, also when that version is gone meanwhile', () => {
  const newestFirst = versions(5).toReversed();
  const first = versionsAfter(whole(newestFirst), undefined, 2);
  assert.deepEqual(keys(first.items), ['5', '4']);
  assert.ok(first.next !== null);
  const remaining = newestFirst.filter(({ key }) => key !== '4');
  for (const list of [newestFirst, remaining]) {
    const second = versionsAfter(whole(list), first.next, 2);
    assert.deepEqual(keys(second.items), ['3', '2']);
    assert.ok(second.next !== null);
    assert.deepEqual(versionsAfter(whole(list), second.next, 2), { items: [newestFirst[4]], next: null });
  }
});

test('a version published meanwhile does not shift the pages', () => {
  const first = versionsAfter(whole(versions(5).toReversed()), undefined, 2);
  assert.ok(first.next !== null);
  assert.deepEqual(keys(versionsAfter(whole(versions(6).toReversed()), first.next, 2).items), ['3', '2']);
});

const partly = (deletedVersions: number) =>
  failed({ kind: 'partly-deleted', registry: 'R', what: 'skill "s"', deletedVersions });

/** Deletes three versions and then the skill; `fail` says at which step, from 0, what goes wrong. */
async function deleteThree(fail: Readonly<Record<number, Failure>>) {
  const done: string[] = [];
  const step = async (name: string) => {
    const failure = fail[done.push(name) - 1];
    return failure ? failed(failure) : success(null);
  };
  const result = await deleteStepwise({
    versions: versions(3),
    deleteVersion: ({ key }) => step(key),
    deleteRest: () => step('skill'),
    ended: partly,
  });
  return { result, done };
}

test('versions go one by one, and the skill last', async () => {
  const { result, done } = await deleteThree({});
  assert.deepEqual([result, done], [success(null), ['1', '2', '3', 'skill']]);
});

test('cancelled before anything is gone, nothing was changed; cancelled later, it is said what is gone', async () => {
  const early = await deleteThree({ 0: { kind: 'cancelled' } });
  assert.deepEqual(early, { result: failed({ kind: 'cancelled' }), done: ['1'] });
  const late = await deleteThree({ 2: { kind: 'cancelled' } });
  assert.deepEqual(late, { result: partly(2), done: ['1', '2', '3'] });
  const last = await deleteThree({ 3: { kind: 'unavailable', registry: 'R', status: 500 } });
  assert.deepEqual(last.result, partly(3));
});

test('a version that somebody else deleted is no obstacle', async () => {
  const { result, done } = await deleteThree({
    1: { kind: 'not-found', registry: 'R', what: 'version "1" of skill "s"' },
  });
  assert.deepEqual([result.ok, done.length], [true, 4]);
});
