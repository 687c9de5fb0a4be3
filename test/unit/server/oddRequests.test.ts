import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestRegistry, type TestRegistry } from '../../support/registry/startTestRegistry.ts';
import { folderFiles, smallSkill } from '../../support/skill/skillFiles.ts';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

/** What each protocol is told apart by. */
const protocols = {
  openai: {},
  anthropic: { 'anthropic-version': '2026-10-21' },
  earlier: { 'anthropic-version': '2023-06-01', 'anthropic-beta': 'other, skills-2025-10-02' },
} as const;
type Protocol = keyof typeof protocols;
const names = Object.keys(protocols) as Protocol[];

let registry: TestRegistry;
/** A skill of three versions, as each protocol names them; the oldest first. */
let skill: string;
let versions: Readonly<Record<Protocol, readonly string[]>>;

async function ask(
  protocol: Protocol,
  method: string,
  path: string,
  body?: BodyInit,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(`${registry.origin}${path}`, {
    method,
    headers: { authorization: `Bearer ${registry.token}`, ...protocols[protocol], ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type') === 'application/json' && text !== '';
  return { status: answer.status, headers: answer.headers, text, json: isJson ? JSON.parse(text) : {} };
}

function form(fields: Readonly<Record<string, string>> = {}): FormData {
  const data = new FormData();
  for (const file of folderFiles('odd', smallSkill('odd'))) {
    data.append('files[]', file, file.name);
  }
  for (const [name, value] of Object.entries(fields)) {
    data.append(name, value);
  }
  return data;
}

async function versionKeys(protocol: Protocol, key: string): Promise<readonly string[]> {
  const { json } = await ask(protocol, 'GET', `/v1/skills/${skill}/versions`);
  const all = (json.data as Record<string, string>[]).map(version => version[key] ?? '');
  return protocol === 'earlier' ? all : all.reverse();
}

before(async () => {
  registry = await startTestRegistry();
  skill = String((await ask('openai', 'POST', '/v1/skills', form())).json.id);
  for (let more = 0; more < 2; more++) {
    await ask('openai', 'POST', `/v1/skills/${skill}/versions`, form());
  }
  versions = {
    openai: await versionKeys('openai', 'version'),
    anthropic: await versionKeys('anthropic', 'id'),
    earlier: await versionKeys('earlier', 'version'),
  };
});
after(() => registry.dispose());

/** Whether an answer is a refusal in the protocol's own form, with the id of the request. */
function assertRefusal(protocol: Protocol, { headers, json }: Answer): void {
  if (protocol === 'openai') {
    assert.match(headers.get('x-request-id') ?? '', /^req_[0-9a-f]{32}$/);
    assert.deepEqual(Object.keys(json.error as object), ['message', 'type', 'param', 'code']);
  } else {
    assert.match(headers.get('request-id') ?? '', /^req_01[0-9A-Z]{24}$/);
    assert.deepEqual([json.type, json.request_id], ['error', headers.get('request-id')]);
    assert.deepEqual(Object.keys(json.error as object), ['type', 'message']);
  }
}

for (const protocol of names) {
  describe(`addresses and methods, ${protocol}`, () => {
    const unknown = [
      '/',
      '/v1',
      '/v1/',
      '/v1/skills/',
      '/v1//skills',
      '/V1/skills',
      '/v2/skills',
      '/skills',
      '/v1/models',
      '/v1/skills/x/y',
      '/v1/skills/x/versions/1/2',
      '/v1/skills/x/versions/1/content/',
    ];
    for (const path of unknown) {
      for (const method of ['GET', 'POST']) {
        it(`there is no ${method} ${path}`, async () => {
          const answer = await ask(protocol, method, path);
          assert.equal(answer.status, 404);
          assertRefusal(protocol, answer);
        });
      }
    }

    const ofSkill = protocol === 'openai' ? 'GET, DELETE, POST' : 'GET, DELETE';
    const allowed = [
      ['/v1/skills', 'GET, POST'],
      ['/v1/skills/x', ofSkill],
      ['/v1/skills/x/versions', 'GET, POST'],
      ['/v1/skills/x/versions/1', 'GET, DELETE'],
      ['/v1/skills/x/versions/1/content', 'GET'],
    ] as const;
    for (const [path, allow] of allowed) {
      it(`tells what is allowed on ${path} to whoever uses another method`, async () => {
        for (const method of ['OPTIONS', 'PUT', 'PATCH', 'HEAD']) {
          const answer = await ask(protocol, method, path);
          assert.deepEqual([answer.status, answer.headers.get('allow')], [405, allow], method);
          if (method !== 'HEAD') {
            assertRefusal(protocol, answer);
          }
        }
      });
    }

    it('has no HEAD on an address that is none', async () => {
      assert.equal((await ask(protocol, 'HEAD', '/v1/models')).status, 404);
    });

    const wrongIds = [
      'x',
      'skill_',
      'skill_00000000000000000000000000',
      '%00',
      '%E0%A4%A',
      '..%2f..%2fetc',
      '..%5c..',
      'a'.repeat(5000),
      '%F0%9F%98%80',
    ];
    for (const id of wrongIds) {
      it(`has no skill called ${id.slice(0, 40)}`, async () => {
        for (const path of ['', '/versions', '/versions/1', '/versions/1/content']) {
          const answer = await ask(protocol, 'GET', `/v1/skills/${id}${path}`);
          assert.equal(answer.status, 404, path);
          assertRefusal(protocol, answer);
        }
      });
    }

    it('knows a skill by its very id only', async () => {
      for (const id of [skill.toLowerCase(), skill.slice(6), `${skill}0`, `${skill}%20`]) {
        assert.equal((await ask(protocol, 'GET', `/v1/skills/${id}`)).status, 404, id);
      }
    });

    it('knows a version by the protocol’s own key only', async () => {
      const own = versions[protocol];
      const others = names.filter(name => name !== protocol).flatMap(name => versions[name]);
      const wrong = [...others, '0', '-1', '01', '1.0', '1%20', '4', 'LATEST', 'skver_', own[0]?.slice(1)];
      for (const key of own) {
        assert.equal((await ask(protocol, 'GET', `/v1/skills/${skill}/versions/${key}`)).status, 200);
      }
      for (const key of wrong) {
        for (const path of ['', '/content']) {
          const answer = await ask(protocol, 'GET', `/v1/skills/${skill}/versions/${key}${path}`);
          assert.equal(answer.status, 404, `${key}${path}`);
          assertRefusal(protocol, answer);
        }
      }
    });
  });

  describe(`lists, ${protocol}`, () => {
    const most = protocol === 'openai' ? 100 : 1000;
    const mostSkills = protocol === 'anthropic' ? 1000 : 100;
    const limits = ['', '1.5', ' 5', '1e1', '0x5', 'NaN', 'many', '-1', `${most + 1}`, '9'.repeat(400)];
    for (const limit of limits) {
      it(`refuses a limit of "${limit.slice(0, 20)}"`, async () => {
        for (const path of ['/v1/skills', `/v1/skills/${skill}/versions`]) {
          const answer = await ask(protocol, 'GET', `${path}?limit=${encodeURIComponent(limit)}`);
          assert.equal(answer.status, 400);
          assert.match(answer.text, /limit/);
          assertRefusal(protocol, answer);
        }
      });
    }

    it('refuses more skills on a page than are documented', async () => {
      const answer = await ask(protocol, 'GET', `/v1/skills?limit=${mostSkills + 1}`);
      assert.equal(answer.status, 400);
      assertRefusal(protocol, answer);
    });

    it('takes the largest limit, leading zeros, an empty cursor, and fields it does not know', async () => {
      const cursor = protocol === 'openai' ? 'after' : 'page';
      for (const query of [
        `limit=${mostSkills}`,
        'limit=0005',
        `${cursor}=`,
        'unknown=1',
        'before=x',
        'beta=true',
      ]) {
        const { status, json } = await ask(protocol, 'GET', `/v1/skills?${query}`);
        assert.equal(status, 200, query);
        assert.equal((json.data as Record<string, unknown>[])[0]?.id, skill);
      }
    });

    it('refuses a cursor that it never gave', async () => {
      const cursors = [
        'x',
        'page_',
        'page_AAAA',
        'skill_00000000000000000000000000',
        '%00',
        'a'.repeat(3000),
      ];
      for (const path of ['/v1/skills', `/v1/skills/${skill}/versions`]) {
        for (const cursor of cursors) {
          const name = protocol === 'openai' ? 'after' : 'page';
          const answer = await ask(protocol, 'GET', `${path}?${name}=${cursor}`);
          assert.equal(answer.status, 400, cursor);
          assertRefusal(protocol, answer);
        }
      }
    });
  });
}

describe('keys', () => {
  const ask401 = async (protocol: Protocol, headers: Record<string, string>) => {
    const answer = await ask(protocol, 'GET', '/v1/skills', undefined, headers);
    return answer.status;
  };

  it('come in either header; Authorization counts where both are there', async () => {
    const { token } = registry;
    assert.equal(await ask401('anthropic', { authorization: '', 'x-api-key': token }), 200);
    assert.equal(await ask401('anthropic', { authorization: `bearer ${token}` }), 200);
    assert.equal(await ask401('anthropic', { 'x-api-key': 'wrong' }), 200);
    assert.equal(await ask401('anthropic', { authorization: 'Bearer wrong', 'x-api-key': token }), 401);
    assert.equal(await ask401('openai', { authorization: `Basic ${token}` }), 401);
  });

  it('are asked for before anything else is told, in the protocol’s own form', async () => {
    for (const protocol of names) {
      const answer = await ask(protocol, 'GET', `/v1/skills/${skill}`, undefined, { authorization: '' });
      assert.equal(answer.status, 401);
      assertRefusal(protocol, answer);
    }
  });

  it('without a version header, or with an unknown one, are answered as Anthropic does', async () => {
    for (const headers of [{ 'x-api-key': 'any' }, { 'anthropic-version': '2020-01-01' }]) {
      const answer = await ask('openai', 'GET', '/v1/skills', undefined, headers as Record<string, string>);
      assert.equal(answer.status, 400);
      assert.match(answer.text, /anthropic-version/);
      assertRefusal('anthropic', answer);
    }
  });
});

describe('moving OpenAI’s default', () => {
  const refused: readonly (readonly [string, string, string | null])[] = [
    ['{', 'could not be parsed', null],
    ['', 'could not be parsed', null],
    ['default_version=2', 'could not be parsed', null],
    [`{"default_version":"1"}${' '.repeat(70_000)}`, 'could not be parsed', null],
    ['[]', 'Missing', 'missing_required_parameter'],
    ['null', 'Missing', 'missing_required_parameter'],
    ['"2"', 'Missing', 'missing_required_parameter'],
    ['{"default_version":null}', 'Missing', 'missing_required_parameter'],
    ['{"Default_Version":"2"}', 'Missing', 'missing_required_parameter'],
    ['{"default_version":true}', 'expected a string', 'invalid_type'],
    ['{"default_version":["2"]}', 'expected a string', 'invalid_type'],
    ['{"default_version":""}', 'no version', 'invalid_value'],
    ['{"default_version":"02"}', 'no version', 'invalid_value'],
    ['{"default_version":2.5}', 'no version', 'invalid_value'],
    ['{"default_version":"latest"}', 'no version', 'invalid_value'],
    ['{"default_version":"4"}', 'no version', 'invalid_value'],
  ];
  for (const [body, says, code] of refused) {
    it(`refuses ${body.trim().slice(0, 40) || 'nothing'}`, async () => {
      const answer = await ask('openai', 'POST', `/v1/skills/${skill}`, body);
      assert.equal(answer.status, 400);
      assertRefusal('openai', answer);
      const error = answer.json.error as Record<string, unknown>;
      assert.ok(String(error.message).includes(says), String(error.message));
      assert.equal(error.code, code);
      const { json } = await ask('openai', 'GET', `/v1/skills/${skill}`);
      assert.equal(json.default_version, '1');
    });
  }

  it('does not ask how the body is called', async () => {
    const type = { 'content-type': 'text/plain' };
    for (const wanted of ['3', '1']) {
      const body = `{"unknown":{},"default_version":"${wanted}"}`;
      const { json } = await ask('openai', 'POST', `/v1/skills/${skill}`, body, type);
      assert.equal(json.default_version, wanted);
    }
  });
});

describe('fields of an upload', () => {
  const post = (fields: Readonly<Record<string, string>>, protocol: Protocol = 'openai') =>
    ask(
      protocol,
      'POST',
      protocol === 'openai' ? `/v1/skills/${skill}/versions` : '/v1/skills',
      form(fields),
    );

  for (const value of ['True', 'TRUE', '1', 'yes', '', ' true', 'null']) {
    it(`refuses "${value}" for default`, async () => {
      const answer = await post({ default: value });
      assert.equal(answer.status, 400);
      assert.match(answer.text, /'default'/);
    });
  }

  it('refuses more of them than it reads, so that none is lost unseen', async () => {
    const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`note${index}`, 'x']));
    const answer = await post({ ...many, default: 'true' });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /too many fields/);
  });

  const labels: readonly (readonly [string, string, string])[] = [
    ['display_name', 'Ünï 名 😀', 'Ünï 名 😀'],
    ['display_name', '  padded  ', 'padded'],
    ['display_name', '   ', 'odd'],
    ['display_name', '😀'.repeat(255), '😀'.repeat(255)],
    ['display_title', 'of the other protocol', 'odd'],
  ];
  for (const [field, sent, kept] of labels) {
    it(`calls a skill ${kept.slice(0, 20)} for ${field} "${sent.slice(0, 20)}"`, async () => {
      const { json } = await post({ [field]: sent }, 'anthropic');
      assert.equal(json.display_name, kept);
      await ask('anthropic', 'DELETE', `/v1/skills/${json.id}`);
    });
  }

  it('refuses a display name of two lines, or of 256 characters', async () => {
    for (const name of ['two\nlines', '😀'.repeat(256)]) {
      const answer = await post({ display_name: name }, 'anthropic');
      assert.equal(answer.status, 400);
      assert.match(answer.text, /display_name/);
    }
  });
});
