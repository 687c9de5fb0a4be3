import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteSkill } from '../../../../src/core/registry/contract.ts';
import { loadRest, matchesText, sortSkills } from '../../../../src/core/registry/findSkills.ts';
import { PagedList } from '../../../../src/core/registry/pagedList.ts';
import { failed, success } from '../../../../src/core/text/result.ts';
import { remoteSkill } from '../../../support/publish/targetJob.ts';

const skill = (id: string, facts: Partial<RemoteSkill> = {}) => remoteSkill(id, { name: null, ...facts });

test('every word must be in the name, the label, the description or the id', () => {
  const csv = skill('skill_7Q', {
    name: 'csv-profiler',
    label: 'Tables',
    description: 'Profiles CSV files.',
  });
  for (const text of ['csv', 'CSV files', 'tables', '7q', 'profiler tables', '', '  ']) {
    assert.equal(matchesText(csv, text), true, text);
  }
  for (const text of ['json', 'csv json', 'null']) {
    assert.equal(matchesText(csv, text), false, text);
  }
});

test('skills are sorted as people count and read', () => {
  const skills = [
    skill('b', { name: 'n10' }),
    skill('z', { label: 'N2' }),
    skill('a'),
    skill('c', { name: 'é' }),
  ];
  const ids = (order: 'newest' | 'name') => sortSkills(skills, order).map(({ id }) => id);
  assert.deepEqual(ids('newest'), ['b', 'z', 'a', 'c']);
  assert.deepEqual(ids('name'), ['a', 'c', 'z', 'b']);
});

/** A list of numbered pages; the one at `broken` fails. */
function pages(count: number, broken = -1) {
  const limits: (number | undefined)[] = [];
  const list = new PagedList<number>(
    async (cursor, _signal, limit) => {
      limits.push(limit);
      const page = Number(cursor ?? 0);
      if (page === broken) {
        return failed({ kind: 'timed-out', registry: 'R', afterMs: 1 });
      }
      return success({ items: [page], next: page + 1 < count ? String(page + 1) : null });
    },
    item => String(item),
  );
  return { list, limits };
}

test('the rest of a list is loaded in large pages, and each page is told', async () => {
  const { list, limits } = pages(4);
  await list.first();
  let told = 0;
  await loadRest(list, new AbortController().signal, () => told++);
  assert.deepEqual(list.state.items, [0, 1, 2, 3]);
  assert.deepEqual(limits, [undefined, 100, 100, 100]);
  assert.equal(told, 3);
});

test('loading stops when it is told to, and when a page fails', async () => {
  const stopped = pages(50);
  const stop = new AbortController();
  await loadRest(stopped.list, stop.signal, () => stop.abort());
  assert.deepEqual(stopped.list.state.items, [0, 1]);
  const broken = pages(50, 3);
  await loadRest(broken.list, new AbortController().signal);
  assert.deepEqual(broken.list.state.items, [0, 1, 2]);
});

test('loading does not wait for a page that never comes, and asks for nothing when it was stopped before', async () => {
  const stop = new AbortController();
  let asked = 0;
  const silent = new PagedList<number>(() => {
    asked++;
    stop.abort();
    return new Promise(() => undefined);
  }, String);
  await loadRest(silent, stop.signal, () => assert.fail('no page came'));
  assert.equal(asked, 1);

  const { list, limits } = pages(3);
  await list.first();
  await loadRest(list, AbortSignal.abort(), () => assert.fail('no page was asked for'));
  assert.deepEqual(limits, [undefined]);
});
