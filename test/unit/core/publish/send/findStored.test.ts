import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { findStoredSkill, findStoredVersion } from '../../../../../src/core/publish/send/findStored.ts';
import type { Registry, RemoteSkill, RemoteVersion } from '../../../../../src/core/registry/contract.ts';
import { failed, type Result, success } from '../../../../../src/core/text/result.ts';

const registryLabel = 'R';
const ours = 'sha256:ours';
const forbidden: Failure = { kind: 'forbidden', registry: registryLabel, reason: 'No.' };
const offline: Failure = {
  kind: 'unreachable',
  registry: registryLabel,
  origin: 'http://r',
  cause: 'ENETDOWN',
};

/** A version by its key; `holds` is its content's digest, or why one may not look. */
interface Published {
  readonly key: string;
  readonly holds: string | Failure;
  readonly name?: string;
  readonly description?: string;
}

interface World {
  /** Skill id → versions, newest first; ids newest first too. */
  readonly skills: Readonly<Record<string, readonly Published[]>>;
  readonly pageSize?: number;
}

function worldOf({ skills, pageSize = 2 }: World) {
  const asked: string[] = [];
  const page = <T>(items: readonly T[], cursor: string | undefined) => {
    const start = Number(cursor ?? 0);
    const next = start + pageSize < items.length ? `${start + pageSize}` : null;
    return success({ items: items.slice(start, start + pageSize), next });
  };
  const versionOf = (skillId: string, { key, name, description }: Published): RemoteVersion => ({
    key,
    id: key,
    skillId,
    name: name ?? 'mine',
    description: description ?? 'd',
    createdAt: 0,
  });
  const registry = {
    label: registryLabel,
    listSkills: async ({ cursor }: { cursor?: string }) => {
      asked.push(`skills ${cursor ?? 0}`);
      const all = Object.entries(skills).map(
        ([id, versions]) =>
          ({ id, name: versions[0]?.name ?? 'mine', latestVersion: null, isOwn: true }) as RemoteSkill,
      );
      return page(all, cursor);
    },
    listVersions: async (
      skillId: string,
      { cursor }: { cursor?: string },
    ): Promise<Result<unknown, Failure>> => {
      asked.push(`versions of ${skillId} ${cursor ?? 0}`);
      const versions = skills[skillId] ?? [];
      if (versions.length === 0) {
        return failed({ kind: 'not-found', registry: registryLabel, what: 'skill "x"' });
      }
      return page(
        versions.map(version => versionOf(skillId, version)),
        cursor,
      );
    },
  } as unknown as Registry;
  const deps = {
    published: {
      read: async (_registry: Registry, skillId: string, key: string) => {
        asked.push(`content of ${skillId}/${key}`);
        const holds = skills[skillId]?.find(version => version.key === key)?.holds;
        if (typeof holds === 'object') {
          return failed(holds);
        }
        return success({ files: [], digest: holds ?? '' });
      },
    },
  };
  return { sent: { registry, name: 'mine', description: 'd', digest: ours }, deps, asked };
}

async function findVersion(world: World, before: readonly string[]) {
  const { sent, deps, asked } = worldOf(world);
  const found = await findStoredVersion(sent, 's', new Set(before), deps);
  return { found: found.ok ? (found.value?.version.key ?? null) : found.failure.kind, asked };
}

describe('our version among the new ones', () => {
  it('is the one with our content, whoever else published meanwhile', async () => {
    const skills = {
      s: [
        { key: '4', holds: 'sha256:theirs' },
        { key: '3', holds: ours },
        { key: '2', holds: ours },
      ],
    };
    const { found, asked } = await findVersion({ skills }, ['2']);
    assert.equal(found, '3');
    assert.ok(!asked.includes('content of s/2'), 'an old version is not ours, whatever it holds');
  });

  it('is none when all new ones are others’, or none is new', async () => {
    const others = {
      s: [
        { key: '3', holds: 'sha256:theirs' },
        { key: '2', holds: ours },
      ],
    };
    assert.equal((await findVersion({ skills: others }, ['2'])).found, null);
    const { found, asked } = await findVersion({ skills: { s: [{ key: '2', holds: ours }] } }, ['2']);
    assert.equal(found, null);
    assert.deepEqual(asked, ['versions of s 0'], 'nothing is downloaded');
  });

  it('is looked for on further pages, as long as everything is new', async () => {
    const versions = ['9', '8', '7', '6', '5'].map(key => ({ key, holds: key === '6' ? ours : 'sha256:x' }));
    assert.equal((await findVersion({ skills: { s: versions } }, [])).found, '6');
    const { found, asked } = await findVersion({ skills: { s: versions } }, ['8']);
    assert.equal(found, null);
    assert.deepEqual(asked, ['versions of s 0', 'content of s/9']);
  });

  it('is told by name and description where nobody may look', async () => {
    const same = { s: [{ key: '3', holds: forbidden }] };
    assert.equal((await findVersion({ skills: same }, [])).found, '3');
    const other = { s: [{ key: '3', holds: forbidden, description: 'else' }] };
    assert.equal((await findVersion({ skills: other }, [])).found, null);
  });

  it('is not guessed when the registry does not answer', async () => {
    const skills = { s: [{ key: '3', holds: offline }] };
    assert.equal((await findVersion({ skills }, [])).found, 'unreachable');
  });

  it('is not what comes as a broken archive', async () => {
    const holds: Failure = { kind: 'bad-archive', entry: null, why: 'is no zip' };
    assert.equal((await findVersion({ skills: { s: [{ key: '3', holds }] } }, [])).found, null);
  });
});

describe('our skill among the new ones', () => {
  const find = async (world: World, before: readonly string[], isThorough = false) => {
    const { sent, deps, asked } = worldOf(world);
    const found = await findStoredSkill(
      sent,
      { before: new Set(before), knowsNamesakes: isThorough },
      isThorough,
      deps,
    );
    return { found: found.ok ? (found.value?.skillId ?? null) : found.failure.kind, asked };
  };

  it('is the one with our name and content', async () => {
    const skills = {
      c: [{ key: '1', holds: ours, name: 'other' }],
      b: [{ key: '1', holds: ours }],
      a: [{ key: '1', holds: ours }],
    };
    const { found, asked } = await find({ skills, pageSize: 3 }, ['a']);
    assert.equal(found, 'b');
    assert.deepEqual(asked, ['skills 0', 'versions of b 0', 'content of b/1']);
  });

  it('is none when the new ones hold something else', async () => {
    const skills = { b: [{ key: '1', holds: 'sha256:theirs' }], a: [{ key: '1', holds: ours }] };
    assert.equal((await find({ skills }, ['a'])).found, null);
  });

  it('is found by a thorough look where the registry’s clock went back and others look newer', async () => {
    const skills = {
      d: [{ key: '1', holds: 'sha256:theirs' }],
      c: [{ key: '1', holds: 'sha256:theirs' }],
      b: [{ key: '1', holds: ours }],
      a: [{ key: '1', holds: ours }],
    };
    const before = ['d', 'c', 'a'];
    assert.equal((await find({ skills }, before)).found, null, 'the newest page has nothing new');
    assert.equal((await find({ skills }, before, true)).found, 'b');
  });

  it('is not a new one that was deleted while we looked', async () => {
    const skills = { c: [], b: [{ key: '1', holds: ours }] };
    assert.equal((await find({ skills }, [])).found, 'b');
  });
});
