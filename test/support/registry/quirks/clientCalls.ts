import type { Failure } from '../../../../src/core/failure/failure.ts';
import type { Registry, RemoteSkill } from '../../../../src/core/registry/contract.ts';
import type { RegistryStreamError } from '../../../../src/core/registry/http/guardStream.ts';
import { moveDefault } from '../../../../src/core/registry/moveDefault.ts';
import { PagedList } from '../../../../src/core/registry/pagedList.ts';
import type { Result } from '../../../../src/core/text/result.ts';
import { skillUpload } from '../../zip/skillUpload.ts';

/** What somebody does with a registry; each says in a few words how it ended. */
export const clientCalls = {
  'list skills': async (registry: Registry) => {
    const list = await registry.listSkills({ limit: 20 });
    return words(list, ({ items, unreadable = [] }) => {
      const hidden =
        unreadable.length === 0 ? '' : `, ${unreadable.length} unreadable (${unreadable[0]?.expected})`;
      const pointers = items.map(skill => skill.defaultVersion ?? skill.latestVersion ?? 'none').join(' ');
      return `${items.length} skills${hidden}, running ${pointers.replace(/(?:skver_\S+|\d{16})/g, 'id')}`;
    });
  },
  'all pages': async (registry: Registry) => {
    const list = new PagedList(
      (cursor, signal) => registry.listSkills({ cursor, signal, limit: 1 }),
      ({ id }) => id,
    );
    let pages = 0;
    let state = await list.first();
    for (pages = 1; state.hasMore && !state.failure && pages < 30; pages++) {
      state = await list.more();
    }
    return state.failure ? failureWords(state.failure) : `${state.items.length} skills on ${pages} pages`;
  },
  'tell when it was made': async (registry: Registry) =>
    words(await registry.listSkills({ limit: 20 }), ({ items }) => `${items[0] && timeWords(items[0])}`),
  'list versions': async (registry: Registry) => {
    const page = await registry.listVersions(await firstSkill(registry), { limit: 20 });
    return words(
      page,
      ({ items, unreadable = [] }) =>
        `${items.length} versions${unreadable.length > 0 ? ', 1 unreadable' : ''}`,
    );
  },
  'read a version': async (registry: Registry) =>
    words(await registry.getVersion(await firstSkill(registry), '3'), ({ key }) => `version ${key}`),
  'read a skill that is not there': async (registry: Registry) =>
    words(await registry.getSkill('skill_none'), () => 'there'),
  download: async (registry: Registry) => {
    const skillId = await firstSkill(registry);
    const versions = await registry.listVersions(skillId, { limit: 1 });
    const version = versions.ok ? (versions.value.items[0]?.key ?? '') : '';
    const stream = await registry.download(skillId, version);
    if (!stream.ok) {
      return failureWords(stream.failure);
    }
    try {
      const { byteLength } = await new Response(stream.value).arrayBuffer();
      return byteLength > 0 ? 'a bundle' : 'nothing';
    } catch (error) {
      return `cut off: ${failureWords((error as RegistryStreamError).failure)}`;
    }
  },
  'delete a skill': async (registry: Registry) => {
    const skillId = await firstSkill(registry);
    const deleted = await registry.deleteSkill(skillId);
    const after = await registry.getSkill(skillId);
    return `${words(deleted, () => 'deleted')}, ${after.ok ? 'still there' : 'gone'}`;
  },
  'delete a version': async (registry: Registry) => {
    const skillId = await firstSkill(registry);
    const deleted = await registry.deleteVersion(skillId, '3');
    const after = await registry.getVersion(skillId, '3');
    return `${words(deleted, () => 'deleted')}, ${after.ok ? 'still there' : 'gone'}`;
  },
  'add a version': async (registry: Registry) => {
    const added = await registry.createVersion(await firstSkill(registry), await skillUpload('skill-3'));
    return words(added, ({ key }) => `added, version ${key}`);
  },
  create: async (registry: Registry) => {
    const created = await registry.createSkill(await skillUpload('odd-one'));
    return words(created, ({ version }) => `created, ${version.name ?? 'no name'}`);
  },
  'create with a display name': async (registry: Registry) => {
    const created = await registry.createSkill(await skillUpload('odd-one'), { label: 'Odd one' });
    return words(created, ({ version }) => `created, ${version.name ?? 'no name'}`);
  },
  'create something wrong': async (registry: Registry) => {
    const created = await registry.createSkill({ fileName: 'x.zip', blob: new Blob(['no zip']) });
    return words(created, () => 'created');
  },
  'set the default': async (registry: Registry) => {
    const skillId = await firstSkill(registry);
    const moved = await moveDefault(registry, skillId, '2');
    return moved.kind === 'moved' ? 'moved' : `${moved.kind}: ${failureWords(moved.failure)}`;
  },
} as const;

export type ClientCall = keyof typeof clientCalls;

async function firstSkill(registry: Registry): Promise<string> {
  const list = await registry.listSkills({ limit: 20 });
  return (list.ok && list.value.items[0]?.id) || 'skill_none';
}

function timeWords({ createdAt }: RemoteSkill): string {
  return new Date(createdAt).toISOString().slice(0, 10);
}

function words<T>(result: Result<T, Failure>, say: (value: T) => string): string {
  return result.ok ? say(result.value) : failureWords(result.failure);
}

function failureWords(failure: Failure): string {
  switch (failure.kind) {
    case 'not-understood':
      return `not-understood: ${failure.what}`;
    case 'refused':
      return `refused: ${failure.reason}${failure.code === undefined ? '' : ` (${failure.code})`}`;
    case 'unavailable':
    case 'web-page':
      return `${failure.kind} ${failure.status}`;
    case 'unsupported':
      return `unsupported: ${failure.operation} (${failure.status})`;
    case 'unreachable':
      return `unreachable: ${failure.cause}`;
    case 'wrong-address':
      return failure.isUpload ? 'wrong-address for uploads' : 'wrong-address';
    case 'other-protocol':
      return `other-protocol: ${failure.speaks}`;
    case 'default-unmoved':
      return `default-unmoved: it is ${failure.is}`;
    default:
      return failure.kind;
  }
}
