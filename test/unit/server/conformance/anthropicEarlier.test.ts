import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import OpenAI from 'openai';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { folderFiles, type SkillFiles, smallSkill, unzipped } from '../../../support/skill/skillFiles.ts';

interface Skill {
  readonly id: string;
  readonly latest_version: string | null;
  readonly display_title: string | null;
}

interface Version {
  readonly id: string;
  readonly version: string;
}

let registry: TestRegistry;

before(async () => {
  registry = await startTestRegistry();
});
after(() => registry.dispose());

async function send(method: string, path: string, body?: FormData): Promise<Response> {
  const headers = {
    'x-api-key': registry.token,
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'code-execution-2025-08-25, skills-2025-10-02',
  };
  return fetch(`${registry.origin}/v1${path}`, { method, headers, ...(body ? { body } : {}) });
}

async function answered<T>(method: string, path: string, body?: FormData): Promise<T> {
  const response = await send(method, path, body);
  const json = await response.json();
  assert.equal(response.status, 200, JSON.stringify(json));
  return json as T;
}

async function refused(method: string, path: string, body?: FormData) {
  const response = await send(method, path, body);
  const { error, request_id: requestId } = (await response.json()) as {
    error: { type: string; message: string };
    request_id: string;
  };
  assert.equal(requestId, response.headers.get('request-id'));
  return { status: response.status, ...error };
}

function form(folder: string, files: SkillFiles, title?: string): FormData {
  const data = new FormData();
  for (const file of folderFiles(folder, files)) {
    data.append('files[]', file, file.name);
  }
  if (title !== undefined) {
    data.append('display_title', title);
  }
  return data;
}

async function publish(name: string, title?: string): Promise<Skill> {
  return answered('POST', '/skills', form(name, smallSkill(name), title));
}

describe('the protocol before general availability', () => {
  it('creates a skill, with a version counted in microseconds', async () => {
    const began = Date.now();
    const skill = await answered<Skill>('POST', '/skills', form('first', smallSkill('first'), 'The First'));
    const { id, latest_version: latest, ...rest } = skill;
    assert.match(id, /^skill_01/);
    assert.match(latest ?? '', /^\d{16}$/);
    assert.ok(Number(latest) >= began * 1000 && Number(latest) <= (Date.now() + 1) * 1000);
    assert.partialDeepStrictEqual(rest, { type: 'skill', display_title: 'The First', source: 'custom' });
    assert.deepEqual(await answered('GET', `/skills/${id}`), skill);
  });

  it('leaves the title empty when there is none', async () => {
    assert.equal((await publish('untitled')).display_title, null);
  });

  it('adds versions, and lists them oldest first', async () => {
    const { id, latest_version: first } = await publish('growing');
    const path = `/skills/${id}/versions`;
    const second = await answered<Version>('POST', path, form('growing', smallSkill('growing')));
    assert.partialDeepStrictEqual(second, {
      type: 'skill_version',
      skill_id: id,
      name: 'growing',
      description: 'Does it. Use when it must be done.',
      directory: 'growing',
    });
    const one = await answered<{ data: Version[]; has_more: boolean; next_page: string }>(
      'GET',
      `${path}?limit=1`,
    );
    assert.deepEqual([one.data.map(({ version }) => version), one.has_more], [[first], true]);
    const two = await answered('GET', `${path}?limit=1&page=${one.next_page}`);
    assert.deepEqual(two, { data: [second], has_more: false, next_page: null });
    assert.deepEqual(await answered('GET', `${path}/${second.version}`), second);
  });

  it('downloads a version', async () => {
    const { id, latest_version: version } = await publish('downloaded');
    const answer = await send('GET', `/skills/${id}/versions/${version}/content`);
    assert.deepEqual([...(await unzipped(await answer.blob())).keys()], ['downloaded/SKILL.md']);
  });

  it('lists skills with has_more, and the pre-built ones by their source', async () => {
    const page = await answered<object>('GET', '/skills?limit=1');
    assert.partialDeepStrictEqual(page, { has_more: true });
    assert.deepEqual(
      (await answered<{ data: Skill[] }>('GET', '/skills?source=anthropic')).data.map(skill => ({
        id: skill.id,
        latest: skill.latest_version,
      })),
      ['pptx', 'xlsx', 'docx', 'pdf'].map(id => ({ id, latest: '20251013' })),
    );
  });

  it('deletes a skill only when its versions are deleted, the only one too', async () => {
    const { id, latest_version: version } = await publish('emptied');
    const early = await refused('DELETE', `/skills/${id}`);
    assert.deepEqual([early.status, early.type], [400, 'invalid_request_error']);
    assert.match(early.message, /existing versions/);
    assert.deepEqual(await answered('DELETE', `/skills/${id}/versions/${version}`), {
      type: 'skill_version_deleted',
      id: version,
    });
    assert.equal((await answered<Skill>('GET', `/skills/${id}`)).latest_version, null);
    assert.deepEqual(await answered('DELETE', `/skills/${id}`), { type: 'skill_deleted', id });
    assert.equal((await refused('GET', `/skills/${id}`)).status, 404);
  });

  it('hides a skill without versions from the protocols that know none, until it has one again', async () => {
    const { id, latest_version: version } = await publish('hidden');
    await answered('DELETE', `/skills/${id}/versions/${version}`);
    const client = new OpenAI({ apiKey: registry.token, baseURL: registry.baseURL, maxRetries: 0 });
    await assert.rejects(client.skills.retrieve(id), OpenAI.NotFoundError);
    assert.ok((await client.skills.list()).data.every(skill => skill.id !== id));
    await answered('POST', `/skills/${id}/versions`, form('hidden', smallSkill('hidden')));
    assert.equal((await client.skills.retrieve(id)).default_version, '2');
    await client.skills.versions.create(id, { files: folderFiles('hidden', smallSkill('hidden')) });
    assert.equal((await client.skills.retrieve(id)).default_version, '2');
  });

  it('deletes the newest of several versions', async () => {
    const { id, latest_version: first } = await publish('shortened');
    const path = `/skills/${id}/versions`;
    const second = await answered<Version>('POST', path, form('shortened', smallSkill('shortened')));
    await answered('DELETE', `${path}/${second.version}`);
    assert.equal((await answered<Skill>('GET', `/skills/${id}`)).latest_version, first);
  });

  const refusals: readonly (readonly [string, () => ReturnType<typeof refused>, number, RegExp])[] = [
    [
      'a title that is taken',
      async () => {
        await publish('titled', 'Mine');
        return refused('POST', '/skills', form('other', smallSkill('other'), 'Mine'));
      },
      400,
      /existing display_title: Mine/,
    ],
    [
      'a folder of another name',
      () => refused('POST', '/skills', form('folder', smallSkill('name'))),
      400,
      /folder/,
    ],
    [
      'another name in a later version',
      async () => {
        const { id } = await publish('kept');
        return refused('POST', `/skills/${id}/versions`, form('lost', smallSkill('lost')));
      },
      400,
      /kept.*lost/,
    ],
    ['a skill that is not there', () => refused('GET', '/skills/skill_x'), 404, /skill_x/],
    [
      'latest, which is no version here',
      async () => refused('GET', `/skills/${(await publish('aliased')).id}/versions/latest`),
      404,
      /latest/,
    ],
    [
      'a download of a pre-built skill',
      () => refused('GET', '/skills/pdf/versions/20251013/content'),
      403,
      /pdf/,
    ],
  ];
  for (const [what, ask, status, says] of refusals) {
    it(`refuses ${what}`, async () => {
      const answer = await ask();
      assert.equal(answer.status, status);
      assert.match(answer.message, says);
    });
  }
});

describe('what is documented of the earlier protocol alone', () => {
  it('takes at most 100 skills a page, and up to 1,000 versions', async () => {
    const { id } = await answered<Skill>('POST', '/skills', form('paged', smallSkill('paged')));
    assert.equal((await send('GET', '/skills?limit=100')).status, 200);
    const { status, message } = await refused('GET', '/skills?limit=101');
    assert.deepEqual([status, message], [400, 'limit: Input should be less than or equal to 100']);
    assert.equal((await send('GET', `/skills/${id}/versions?limit=1000`)).status, 200);
  });

  it('has ids of versions of its own, which the present protocol takes, too', async () => {
    const { id } = await answered<Skill>('POST', '/skills', form('idents', smallSkill('idents')));
    const { data } = await answered<{ readonly data: readonly Version[] }>('GET', `/skills/${id}/versions`);
    const [version] = data;
    assert.match(version?.id ?? '', /^skill_version_[0-9A-Z]{26}$/);
    const present = await fetch(`${registry.origin}/v1/skills/${id}/versions/${version?.id}`, {
      headers: { authorization: `Bearer ${registry.token}`, 'anthropic-version': '2026-10-21' },
    });
    assert.equal(present.status, 200);
  });
});
