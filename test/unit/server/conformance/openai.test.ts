import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import OpenAI, { toFile } from 'openai';
import type { Skill } from 'openai/resources/skills/skills';
import { seedRegistry } from '../../../support/registry/seedRegistry.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { asUnzipped, folderFiles, smallSkill, unzipped, zipFile } from '../../../support/skill/skillFiles.ts';

const MB = 2 ** 20;

let registry: TestRegistry;
let client: OpenAI;

before(async () => {
  registry = await startTestRegistry();
  client = new OpenAI({ apiKey: registry.token, baseURL: registry.baseURL, maxRetries: 0 });
});
after(() => registry.dispose());

/** A new skill with this many versions, the first of them the default. */
async function publish(name: string, versions = 1): Promise<Skill> {
  const skill = await client.skills.create({ files: folderFiles(name, smallSkill(name)) });
  for (let number = 2; number <= versions; number++) {
    await client.skills.versions.create(skill.id, { files: folderFiles(name, smallSkill(name)) });
  }
  return client.skills.retrieve(skill.id);
}

describe('the official openai client: skills', () => {
  it('creates one from a folder', async () => {
    const began = Math.floor(Date.now() / 1000);
    const skill = await client.skills.create({
      files: folderFiles('from-folder', smallSkill('from-folder')),
    });
    const { id, created_at: createdAt, ...rest } = skill;
    assert.match(id, /^skill_\w{20,}$/);
    assert.ok(createdAt >= began && createdAt <= Date.now() / 1000);
    assert.deepEqual(rest, {
      object: 'skill',
      name: 'from-folder',
      description: 'Does it. Use when it must be done.',
      default_version: '1',
      latest_version: '1',
    });
    assert.deepEqual(await client.skills.retrieve(id), skill);
  });

  it('creates one from a zip', async () => {
    const skill = await client.skills.create({ files: await zipFile('from-zip', smallSkill('from-zip')) });
    assert.equal(skill.name, 'from-zip');
  });

  it('takes the same name twice, as different skills', async () => {
    const [one, other] = [await publish('twin'), await publish('twin')];
    assert.notEqual(one.id, other.id);
  });

  it('moves the default, and shows the name that its default version has', async () => {
    const { id } = await publish('before');
    await client.skills.versions.create(id, { files: folderFiles('later', smallSkill('later')) });
    assert.equal((await client.skills.retrieve(id)).name, 'before');
    const moved = await client.skills.update(id, { default_version: '2' });
    assert.deepEqual([moved.name, moved.default_version, moved.latest_version], ['later', '2', '2']);
    const back = await client.skills.update(id, { default_version: '1' });
    assert.deepEqual([back.name, back.default_version, back.latest_version], ['before', '1', '2']);
  });

  it('takes a default version that is written as a number, and fields it does not know', async () => {
    const { id } = await publish('lenient', 2);
    const body = { default_version: 2, note: 'unknown' } as unknown as { default_version: string };
    assert.equal((await client.skills.update(id, body)).default_version, '2');
  });

  it('deletes one with all its versions', async () => {
    const { id } = await publish('doomed', 2);
    assert.deepEqual(await client.skills.delete(id), { object: 'skill.deleted', deleted: true, id });
    await assert.rejects(client.skills.retrieve(id), OpenAI.NotFoundError);
    await assert.rejects(client.skills.versions.retrieve('1', { skill_id: id }), OpenAI.NotFoundError);
    await assert.rejects(client.skills.content.retrieve(id), OpenAI.NotFoundError);
  });
});

describe('the official openai client: versions', () => {
  it('creates one that is not the default unless asked for', async () => {
    const { id } = await publish('counted');
    const files = folderFiles('counted', smallSkill('counted'));
    const second = await client.skills.versions.create(id, { files });
    const { id: versionId, created_at: createdAt, ...rest } = second;
    assert.match(versionId, /^skillver_\w{20,}$/);
    assert.equal(typeof createdAt, 'number');
    assert.deepEqual(rest, {
      object: 'skill.version',
      skill_id: id,
      version: '2',
      name: 'counted',
      description: 'Does it. Use when it must be done.',
    });
    assert.equal((await client.skills.retrieve(id)).default_version, '1');
    await client.skills.versions.create(id, { files, default: false });
    await client.skills.versions.create(id, { files, default: true });
    const skill = await client.skills.retrieve(id);
    assert.deepEqual([skill.default_version, skill.latest_version], ['4', '4']);
    assert.deepEqual(await client.skills.versions.retrieve('2', { skill_id: id }), second);
  });

  it('lists them by pages in both orders', async () => {
    const { id } = await publish('paged', 5);
    const newestFirst: string[] = [];
    for await (const { version } of client.skills.versions.list(id, { limit: 2 })) {
      newestFirst.push(version);
    }
    assert.deepEqual(newestFirst, ['5', '4', '3', '2', '1']);
    const oldestFirst: string[] = [];
    for await (const { version } of client.skills.versions.list(id, { limit: 2, order: 'asc' })) {
      oldestFirst.push(version);
    }
    assert.deepEqual(oldestFirst, ['1', '2', '3', '4', '5']);
  });

  it('never uses a number again', async () => {
    const { id } = await publish('numbered', 3);
    const deleted = await client.skills.versions.delete('3', { skill_id: id });
    const { id: versionId, ...rest } = deleted;
    assert.match(versionId, /^skillver_/);
    assert.deepEqual(rest, { object: 'skill.version.deleted', deleted: true, version: '3' });
    assert.equal((await client.skills.retrieve(id)).latest_version, '2');
    const next = await client.skills.versions.create(id, {
      files: folderFiles('numbered', smallSkill('numbered')),
    });
    assert.equal(next.version, '4');
  });

  it('deletes the skill with its only version', async () => {
    const { id } = await publish('last', 2);
    await client.skills.versions.delete('2', { skill_id: id });
    await client.skills.versions.delete('1', { skill_id: id });
    await assert.rejects(client.skills.retrieve(id), OpenAI.NotFoundError);
  });
});

describe('the official openai client: lists', () => {
  let seeded: TestRegistry;
  let lister: OpenAI;
  let ids: readonly string[];

  before(async () => {
    seeded = await startTestRegistry();
    ids = (await seedRegistry(seeded.dataDirectory, { skills: 1000 })).map(id => `skill_${id}`);
    lister = new OpenAI({ apiKey: seeded.token, baseURL: seeded.baseURL, maxRetries: 0 });
  });
  after(() => seeded.dispose());

  it('pages through 1,000 skills, newest first', async () => {
    const seen: string[] = [];
    for await (const skill of lister.skills.list()) {
      seen.push(skill.id);
    }
    assert.deepEqual(seen, ids.toReversed());
  });

  it('pages through 1,000 skills, oldest first', async () => {
    const seen: string[] = [];
    for await (const skill of lister.skills.list({ limit: 100, order: 'asc' })) {
      seen.push(skill.id);
    }
    assert.deepEqual(seen, ids);
  });

  it('describes a page by its first and last item', async () => {
    const first = await lister.get('/skills?limit=3');
    const [one, two, three] = ids.toReversed();
    assert.partialDeepStrictEqual(first, {
      object: 'list',
      first_id: one,
      last_id: three,
      has_more: true,
      data: [{ id: one, name: 'skill-1000' }, { id: two }, { id: three }],
    });
    const last = await lister.get(`/skills?after=${ids[1]}`);
    assert.partialDeepStrictEqual(last, { has_more: false, first_id: ids[0], last_id: ids[0] });
    const beyond = await lister.get(`/skills?after=${ids[0]}`);
    assert.deepEqual(beyond, { object: 'list', data: [], first_id: null, last_id: null, has_more: false });
  });

  it('takes 20 without a limit, and a limit of 0 for none', async () => {
    assert.equal((await lister.skills.list()).data.length, 20);
    assert.deepEqual(await lister.get('/skills?limit=0'), {
      object: 'list',
      data: [],
      first_id: null,
      last_id: null,
      has_more: true,
    });
  });
});

describe('the official openai client: contents', () => {
  const files = smallSkill('contents', {
    'references/with a space.md': 'space',
    'references/Überblick – 概要 🎉.md': 'Unicode',
    "references/quote's (1) [2] & 100%.md": 'signs',
    'assets/empty.txt': '',
    'assets/large.bin': randomBytes(300_000),
  });

  it('gives a zip back byte for byte', async () => {
    const zip = await zipFile('contents', files);
    const skill = await client.skills.create({ files: zip });
    const answer = await client.skills.versions.content.retrieve('1', { skill_id: skill.id });
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    assert.equal(answer.headers.get('content-length'), String(zip.size));
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename="contents\.zip"/);
    assert.match(answer.headers.get('x-request-id') ?? '', /^req_/);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from(await zip.arrayBuffer()));
  });

  it("gives a folder's files back in a zip", async () => {
    const skill = await client.skills.create({ files: folderFiles('contents', files) });
    const answer = await client.skills.content.retrieve(skill.id);
    assert.deepEqual(await unzipped(await answer.blob()), asUnzipped('contents', files));
  });

  it("sends the default version's, or the one asked for", async () => {
    const { id } = await publish('switched');
    const second = smallSkill('switched', { 'new.md': 'new' });
    await client.skills.versions.create(id, { files: folderFiles('switched', second), default: true });
    const byDefault = await client.skills.content.retrieve(id);
    assert.deepEqual(await unzipped(await byDefault.blob()), asUnzipped('switched', second));
    const first = await client.skills.versions.content.retrieve('1', { skill_id: id });
    assert.deepEqual(await unzipped(await first.blob()), asUnzipped('switched', smallSkill('switched')));
  });

  it('takes a file of 25 MB, in both forms', async () => {
    const large = smallSkill('large', { 'assets/large.bin': Buffer.alloc(25 * MB, 'large ') });
    const byZip = await client.skills.create({ files: await zipFile('large', large) });
    const byFolder = await client.skills.create({ files: folderFiles('large', large) });
    for (const { id } of [byZip, byFolder]) {
      const answer = await client.skills.content.retrieve(id);
      assert.equal((await unzipped(await answer.blob())).get('large/assets/large.bin')?.length, 25 * MB);
    }
  });

  it('takes 500 files, in both forms', async () => {
    const many = smallSkill('many', manyFiles(499));
    const byZip = await client.skills.create({ files: await zipFile('many', many) });
    const byFolder = await client.skills.create({ files: folderFiles('many', many) });
    for (const { id } of [byZip, byFolder]) {
      const answer = await client.skills.content.retrieve(id);
      assert.deepEqual(await unzipped(await answer.blob()), asUnzipped('many', many));
    }
  });
});

describe('the official openai client: curated skills', () => {
  it('finds one by its id, and not in the list', async () => {
    const skill = await client.skills.retrieve('openai-spreadsheets');
    assert.partialDeepStrictEqual(skill, {
      object: 'skill',
      name: 'openai-spreadsheets',
      default_version: '1',
    });
    for await (const { id } of client.skills.list()) {
      assert.notEqual(id, 'openai-spreadsheets');
    }
  });

  it('shows its version and its content', async () => {
    const id = 'openai-spreadsheets';
    const { data } = await client.skills.versions.list(id);
    assert.deepEqual(data, [await client.skills.versions.retrieve('1', { skill_id: id })]);
    for (const answer of [
      await client.skills.content.retrieve(id),
      await client.skills.versions.content.retrieve('1', { skill_id: id }),
    ]) {
      assert.deepEqual([...(await unzipped(await answer.blob())).keys()], [`${id}/SKILL.md`]);
    }
  });
});

interface Refusal {
  readonly what: string;
  readonly ask: () => Promise<unknown>;
  readonly error: new (...args: never[]) => InstanceType<typeof OpenAI.APIError>;
  readonly says: RegExp;
  readonly param?: string;
  readonly code?: string;
}

describe('the official openai client: refusals', () => {
  const bad = OpenAI.BadRequestError;
  const create = (files: File[] | File) => client.skills.create({ files });
  const text = (manifest: string) => create([new File([manifest], 'it/SKILL.md')]);
  const withSkill =
    (act: (id: string) => Promise<unknown>, versions = 1) =>
    async () =>
      act((await publish('refused', versions)).id);

  const refusals: readonly Refusal[] = [
    {
      what: 'a wrong key',
      ask: () => new OpenAI({ apiKey: 'sk-wrong', baseURL: registry.baseURL }).skills.list(),
      error: OpenAI.AuthenticationError,
      says: /Incorrect API key/,
      code: 'invalid_api_key',
    },
    {
      what: 'an unknown skill',
      ask: () => client.skills.retrieve('skill_x'),
      error: OpenAI.NotFoundError,
      says: /'skill_x'/,
    },
    {
      what: 'an id that climbs',
      ask: () => client.get('/skills/..%2F..%2Fetc'),
      error: OpenAI.NotFoundError,
      says: /No skill/,
    },
    {
      what: 'an unknown version',
      ask: withSkill(id => client.skills.versions.retrieve('7', { skill_id: id })),
      error: OpenAI.NotFoundError,
      says: /no version '7'/,
      param: 'version',
    },
    {
      what: 'a limit below 0',
      ask: () => client.skills.list({ limit: -1 }),
      error: bad,
      says: />= 0/,
      param: 'limit',
    },
    {
      what: 'a limit above 100',
      ask: () => client.skills.list({ limit: 101 }),
      error: bad,
      says: /<= 100/,
      param: 'limit',
    },
    {
      what: 'a limit that is no number',
      ask: () => client.get('/skills?limit=many'),
      error: bad,
      says: /integer/,
      param: 'limit',
    },
    {
      what: 'an unknown order',
      ask: () => client.get('/skills?order=up'),
      error: bad,
      says: /'asc' and 'desc'/,
      param: 'order',
    },
    {
      what: 'a wrong cursor',
      ask: () => client.skills.list({ after: 'skill_no' }),
      error: bad,
      says: /'skill_no'/,
      param: 'after',
    },
    {
      what: "a wrong versions' cursor",
      ask: withSkill(id => client.skills.versions.list(id, { after: 'skillver_no' })),
      error: bad,
      says: /'skillver_no'/,
      param: 'after',
    },
    {
      what: 'a default version that is not there',
      ask: withSkill(id => client.skills.update(id, { default_version: '9' })),
      error: bad,
      says: /no version '9'/,
      param: 'default_version',
      code: 'invalid_value',
    },
    {
      what: 'an update without a default version',
      ask: withSkill(id => client.post(`/skills/${id}`, { body: {} })),
      error: bad,
      says: /Missing required parameter/,
      param: 'default_version',
    },
    {
      what: 'deleting the default version',
      ask: withSkill(id => client.skills.versions.delete('1', { skill_id: id }), 2),
      error: bad,
      says: /default version/,
      param: 'version',
      code: 'invalid_value',
    },
    {
      what: 'a default that is neither true nor false',
      ask: withSkill(id => {
        const form = new FormData();
        form.append('default', 'maybe');
        for (const file of folderFiles('refused', smallSkill('refused'))) {
          form.append('files[]', file, file.name);
        }
        return client.post(`/skills/${id}/versions`, { body: form });
      }),
      error: bad,
      says: /'maybe'/,
      param: 'default',
    },
    {
      what: 'changing a curated skill',
      ask: () => client.skills.delete('openai-spreadsheets'),
      error: OpenAI.PermissionDeniedError,
      says: /read-only/,
    },
    {
      what: 'an unknown address',
      ask: () => client.get('/nothing'),
      error: OpenAI.NotFoundError,
      says: /Invalid URL/,
    },
    {
      what: 'an unknown method',
      ask: () => client.put('/skills', {}),
      error: OpenAI.APIError,
      says: /Not allowed/,
    },
    { what: 'no files', ask: () => client.skills.create({ files: [] }), error: bad, says: /files/ },
    {
      what: 'a body that is no form',
      ask: () => client.post('/skills', { body: { files: 'x' } }),
      error: bad,
      says: /multipart/,
    },
    {
      what: 'base names only',
      ask: () => create([new File(['x'], 'SKILL.md')]),
      error: bad,
      says: /single top-level directory/,
    },
    {
      what: 'two folders',
      ask: () => create([...folderFiles('one', smallSkill('one')), new File(['x'], 'two/x.md')]),
      error: bad,
      says: /two\/x\.md/,
    },
    {
      what: 'no SKILL.md',
      ask: () => create([new File(['x'], 'it/readme.md')]),
      error: bad,
      says: /SKILL\.md/,
    },
    {
      what: 'two of them',
      ask: () => create(folderFiles('two', smallSkill('two', { 'nested/skill.MD': 'x' }))),
      error: bad,
      says: /nested\/skill\.MD.*takes exactly one/,
    },
    {
      what: 'what is no zip',
      ask: () => create(new File(['not a zip'], 'x.zip')),
      error: bad,
      says: /no zip/,
    },
    { what: 'a SKILL.md without front matter', ask: () => text('# Hi'), error: bad, says: /front matter/ },
    {
      what: 'a name that is not allowed',
      ask: () => text('---\nname: Wrong Name\ndescription: d\n---\n'),
      error: bad,
      says: /Wrong Name/,
    },
    {
      what: 'a name that is not the folder',
      ask: () => text('---\nname: other\ndescription: d\n---\n'),
      error: bad,
      says: /other/,
    },
    { what: 'no description', ask: () => text('---\nname: it\n---\n'), error: bad, says: /description/ },
    {
      what: 'a description of 1,025 characters',
      ask: () => text(`---\nname: it\ndescription: ${'d'.repeat(1025)}\n---\n`),
      error: bad,
      says: /1,?025/,
    },
    {
      what: '501 files',
      ask: () => create(folderFiles('many', smallSkill('many', manyFiles(500)))),
      error: bad,
      says: /500 files/,
    },
    {
      what: '501 files in a zip',
      ask: async () => create(await zipFile('many', smallSkill('many', manyFiles(500)))),
      error: bad,
      says: /500 files.*501/,
    },
    {
      what: 'a file above 25 MB',
      ask: () => create(folderFiles('fat', smallSkill('fat', { 'fat.bin': Buffer.alloc(25 * MB + 1) }))),
      error: OpenAI.APIError,
      says: /^413 .*fat\.bin.*25 MB/,
    },
    {
      what: 'a file above 25 MB in a zip',
      ask: async () =>
        create(await zipFile('fat', smallSkill('fat', { 'fat.bin': Buffer.alloc(25 * MB + 1) }))),
      error: OpenAI.APIError,
      says: /^413 .*fat\.bin.*25 MB/,
    },
    {
      what: 'a zip above 50 MB',
      ask: () => create(new File([new Uint8Array(51 * MB)], 'fat.zip')),
      error: OpenAI.APIError,
      says: /^413 .*50 MB/,
    },
  ];

  for (const { what, ask, error, says, param, code } of refusals) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(ask, (thrown: unknown) => {
        assert.ok(thrown instanceof error && thrown instanceof OpenAI.APIError, String(thrown));
        assert.match(thrown.message, says);
        assert.match(thrown.requestID ?? '', /^req_[0-9a-f]{32}$/);
        assert.deepEqual(Object.keys(thrown.error as object).sort(), ['code', 'message', 'param', 'type']);
        if (param !== undefined) {
          assert.equal(thrown.param, param);
        }
        if (code !== undefined) {
          assert.equal(thrown.code, code);
        }
        return true;
      });
    });
  }

  it('stores nothing of what it refused', async () => {
    await using empty = await startTestRegistry();
    const other = new OpenAI({ apiKey: empty.token, baseURL: empty.baseURL, maxRetries: 0 });
    await assert.rejects(other.skills.create({ files: await toFile(Buffer.alloc(51 * MB), 'fat.zip') }));
    await assert.rejects(other.skills.create({ files: folderFiles('it', { 'SKILL.md': 'x' }) }));
    assert.deepEqual((await other.skills.list()).data, []);
    assert.deepEqual(await filesBelow(empty.dataDirectory), []);
  });
});

function manyFiles(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`notes/${index}.md`, `Note ${index}`]),
  );
}

async function filesBelow(path: string): Promise<string[]> {
  const { readdir } = await import('node:fs/promises');
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries.filter(entry => entry.isFile()).map(entry => entry.name);
}
