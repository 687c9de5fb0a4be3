import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RemoteSkill, RemoteVersion } from '../../../../src/core/registry/contract.ts';
import type { RegistryNode } from '../../../../src/editor/tree/registryNode.ts';
import { rowOf } from '../../../../src/editor/tree/rowOf.ts';

const skill: RemoteSkill = {
  id: 'skill_1',
  name: 'pdf',
  label: null,
  description: null,
  createdAt: 0,
  updatedAt: null,
  defaultVersion: '1',
  latestVersion: '1',
  isOwn: true,
};
const one: RemoteVersion = {
  key: '1',
  id: 'v1',
  skillId: 'skill_1',
  name: null,
  description: null,
  createdAt: 0,
};
const version = { kind: 'version', registryId: 'team', skill, version: one } as const;
const registry = { kind: 'registry', registryId: 'team', label: 'Team' } as const;

const rows: readonly RegistryNode[] = [
  registry,
  { ...registry, kind: 'vendorSkills' },
  { kind: 'skill', registryId: 'team', skill },
  version,
  { kind: 'directory', of: version, path: 'scripts' },
  { kind: 'file', of: version, path: 'a.md', root: '/Team/v1/pdf', size: 1, isExecutable: false },
  { kind: 'comparison', registryId: 'team', skill, newer: one, older: one, summary: null },
  { kind: 'trust', of: version, summary: '' },
  { kind: 'loadMore', parent: registry, loaded: 3 },
  { kind: 'failure', parent: registry, failure: { kind: 'cancelled' } },
  { kind: 'empty', parent: registry },
];

describe('the row that a command was called on', () => {
  it('is recognised by its kind, whichever it is', () => {
    for (const row of rows) {
      assert.equal(rowOf(row, row.kind), row, row.kind);
      assert.equal(rowOf(row, 'registry', row.kind), row, row.kind);
    }
  });

  it('is not taken for one of another kind', () => {
    for (const row of rows) {
      for (const { kind } of rows.filter(other => other.kind !== row.kind)) {
        assert.equal(rowOf(row, kind), undefined, `${row.kind} as ${kind}`);
      }
    }
  });

  it('is none where a keybinding hands over something that only looks like one', () => {
    for (const target of [
      undefined,
      null,
      'version',
      { kind: 'version' },
      { kind: 'version', registryId: 'team' },
      { ...version, version: {} },
      { ...version, version: { ...one, key: 1 } },
      { ...version, skill: null },
      { ...version, registryId: 7 },
      [version],
    ]) {
      assert.equal(rowOf(target, 'version', 'skill'), undefined, JSON.stringify(target));
    }
  });
});
