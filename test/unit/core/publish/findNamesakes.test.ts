import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Result, success } from '../../../../src/core/failure.ts';
import { findNamesakes } from '../../../../src/core/publish/findNamesakes.ts';
import type { Registry, RemoteSkill } from '../../../../src/core/registry/contract.ts';

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
    getVersion: async (id: string): Promise<Result<unknown>> => {
      asked.push(id);
      return success({ name: names[id] ?? null });
    },
  };
  return { registry: registry as unknown as Registry, asked };
}

describe('findNamesakes', () => {
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
});
