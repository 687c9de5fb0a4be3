import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { findNamesakes, SkillListings } from '../../../../../src/core/publish/plan/findNamesakes.ts';
import type { Registry, RemoteSkill } from '../../../../../src/core/registry/contract.ts';
import { failed, type Result, success } from '../../../../../src/core/text/result.ts';

const skill = (id: string, facts: Partial<RemoteSkill>): RemoteSkill => ({
  id,
  name: null,
  label: null,
  description: null,
  createdAt: 0,
  updatedAt: null,
  defaultVersion: null,
  latestVersion: 'v',
  isOwn: true,
  ...facts,
});

const offline: Failure = { kind: 'timed-out', registry: 'R', afterMs: 1 };

/** A registry of these skills, in pages of two, that counts what it is asked. */
function registryOf(skills: readonly RemoteSkill[], names: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const registry = {
    listSkills: async ({ cursor }: { cursor?: string }) => {
      const start = Number(cursor ?? 0);
      asked.push(`page ${start}`);
      const next = start + 2 < skills.length ? `${start + 2}` : null;
      return success({ items: skills.slice(start, start + 2), next });
    },
    getVersion: async (id: string): Promise<Result<unknown, Failure>> => {
      asked.push(id);
      return success({ name: names[id] ?? null });
    },
  };
  return { registry: registry as unknown as Registry, asked };
}

describe('findNamesakes', () => {
  it('lists a registry once for all skills of one review', async () => {
    const { registry, asked } = registryOf(
      [skill('1', { name: 'pdf' }), skill('2', { name: 'csv' }), skill('3', { label: 'PDF tools' })],
      { 3: 'html' },
    );
    const listings = new SkillListings();
    const found = await Promise.all(
      ['pdf', 'csv', 'html', 'none'].map(name => findNamesakes(registry, name, undefined, listings)),
    );
    assert.deepEqual(
      found.map(namesakes => namesakes.ok && namesakes.value.map(({ id }) => id)),
      [['1'], ['2'], ['3'], []],
    );
    assert.deepEqual(asked, ['page 0', 'page 2', '3']);
  });

  it('looks through all pages, in their order', async () => {
    const { registry, asked } = registryOf([
      skill('1', { name: 'pdf' }),
      skill('2', { name: 'csv' }),
      skill('3', { name: 'pdf' }),
      skill('4', { name: 'pdf', isOwn: false }),
    ]);
    const found = await findNamesakes(registry, 'pdf');
    assert.deepEqual(found.ok && found.value.map(({ id }) => id), ['1', '3']);
    assert.deepEqual(asked, ['page 0', 'page 2']);
  });

  it('takes a label for the name, and asks only for skills whose label somebody chose', async () => {
    const { registry, asked } = registryOf(
      [
        skill('1', { label: 'pdf' }),
        skill('2', { label: 'csv' }),
        skill('3', { label: 'PDF tools' }),
        skill('4', { label: 'Tables' }),
      ],
      { 3: 'pdf', 4: 'csv' },
    );
    const found = await findNamesakes(registry, 'pdf');
    assert.deepEqual(found.ok && found.value.map(({ id }) => id), ['1', '3']);
    assert.deepEqual(asked, ['page 0', 'page 2', '3', '4']);
  });

  it('does not ask for what the list tells, or what has no version to ask for', async () => {
    const { registry, asked } = registryOf([
      skill('1', { name: 'csv', label: 'Tables' }),
      skill('2', { label: 'Empty', latestVersion: null }),
    ]);
    const found = await findNamesakes(registry, 'pdf');
    assert.deepEqual(found, success([]));
    assert.deepEqual(asked, ['page 0']);
  });

  it('asks for no more than fifty names', async () => {
    const skills = Array.from({ length: 60 }, (_, i) => skill(`${i}`, { label: `Skill ${i}` }));
    const { registry, asked } = registryOf(skills, { 49: 'pdf', 50: 'pdf' });
    const found = await findNamesakes(registry, 'pdf');
    assert.deepEqual(found.ok && found.value.map(({ id }) => id), ['49']);
    assert.equal(asked.filter(question => !question.startsWith('page')).length, 50);
  });

  it('takes a skill whose name it cannot learn for another', async () => {
    const { registry } = registryOf([skill('1', { label: 'PDF tools' }), skill('2', { name: 'pdf' })]);
    const mute = { ...registry, getVersion: async () => failed(offline) };
    const found = await findNamesakes(mute, 'pdf');
    assert.deepEqual(found.ok && found.value.map(({ id }) => id), ['2']);
  });

  it('does not call a name free when a page is missing', async () => {
    const { registry } = registryOf(['1', '2', '3'].map(id => skill(id, { name: 'csv' })));
    const broken: Registry = {
      ...registry,
      listSkills: async options =>
        options?.cursor === undefined ? registry.listSkills(options) : failed(offline),
    };
    assert.deepEqual(await findNamesakes(broken, 'pdf'), failed(offline));
  });

  it('ends every question when it is given up', async () => {
    const signals: (AbortSignal | undefined)[] = [];
    const { registry } = registryOf([skill('1', { label: 'PDF tools' })]);
    const watched: Registry = {
      ...registry,
      listSkills: async options => {
        signals.push(options?.signal);
        return registry.listSkills(options);
      },
      getVersion: async (id, version, options) => {
        signals.push(options?.signal);
        return registry.getVersion(id, version, options);
      },
    };
    const { signal } = new AbortController();
    await findNamesakes(watched, 'pdf', signal);
    assert.deepEqual(signals, [signal, signal]);
  });
});
