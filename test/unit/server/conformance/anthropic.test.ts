import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import { seedRegistry } from '../../../support/registry/seedRegistry.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { asUnzipped, folderFiles, smallSkill, unzipped, zipFile } from '../../../support/skill/skillFiles.ts';
import { rawZip } from '../../../support/zip/rawZip.ts';
import { skillText } from '../../../support/zip/skillUpload.ts';

const MB = 2 ** 20;
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const prebuiltIds = ['pptx', 'xlsx', 'docx', 'pdf'];

let registry: TestRegistry;
let client: Anthropic;

before(async () => {
  registry = await startTestRegistry();
  client = new Anthropic({ apiKey: registry.token, baseURL: registry.origin, maxRetries: 0 });
});
after(() => registry.dispose());

/** A new skill with this many versions; their ids, oldest first. */
async function publish(name: string, versions = 1) {
  const files = folderFiles(name, smallSkill(name));
  const skill = await client.skills.create({ files });
  const keys = [skill.latest_version_id];
  while (keys.length < versions) {
    keys.push((await client.skills.versions.create(skill.id, { files })).id);
  }
  return { id: skill.id, keys, newest: keys.at(-1)!, oldest: keys[0]! };
}

/** A version's bundle: the SDK has no method for it. */
async function download(id: string, version: string): Promise<Response> {
  return client.get(`/v1/skills/${id}/versions/${version}/content`, { __binaryResponse: true });
}

describe('the official Anthropic client: skills', () => {
  it('creates one from a folder', async () => {
    const began = Date.now();
    const files = folderFiles('from-folder', smallSkill('from-folder'));
    const skill = await client.skills.create({ files, display_name: 'From a folder' });
    const { id, created_at: createdAt, updated_at: updatedAt, latest_version_id: latest, ...rest } = skill;
    assert.match(id, /^skill_01\w+$/);
    assert.match(latest, /^skver_01\w+$/);
    assert.match(createdAt, isoTime);
    // Updated is when its first version came to be, which may be a millisecond later.
    const times = [began, Date.parse(createdAt), Date.parse(updatedAt), Date.now()];
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
    assert.deepEqual(rest, { type: 'skill', display_name: 'From a folder', source: { type: 'custom' } });
    assert.deepEqual(await client.skills.retrieve(id), skill);
  });

  it('creates one from a zip, and calls it by its name', async () => {
    const skill = await client.skills.create({ files: [await zipFile('from-zip', smallSkill('from-zip'))] });
    assert.equal(skill.display_name, 'from-zip');
  });

  it('takes one display name twice', async () => {
    const files = folderFiles('twin', smallSkill('twin'));
    const one = await client.skills.create({ files, display_name: 'Twin' });
    const other = await client.skills.create({ files, display_name: 'Twin' });
    assert.notEqual(one.id, other.id);
  });

  it('takes a folder that is not named as the skill', async () => {
    const skill = await client.skills.create({ files: folderFiles('other-folder', smallSkill('real-name')) });
    assert.equal(skill.display_name, 'real-name');
  });

  it('calls one without a name as its folder, and holds that to what names are held to', async () => {
    const nameless = { 'SKILL.md': '---\ndescription: Tidies. Use when it must be.\n---\n\n# Tidy\n' };
    const skill = await client.skills.create({ files: folderFiles('tidy-up', nameless) });
    assert.equal(skill.display_name, 'tidy-up');
    const version = await client.skills.versions.retrieve('latest', { skill_id: skill.id });
    assert.equal(version.name, 'tidy-up');
    const added = await client.skills.versions.create(skill.id, { files: folderFiles('tidy-up', nameless) });
    assert.equal(added.name, 'tidy-up');
    await assert.rejects(
      client.skills.versions.create(skill.id, { files: folderFiles('other', nameless) }),
      Anthropic.BadRequestError,
    );
    await assert.rejects(
      client.skills.create({ files: folderFiles('Tidy Up', nameless) }),
      Anthropic.BadRequestError,
    );
  });

  it('takes another SKILL.md further down, as an example for instance', async () => {
    const files = smallSkill('outer', { 'assets/template/SKILL.md': '# Template\n' });
    for (const upload of [folderFiles('outer', files), [await zipFile('outer', files)]]) {
      const { id, latest_version_id: latest } = await client.skills.create({ files: upload });
      assert.equal((await client.skills.versions.retrieve(latest, { skill_id: id })).name, 'outer');
    }
  });

  it('takes a zip with the files at its root', async () => {
    const zip = rawZip([{ name: 'SKILL.md', content: skillText('rooted', 'Has no folder. Use it anyway.') }]);
    const skill = await client.skills.create({ files: [new File([zip], 'any.zip')] });
    assert.equal(skill.display_name, 'rooted');
  });

  it('deletes one with all its versions', async () => {
    const { id, newest } = await publish('doomed', 2);
    assert.deepEqual(await client.skills.delete(id), { type: 'skill_deleted', id });
    await assert.rejects(client.skills.retrieve(id), Anthropic.NotFoundError);
    await assert.rejects(client.skills.versions.retrieve(newest, { skill_id: id }), Anthropic.NotFoundError);
    await assert.rejects(download(id, newest), Anthropic.NotFoundError);
  });
});

describe('the official Anthropic client: versions', () => {
  it('creates one, which is the latest from then on', async () => {
    const { id, newest } = await publish('counted', 2);
    const version = await client.skills.versions.retrieve(newest, { skill_id: id });
    const { created_at: createdAt, ...rest } = version;
    assert.match(createdAt, isoTime);
    assert.deepEqual(rest, {
      type: 'skill_version',
      id: newest,
      skill_id: id,
      name: 'counted',
      description: 'Does it. Use when it must be done.',
    });
    assert.deepEqual(await client.skills.versions.retrieve('latest', { skill_id: id }), version);
    const skill = await client.skills.retrieve(id);
    assert.equal(skill.latest_version_id, newest);
    assert.equal(skill.updated_at, createdAt);
  });

  it('lists them by pages, newest first', async () => {
    const { id, keys } = await publish('paged', 5);
    const seen: string[] = [];
    for await (const version of client.skills.versions.list(id, { limit: 2 })) {
      seen.push(version.id);
    }
    assert.deepEqual(seen, keys.toReversed());
  });

  it('deletes any but the only one; the next newest is the latest then', async () => {
    const { id, newest, oldest } = await publish('shrinking', 2);
    assert.deepEqual(await client.skills.versions.delete(newest, { skill_id: id }), {
      type: 'skill_version_deleted',
      id: newest,
    });
    assert.equal((await client.skills.retrieve(id)).latest_version_id, oldest);
  });

  it('deletes the oldest, which is what the other wire calls the default', async () => {
    const { id, newest, oldest } = await publish('aging', 2);
    await client.skills.versions.delete(oldest, { skill_id: id });
    const seen = (await client.skills.versions.list(id)).data.map(version => version.id);
    assert.deepEqual(seen, [newest]);
  });
});

describe('the official Anthropic client: lists', () => {
  let seeded: TestRegistry;
  let lister: Anthropic;
  let ids: readonly string[];

  before(async () => {
    seeded = await startTestRegistry();
    ids = (await seedRegistry(seeded.dataDirectory, { skills: 1000 })).map(id => `skill_${id}`);
    lister = new Anthropic({ apiKey: seeded.token, baseURL: seeded.origin, maxRetries: 0 });
  });
  after(() => seeded.dispose());

  async function idsOf(skills: AsyncIterable<{ id: string }>): Promise<string[]> {
    const seen: string[] = [];
    for await (const { id } of skills) {
      seen.push(id);
    }
    return seen;
  }

  it('pages through 1,000 skills, newest first, and then the pre-built ones', async () => {
    assert.deepEqual(await idsOf(lister.skills.list({ limit: 99 })), [...ids.toReversed(), ...prebuiltIds]);
  });

  it('keeps to the source asked for', async () => {
    const custom = lister.skills.list({ source: 'custom', limit: 250 });
    assert.deepEqual(await idsOf(custom), ids.toReversed());
    assert.deepEqual(await idsOf(lister.skills.list({ source: 'anthropic', limit: 3 })), prebuiltIds);
  });

  it('gives 20 without a limit, and up to 1,000', async () => {
    assert.equal((await lister.skills.list()).data.length, 20);
    const all = await lister.skills.list({ limit: 1000 });
    assert.equal(all.data.length, 1000);
    const rest = await lister.skills.list({ limit: 1000, page: all.next_page });
    assert.deepEqual([rest.data.map(({ id }) => id), rest.next_page], [prebuiltIds, null]);
  });
});

describe('the official Anthropic client: contents', () => {
  const files = smallSkill('contents', {
    'references/with a space.md': 'space',
    'references/Überblick – 概要 🎉.md': 'Unicode',
    'assets/empty.txt': '',
  });

  it('gives a zip back byte for byte', async () => {
    const zip = await zipFile('contents', files);
    const skill = await client.skills.create({ files: [zip] });
    const answer = await download(skill.id, skill.latest_version_id);
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="contents\.zip"/);
    assert.match(answer.headers.get('request-id') ?? '', /^req_/);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from(await zip.arrayBuffer()));
  });

  it('gives a skill back in one folder that is called as it is, however it was sent', async () => {
    const files = smallSkill('wrapped', { 'scripts/run.sh': '#!/bin/sh\n' });
    const rooted = rawZip(
      Object.entries(files).map(([name, content]) => ({ name, content: String(content) })),
    );
    for (const sent of [[new File([rooted], 'any.zip')], folderFiles('other-folder', files)]) {
      const skill = await client.skills.create({ files: sent });
      const answer = await download(skill.id, skill.latest_version_id);
      assert.deepEqual(await unzipped(await answer.blob()), asUnzipped('wrapped', files));
    }
  });

  it("gives a folder's files back in a zip", async () => {
    const skill = await client.skills.create({ files: folderFiles('contents', files) });
    const answer = await download(skill.id, skill.latest_version_id);
    assert.deepEqual(await unzipped(await answer.blob()), asUnzipped('contents', files));
  });

  it('takes 25 MB in 501 files, in both forms', async () => {
    const large = smallSkill('large', {
      'assets/large.bin': Buffer.alloc(25 * MB, 'large '),
      ...Object.fromEntries(
        Array.from({ length: 499 }, (_, index) => [`notes/${index}.md`, `Note ${index}`]),
      ),
    });
    const byZip = await client.skills.create({ files: [await zipFile('large', large)] });
    const byFolder = await client.skills.create({ files: folderFiles('large', large) });
    for (const { id, latest_version_id: latest } of [byZip, byFolder]) {
      assert.equal((await unzipped(await (await download(id, latest)).blob())).size, 501);
    }
  });
});

describe('the official Anthropic client: pre-built skills', () => {
  it('shows them as the vendor’s own', async () => {
    for (const id of prebuiltIds) {
      const skill = await client.skills.retrieve(id);
      assert.deepEqual([skill.id, skill.source.type], [id, 'anthropic']);
      const version = await client.skills.versions.retrieve('latest', { skill_id: id });
      assert.deepEqual([version.id, version.name], [skill.latest_version_id, id]);
      assert.deepEqual((await client.skills.versions.list(id)).data, [version]);
    }
  });
});

interface Refusal {
  readonly what: string;
  readonly ask: () => Promise<unknown>;
  readonly error: new (...args: never[]) => InstanceType<typeof Anthropic.APIError>;
  readonly type: string;
  readonly says: RegExp;
}

describe('the official Anthropic client: refusals', () => {
  const bad = { error: Anthropic.BadRequestError, type: 'invalid_request_error' } as const;
  const missing = { error: Anthropic.NotFoundError, type: 'not_found_error' } as const;
  const forbidden = { error: Anthropic.PermissionDeniedError, type: 'permission_error' } as const;
  const create = (files: File[]) => client.skills.create({ files });
  const text = (manifest: string) => create([new File([manifest], 'it/SKILL.md')]);
  const withHeaders = (headers: Record<string, string | null>) => client.skills.list({}, { headers });

  const refusals: readonly Refusal[] = [
    {
      what: 'a wrong key',
      ask: () => new Anthropic({ apiKey: 'wrong', baseURL: registry.origin }).skills.list(),
      error: Anthropic.AuthenticationError,
      type: 'authentication_error',
      says: /invalid/,
    },
    {
      what: 'an unknown anthropic-version',
      ask: () => withHeaders({ 'anthropic-version': '2020-01-01' }),
      ...bad,
      says: /not a valid version/,
    },
    { what: 'an unknown skill', ask: () => client.skills.retrieve('skill_x'), ...missing, says: /skill_x/ },
    {
      what: 'an unknown version',
      ask: async () => client.skills.versions.retrieve('skver_x', { skill_id: (await publish('it')).id }),
      ...missing,
      says: /skver_x/,
    },
    {
      what: 'a limit of 0',
      ask: () => client.skills.list({ limit: 0 }),
      ...bad,
      says: /greater than or equal to 1/,
    },
    {
      what: 'a limit of 1,001',
      ask: () => client.skills.list({ limit: 1001 }),
      ...bad,
      says: /less than or equal to 1000/,
    },
    { what: 'a wrong page', ask: () => client.skills.list({ page: 'page_no' }), ...bad, says: /page/ },
    { what: 'an unknown source', ask: () => client.skills.list({ source: 'mine' }), ...bad, says: /source/ },
    {
      what: 'a page of another list',
      ask: async () => {
        const { id } = await publish('paged', 2);
        const { next_page: page } = await client.skills.versions.list(id, { limit: 1 });
        return client.skills.list({ page });
      },
      ...bad,
      says: /page/,
    },
    {
      what: 'deleting the only version',
      ask: async () => {
        const { id, newest } = await publish('single');
        return client.skills.versions.delete(newest, { skill_id: id });
      },
      ...bad,
      says: /Delete the skill instead/,
    },
    {
      what: 'deleting latest',
      ask: async () => client.skills.versions.delete('latest', { skill_id: (await publish('it', 2)).id }),
      ...bad,
      says: /latest/,
    },
    {
      what: 'downloading latest',
      ask: async () => download((await publish('it')).id, 'latest'),
      ...bad,
      says: /latest/,
    },
    {
      what: 'another name in a later version',
      ask: async () => {
        const { id } = await publish('first-name');
        return client.skills.versions.create(id, {
          files: folderFiles('other-name', smallSkill('other-name')),
        });
      },
      ...bad,
      says: /first-name.*other-name/,
    },
    {
      what: 'a version of an unknown skill',
      ask: () => client.skills.versions.create('skill_x', { files: folderFiles('it', smallSkill('it')) }),
      ...missing,
      says: /skill_x/,
    },
    {
      what: 'a display name of 256 characters',
      ask: () =>
        client.skills.create({ files: folderFiles('it', smallSkill('it')), display_name: 'x'.repeat(256) }),
      ...bad,
      says: /at most 255/,
    },
    {
      what: 'changing a pre-built skill',
      ask: () => client.skills.delete('pptx'),
      ...forbidden,
      says: /read-only/,
    },
    {
      what: 'downloading a pre-built skill',
      ask: () => download('pptx', 'latest'),
      ...forbidden,
      says: /cannot be downloaded/,
    },
    { what: 'no files', ask: () => create([]), ...bad, says: /files/ },
    {
      what: 'files in a part of the wrong name',
      ask: async () => {
        const form = new FormData();
        form.append('files', await zipFile('it', smallSkill('it')));
        return client.post('/v1/skills', { body: form });
      },
      ...bad,
      says: /No files were uploaded/,
    },
    {
      what: 'a reserved word in the name',
      ask: () => create(folderFiles('my-claude', smallSkill('my-claude'))),
      ...bad,
      says: /claude/,
    },
    {
      what: 'a tag in the description',
      ask: () => text('---\nname: it\ndescription: a <b>bold</b> thing\n---\n'),
      ...bad,
      says: /tag/i,
    },
    {
      what: 'a name that is not allowed',
      ask: () => text('---\nname: Wrong Name\ndescription: d\n---\n'),
      ...bad,
      says: /Wrong Name/,
    },
    { what: 'no SKILL.md', ask: () => create([new File(['x'], 'it/readme.md')]), ...bad, says: /SKILL\.md/ },
    {
      what: 'base names only',
      ask: () => create([new File(['x'], 'readme.md')]),
      ...bad,
      says: /single top-level directory/,
    },
    {
      what: 'more than 30 MB unpacked',
      ask: async () =>
        create([
          await zipFile(
            'fat',
            smallSkill('fat', { 'a.bin': Buffer.alloc(20 * MB), 'b.bin': Buffer.alloc(11 * MB) }),
          ),
        ]),
      error: Anthropic.APIError,
      type: 'request_too_large',
      says: /30 MB/,
    },
    {
      what: 'more than 30 MB in a folder',
      ask: () =>
        create(
          folderFiles(
            'fat',
            smallSkill('fat', { 'a.bin': Buffer.alloc(20 * MB), 'b.bin': Buffer.alloc(11 * MB) }),
          ),
        ),
      error: Anthropic.APIError,
      type: 'request_too_large',
      says: /30 MB/,
    },
    { what: 'an unknown address', ask: () => client.get('/v1/nothing'), ...missing, says: /Invalid URL/ },
  ];

  for (const { what, ask, error, type, says } of refusals) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(ask, (thrown: unknown) => {
        assert.ok(thrown instanceof error && thrown instanceof Anthropic.APIError, String(thrown));
        assert.match(thrown.message, says);
        const body = thrown.error as { type: string; error: { type: string }; request_id: string };
        assert.deepEqual(Object.keys(body).sort(), ['error', 'request_id', 'type']);
        assert.deepEqual([body.type, body.error.type, body.request_id], ['error', type, thrown.requestID]);
        return true;
      });
    });
  }

  it("takes the key in either header, as the clients' generations send it", async () => {
    const version = { 'anthropic-version': '2023-06-01' };
    for (const key of [{ 'x-api-key': registry.token }, { authorization: `Bearer ${registry.token}` }]) {
      const answer = await fetch(`${registry.origin}/v1/skills`, { headers: { ...version, ...key } });
      assert.equal(answer.status, 200);
    }
  });

  it("answers Anthropic's way when only the version header is missing", async () => {
    const headers = { 'x-api-key': registry.token };
    const answer = await fetch(`${registry.origin}/v1/skills`, { headers });
    assert.equal(answer.status, 400);
    assert.partialDeepStrictEqual(await answer.json(), {
      type: 'error',
      error: { type: 'invalid_request_error', message: 'anthropic-version: header is required' },
    });
  });
});
