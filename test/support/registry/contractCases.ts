import assert from 'node:assert/strict';
import { openBundle, readEntry } from '../../../src/core/bundle/zip/readBundle.ts';
import type { Failure } from '../../../src/core/failure/failure.ts';
import type { Capabilities, Page, Registry, RemoteVersion } from '../../../src/core/registry/contract.ts';
import type { Result } from '../../../src/core/text/result.ts';
import { failure, ok } from '../result.ts';
import { packUpload, skillUpload } from '../zip/skillUpload.ts';
import { answerJson, type ContractSubject } from './contractSubject.ts';

/** One thing that every registry does, unless it cannot. */
export interface ContractCase {
  readonly name: string;
  /** Why a kind with these capabilities does not take part. */
  readonly skip?: (capabilities: Capabilities) => string | null;
  run(subject: ContractSubject): Promise<void>;
}

const needsPointer = ({ active }: Capabilities) =>
  active === 'pointer' ? null : 'its latest version is what runs';

export const contractCases: readonly ContractCase[] = [
  {
    name: 'an empty registry has one empty page',
    run: async ({ registry }) => {
      assert.deepEqual(ok(await registry.listSkills()), { items: [], next: null });
    },
  },
  {
    name: 'a created skill is listed and read with its version',
    run: async ({ registry }) => {
      const { skill, version } = await create(registry, 'tidy-notes');
      assert.deepEqual([skill.name, version.name], ['tidy-notes', 'tidy-notes']);
      assert.equal(version.description, 'Does it. Use when it must be done.');
      assert.equal(skill.latestVersion, version.key);
      assert.ok(skill.isOwn);
      assert.ok(Math.abs(skill.createdAt - Date.now()) < 60_000, `created at ${skill.createdAt}`);
      assert.equal(ok(await registry.getSkill(skill.id)).id, skill.id);
      assert.deepEqual(ok(await registry.getVersion(skill.id, version.key)), version);
      const listed = ok(await registry.listSkills()).items;
      assert.deepEqual(
        listed.map(({ id }) => id),
        [skill.id],
      );
    },
  },
  {
    name: 'the display name is kept',
    skip: ({ hasLabel }) => (hasLabel ? null : 'it has no display names'),
    run: async ({ registry }) => {
      const upload = await skillUpload('tidy-notes');
      const { skill } = ok(await registry.createSkill(upload, { label: 'Tidy notes – für alle' }));
      assert.equal(ok(await registry.getSkill(skill.id)).label, 'Tidy notes – für alle');
    },
  },
  {
    name: 'versions are listed newest first, and each can be read by its key',
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 3);
      const listed = ok(await registry.listVersions(skill.id)).items;
      assert.deepEqual(keysOf(listed), keys.toReversed());
      for (const version of listed) {
        assert.deepEqual(ok(await registry.getVersion(skill.id, version.key)), version);
      }
      assert.equal(ok(await registry.getSkill(skill.id)).latestVersion, keys.at(-1));
    },
  },
  {
    name: 'versions come in pages, each once, newest first',
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 5);
      const pages = await allPages(cursor => registry.listVersions(skill.id, { limit: 2, ...cursor }));
      assert.deepEqual(
        pages.map(page => page.length),
        [2, 2, 1],
      );
      assert.deepEqual(keysOf(pages.flat()), keys.toReversed());
    },
  },
  {
    name: 'skills come in pages, each once, newest first',
    run: async ({ registry }) => {
      const ids: string[] = [];
      for (let count = 1; count <= 7; count++) {
        ids.push((await create(registry, `skill-${count}`)).skill.id);
      }
      const pages = await allPages(cursor => registry.listSkills({ limit: 3, ...cursor }));
      assert.deepEqual(
        pages.map(page => page.map(({ id }) => id)),
        [ids.slice(4).reverse(), ids.slice(1, 4).reverse(), ids.slice(0, 1)],
      );
    },
  },
  {
    name: 'a page is one request',
    run: async ({ registry, seen }) => {
      await create(registry, 'tidy-notes');
      seen.length = 0;
      ok(await registry.listSkills({ limit: 1 }));
      assert.equal(seen.length, 1);
    },
  },
  {
    name: 'a new version leaves the default where it is, unless it is to be the default',
    skip: needsPointer,
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 2);
      assert.equal(ok(await registry.getSkill(skill.id)).defaultVersion, keys[0]);
      const third = ok(
        await registry.createVersion(skill.id, await skillUpload('tidy-notes'), { isDefault: true }),
      );
      assert.equal(ok(await registry.getSkill(skill.id)).defaultVersion, third.key);
    },
  },
  {
    name: 'the default moves to any version',
    skip: needsPointer,
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 2);
      assert.equal(ok(await registry.setDefault(skill.id, keys[1]!)).defaultVersion, keys[1]);
      assert.equal(ok(await registry.getSkill(skill.id)).defaultVersion, keys[1]);
      assert.equal(ok(await registry.setDefault(skill.id, keys[0]!)).defaultVersion, keys[0]);
      const missing = failure(await registry.setDefault(skill.id, '99'));
      assert.ok(['refused', 'not-found'].includes(missing.kind), missing.kind);
    },
  },
  {
    name: 'there is no default to move',
    skip: ({ active }) => (active === 'latest' ? null : 'its default can be moved'),
    run: async ({ registry, seen }) => {
      const { skill, keys } = await createWithVersions(registry, 2);
      seen.length = 0;
      assert.equal(failure(await registry.setDefault(skill.id, keys[0]!)).kind, 'unsupported');
      assert.equal(seen.length, 0);
    },
  },
  {
    name: 'a deleted version is gone, and the others stay',
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 3);
      assert.equal(ok(await registry.deleteVersion(skill.id, keys[1]!)), null);
      assert.deepEqual(keysOf(ok(await registry.listVersions(skill.id)).items), [keys[2], keys[0]]);
      const gone = failure(await registry.getVersion(skill.id, keys[1]!));
      assert.ok(gone.kind === 'not-found' && gone.what.includes(keys[1]!), JSON.stringify(gone));
    },
  },
  {
    name: 'the default version is not deleted',
    skip: ({ isDefaultProtected }) => (isDefaultProtected ? null : 'it protects no version'),
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 2);
      const refusal = failure(await registry.deleteVersion(skill.id, keys[0]!));
      assert.ok(refusal.kind === 'refused' && refusal.reason !== '', JSON.stringify(refusal));
      assert.equal(ok(await registry.listVersions(skill.id)).items.length, 2);
    },
  },
  {
    name: 'after deleting the newest version the one before it is the latest',
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 2);
      ok(await registry.deleteVersion(skill.id, keys[1]!));
      assert.equal(ok(await registry.getSkill(skill.id)).latestVersion, keys[0]);
    },
  },
  {
    name: 'deleting the only version does what the capabilities say',
    run: async ({ registry, kind }) => {
      const { skill, version } = await create(registry, 'tidy-notes');
      const deletion = await registry.deleteVersion(skill.id, version.key);
      const after = await registry.getSkill(skill.id);
      switch (kind.capabilities.lastVersion) {
        case 'deletes-skill':
          ok(deletion);
          assert.equal(failure(after).kind, 'not-found');
          break;
        case 'refused':
          assert.equal(failure(deletion).kind, 'refused');
          assert.equal(ok(after).latestVersion, version.key);
          break;
        case 'allowed':
          ok(deletion);
          assert.equal(ok(after).latestVersion, null);
          assert.deepEqual(ok(await registry.listVersions(skill.id)).items, []);
      }
    },
  },
  {
    name: 'deleting a skill takes all its versions along',
    run: async ({ registry }) => {
      const { skill, keys } = await createWithVersions(registry, 3);
      assert.equal(ok(await registry.deleteSkill(skill.id)), null);
      assert.equal(failure(await registry.getSkill(skill.id)).kind, 'not-found');
      assert.equal(failure(await registry.getVersion(skill.id, keys[0]!)).kind, 'not-found');
      assert.deepEqual(ok(await registry.listSkills()).items, []);
    },
  },
  {
    name: 'a later version must keep the name',
    skip: ({ isNameFixed }) => (isNameFixed ? null : 'names are free between versions'),
    run: async ({ registry }) => {
      const { skill } = await create(registry, 'tidy-notes');
      const refusal = failure(await registry.createVersion(skill.id, await skillUpload('other-name')));
      assert.equal(refusal.kind, 'refused');
      assert.equal(ok(await registry.listVersions(skill.id)).items.length, 1);
    },
  },
  {
    name: 'a later version may have another name, which the skill takes over with its default',
    skip: ({ isNameFixed }) => (isNameFixed ? 'names are fixed by the first version' : null),
    run: async ({ registry }) => {
      const { skill } = await create(registry, 'tidy-notes');
      const version = ok(await registry.createVersion(skill.id, await skillUpload('other-name')));
      assert.equal(ok(await registry.getSkill(skill.id)).name, 'tidy-notes');
      assert.equal(ok(await registry.setDefault(skill.id, version.key)).name, 'other-name');
    },
  },
  {
    name: 'a bundle that breaks the rules is refused with a reason, and nothing is created',
    run: async ({ registry }) => {
      const upload = await packUpload('tidy-notes', {
        'SKILL.md': '---\nname: Tidy Notes!\ndescription: d\n---\n',
      });
      const refusal = failure(await registry.createSkill(upload));
      assert.ok(refusal.kind === 'refused' && refusal.reason !== '', JSON.stringify(refusal));
      assert.deepEqual(ok(await registry.listSkills()).items, []);
    },
  },
  {
    name: 'a downloaded bundle holds the files that were uploaded',
    skip: ({ canDownload }) => (canDownload ? null : 'it gives no bundles back'),
    run: async ({ registry }) => {
      const files = { 'SKILL.md': skill('tidy-notes'), 'scripts/a b.sh': '#!/bin/sh\n', 'ü/日本.md': 'x' };
      const { skill: created, version } = ok(
        await registry.createSkill(await packUpload('tidy-notes', files)),
      );
      const stream = ok(await registry.download(created.id, version.key));
      const bundle = ok(await openBundle(new Blob([await new Response(stream).arrayBuffer()])));
      const found: Record<string, string> = {};
      for (const entry of bundle.entries) {
        found[entry.path.slice(entry.path.indexOf('/') + 1)] = Buffer.from(
          ok(await readEntry(bundle, entry)),
        ).toString();
      }
      assert.deepEqual(found, files);
    },
  },
  {
    name: 'a download that is refused is a failure, and the rest goes on working',
    skip: ({ canDownload }) => (canDownload ? null : 'it gives no bundles back'),
    run: async subject => {
      const { skill, version } = await create(subject.registry, 'tidy-notes');
      subject.intercept = (request, response) => {
        if (!request.url?.endsWith('/content')) {
          return false;
        }
        answerJson(response, 403, { error: { type: 'permission_error', message: 'Not with this key.' } });
        return true;
      };
      const refusal = failure(await subject.registry.download(skill.id, version.key));
      assert.ok(refusal.kind === 'forbidden' && refusal.reason === 'Not with this key.', refusal.kind);
      ok(await subject.registry.getVersion(skill.id, version.key));
    },
  },
  {
    name: 'what is not there is named',
    run: async ({ registry }) => {
      const missing = failure(await registry.getSkill('skill_none'));
      assert.ok(missing.kind === 'not-found' && missing.what.includes('skill_none'), missing.kind);
      assert.equal(failure(await registry.listVersions('skill_none')).kind, 'not-found');
      assert.equal(failure(await registry.deleteSkill('skill_none')).kind, 'not-found');
      const upload = await skillUpload('tidy-notes');
      assert.equal(failure(await registry.createVersion('skill_none', upload)).kind, 'not-found');
    },
  },
  {
    name: 'an id cannot lead out of its place in the address',
    run: async ({ registry, seen }) => {
      ok(await registry.listSkills());
      seen.length = 0;
      assert.equal(failure(await registry.getSkill('..')).kind, 'not-found');
      assert.equal(failure(await registry.deleteVersion('skill_1', '.')).kind, 'not-found');
      assert.equal(seen.length, 0);
      assert.equal(failure(await registry.getSkill('a/../b?c#d')).kind, 'not-found');
      const urls = seen.map(({ url }) => url);
      assert.ok(urls[0]?.endsWith('/v1/skills/a%2F..%2Fb%3Fc%23d'), urls[0]);
    },
  },
  {
    name: 'a wrong key is said to be wrong, for reading and for publishing',
    run: async ({ kind, server }) => {
      const stranger = kind.connect(server, 'sk-wrong');
      assert.deepEqual(failure(await stranger.listSkills()), { kind: 'unauthorised', registry: 'R' });
      const upload = await skillUpload('tidy-notes');
      assert.deepEqual(failure(await stranger.createSkill(upload)), { kind: 'unauthorised', registry: 'R' });
    },
  },
  {
    name: 'nothing is asked without a key',
    run: async ({ kind, server, seen }) => {
      const stranger = kind.connect(server, null);
      assert.deepEqual(failure(await stranger.listSkills()), { kind: 'no-key', registry: 'R' });
      assert.equal(seen.length, 0);
    },
  },
  {
    name: 'an upload is one request with a length, and reports its bytes',
    run: async ({ registry, seen }) => {
      ok(await registry.listSkills());
      seen.length = 0;
      const upload = await packUpload('tidy-notes', {
        'SKILL.md': skill('tidy-notes'),
        'assets/noise.bin': noise(300_000),
      });
      const reports: number[] = [];
      ok(
        await registry.createSkill(upload, {
          onProgress: ({ sentBytes, totalBytes }) => {
            assert.equal(totalBytes, upload.blob.size);
            reports.push(sentBytes);
          },
        }),
      );
      const posts = seen.filter(({ method }) => method === 'POST');
      assert.equal(posts.length, 1);
      assert.ok((posts[0]?.contentLength ?? 0) > upload.blob.size, `${posts[0]?.contentLength}`);
      assert.equal(reports.at(-1), upload.blob.size);
      assert.deepEqual(
        reports,
        reports.toSorted((a, b) => a - b),
      );
    },
  },
  {
    name: 'a call that was cancelled before it began asks nothing',
    run: async ({ registry, seen }) => {
      ok(await registry.listSkills());
      seen.length = 0;
      const signal = AbortSignal.abort();
      const upload = await skillUpload('tidy-notes');
      assert.deepEqual(failure(await registry.listSkills({ signal })), { kind: 'cancelled' });
      assert.deepEqual(failure(await registry.createSkill(upload, { signal })), { kind: 'cancelled' });
      assert.deepEqual(failure(await registry.deleteSkill('skill_1', { signal })), { kind: 'cancelled' });
      assert.equal(seen.length, 0);
    },
  },
  {
    name: 'an upload that is cancelled on its way leaves nothing',
    run: async subject => {
      const { registry } = subject;
      ok(await registry.listSkills());
      const abort = new AbortController();
      subject.intercept = request => {
        if (request.method === 'POST') {
          request.once('data', () => abort.abort());
        }
        return false;
      };
      const upload = await packUpload('tidy-notes', {
        'SKILL.md': skill('tidy-notes'),
        'assets/noise.bin': noise(8_000_000),
      });
      const sent = await registry.createSkill(upload, { signal: abort.signal });
      assert.deepEqual(failure(sent), { kind: 'cancelled' });
      assert.deepEqual(ok(await registry.listSkills()).items, []);
    },
  },
  {
    name: 'a read is asked again while the registry has trouble',
    run: async subject => {
      const { skill } = await create(subject.registry, 'tidy-notes');
      const troubles = [503, 529];
      subject.intercept = (_request, response) => {
        const status = troubles.shift();
        if (status === undefined) {
          return false;
        }
        response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Trouble</h1>');
        return true;
      };
      assert.equal(ok(await subject.registry.getSkill(skill.id)).id, skill.id);
      assert.equal(troubles.length, 0);
    },
  },
  {
    name: 'a change is sent once, whatever the trouble',
    run: async subject => {
      const { skill, version } = await create(subject.registry, 'tidy-notes');
      const upload = await skillUpload('tidy-notes');
      subject.intercept = (request, response) => {
        if (request.method === 'GET') {
          return false;
        }
        request.resume().once('end', () => {
          response.writeHead(503, { 'retry-after': '0', 'x-should-retry': 'true' }).end();
        });
        return true;
      };
      subject.seen.length = 0;
      const changes = [
        await subject.registry.createSkill(upload),
        await subject.registry.createVersion(skill.id, upload),
        await subject.registry.deleteVersion(skill.id, version.key),
        await subject.registry.deleteSkill(skill.id),
      ];
      for (const change of changes) {
        assert.equal(failure(change).kind, 'unavailable');
      }
      assert.equal(subject.seen.length, changes.length);
    },
  },
  {
    name: "skills by the registry's vendor are listed apart and are not one's own",
    skip: ({ hasVendorSkills }) => (hasVendorSkills ? null : 'its vendor skills are added by id'),
    run: async ({ registry }) => {
      await create(registry, 'tidy-notes');
      const made = ok(await registry.listSkills({ vendor: true })).items;
      assert.ok(made.length > 0);
      assert.ok(made.every(({ isOwn }) => !isOwn));
    },
  },
];

async function create(registry: Registry, name: string) {
  return ok(await registry.createSkill(await skillUpload(name)));
}

/** A skill called tidy-notes, and the keys of its versions in the order of their publishing. */
async function createWithVersions(registry: Registry, count: number) {
  const { skill, version } = await create(registry, 'tidy-notes');
  const keys = [version.key];
  while (keys.length < count) {
    const upload = await skillUpload('tidy-notes', `Version ${keys.length + 1}. Use when needed.`);
    keys.push(ok(await registry.createVersion(skill.id, upload)).key);
  }
  return { skill, keys };
}

async function allPages<T>(read: (cursor: { cursor?: string }) => Promise<Result<Page<T>, Failure>>) {
  const pages: (readonly T[])[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = ok(await read(cursor === null ? {} : { cursor }));
    pages.push(page.items);
    cursor = page.next;
    assert.ok(pages.length < 20, 'the pages do not end');
  } while (cursor !== null);
  return pages;
}

function keysOf(versions: readonly RemoteVersion[]): string[] {
  return versions.map(({ key }) => key);
}

function skill(name: string): string {
  return `---\nname: ${name}\ndescription: Does it. Use when needed.\n---\n`;
}

/** Bytes that do not compress, the same each time. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
