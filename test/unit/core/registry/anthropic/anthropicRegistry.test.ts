import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Registry } from '../../../../../src/core/registry/contract.ts';
import type { RegistrySettings } from '../../../../../src/core/registry/settings.ts';
import { connectTo } from '../../../../support/registry/connectTo.ts';
import { type RawServer, startRawServer } from '../../../../support/registry/rawServer.ts';
import { anthropicSamples, sampleFor } from '../../../../support/registry/wireSamples.ts';
import { assertOk } from '../../../../support/result.ts';

/** A server that answers everything with the documented objects. */
function startSamples(): Promise<RawServer> {
  return startRawServer((request, response) => {
    request.resume();
    response.setHeader('content-type', 'application/json');
    request.once('end', () => response.end(JSON.stringify(sampleFor(request, anthropicSamples))));
  });
}

function connect({ origin }: RawServer, settings: Partial<RegistrySettings> = {}): Registry {
  return connectTo(origin, 'key', { kind: 'anthropic', baseURL: origin, ...settings }, { retries: 0 });
}

const upload = { fileName: 'notes.zip', blob: new Blob(['PK…']) };

describe('what is asked', () => {
  test('is a page of own skills or of prebuilt ones, and of versions, by the protocol', async () => {
    await using server = await startSamples();
    const registry = connect(server);
    await registry.listSkills({ limit: 7, cursor: 'page_2' });
    await registry.listSkills({ vendor: true });
    await registry.listVersions('skill_01', { limit: 3, cursor: 'page_9' });
    assert.deepEqual(
      server.requests.map(({ url }) => url),
      [
        '/v1/skills?page=page_2&limit=7&source=custom',
        '/v1/skills?source=anthropic',
        '/v1/skills/skill_01/versions?page=page_9&limit=3',
      ],
    );
  });

  test('carries the key, the protocol and the workspace', async () => {
    await using server = await startSamples();
    await connect(server, { workspace: 'wrkspc_1' }).getSkill('skill_01');
    const { headers } = server.requests[0]!;
    assert.deepEqual(
      [headers.authorization, headers['anthropic-version'], headers['anthropic-workspace-id']],
      ['Bearer key', '2026-10-21', 'wrkspc_1'],
    );
    assert.equal(headers['x-api-key'], undefined);
    assert.equal(headers['anthropic-beta'], undefined);
  });

  test('goes to the same place whether or not the address ends in /v1', async () => {
    for (const end of ['', '/', '/v1', '/v1/', '/gateway', '/gateway/v1']) {
      await using server = await startSamples();
      await connect(server, { baseURL: `${server.origin}${end}` }).getSkill('skill_01');
      const gateway = end.startsWith('/gateway') ? '/gateway' : '';
      assert.equal(server.requests[0]?.url, `${gateway}/v1/skills/skill_01`, end);
    }
  });

  test('spells an id such that it stays one part of the address', async () => {
    await using server = await startSamples();
    await connect(server).getVersion('../admin', 'a/b?c');
    assert.equal(server.requests[0]?.url, '/v1/skills/..%2Fadmin/versions/a%2Fb%3Fc');
  });

  test('is found out once: what changes something is preceded by the smallest read, and only the first time', async () => {
    await using server = await startSamples();
    const registry = connect(server);
    await registry.createVersion('skill_01', upload);
    await registry.deleteVersion('skill_01', 'skver_01');
    assert.deepEqual(
      server.requests.map(({ method, url }) => `${method} ${url}`),
      [
        'GET /v1/skills?limit=1&source=custom',
        'POST /v1/skills/skill_01/versions',
        'DELETE /v1/skills/skill_01/versions/skver_01',
      ],
    );
  });

  test('is nothing for a default version, which there is none of', async () => {
    await using server = await startSamples();
    const registry = connect(server);
    assert.deepEqual(await registry.setDefault('skill_01', 'skver_01'), {
      ok: false,
      failure: { kind: 'unsupported', registry: 'R', operation: 'set a default version' },
    });
    assert.equal(server.requests.length, 0);
  });
});

describe('what is answered', () => {
  test('tells a skill by its display name, and by its latest version once that was read', async () => {
    await using server = await startSamples();
    const registry = connect(server);
    const before = await registry.getSkill('skill_01');
    assert.deepEqual(before.ok && [before.value.label, before.value.name, before.value.latestVersion], [
      'Tidy notes',
      null,
      'skver_01',
    ]);
    await registry.listVersions('skill_01');
    const after = await registry.listSkills();
    assert.deepEqual(after.ok && [after.value.items[0]?.name, after.value.items[0]?.description], [
      'tidy-notes',
      'Tidies.',
    ]);
  });

  test('has times in milliseconds, and no default version', async () => {
    await using server = await startSamples();
    const skill = await connect(server).getSkill('skill_01');
    assert.deepEqual(skill.ok && [skill.value.createdAt, skill.value.updatedAt, skill.value.defaultVersion], [
      Date.UTC(2026, 10, 1, 10),
      Date.UTC(2026, 10, 2, 10),
      null,
    ]);
  });

  test('says of prebuilt skills that they are not own ones', async () => {
    await using server = await startRawServer((_request, response) => {
      const prebuilt = { ...anthropicSamples.skill, id: 'pptx', source: { type: 'anthropic' } };
      response.end(JSON.stringify({ data: [prebuilt], next_page: null }));
    });
    const page = await connect(server).listSkills({ vendor: true });
    assert.deepEqual(page.ok && page.value.items.map(({ id, isOwn }) => [id, isOwn]), [['pptx', false]]);
  });

  test('leads to the next page, unless that would be the same one again', async () => {
    await using server = await startRawServer((_request, response) => {
      response.end(JSON.stringify({ data: [anthropicSamples.skill], next_page: 'page_2' }));
    });
    const registry = connect(server);
    const first = await registry.listSkills();
    assert.equal(first.ok && first.value.next, 'page_2');
    const second = await registry.listSkills({ cursor: 'page_2' });
    assert.equal(second.ok && second.value.next, null);
  });
});

describe('what is sent', () => {
  /** Answers like `startSamples`, and keeps the bodies of what is posted. */
  async function startRecording(bodies: string[]): Promise<RawServer> {
    return startRawServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', chunk => {
        body += chunk;
      });
      request.once('end', () => {
        if (request.method === 'POST') {
          bodies.push(body);
        }
        response.end(JSON.stringify(sampleFor(request, anthropicSamples)));
      });
    });
  }

  test('is the display name and the bundle, as the protocol calls them', async () => {
    const bodies: string[] = [];
    await using server = await startRecording(bodies);
    const created = await connect(server).createSkill(upload, { label: 'Tidy "notes" – ü' });
    assertOk(created);
    const [body = ''] = bodies;
    assert.match(body, /name="display_name"\r\n\r\nTidy "notes" – ü\r\n/);
    assert.match(
      body,
      /name="files\[\]"; filename="notes\.zip"\r\nContent-Type: application\/zip\r\n\r\nPK…\r\n/,
    );
  });

  test('is no display name where none was given, and none for a version', async () => {
    const bodies: string[] = [];
    await using server = await startRecording(bodies);
    const registry = connect(server);
    await registry.createSkill(upload);
    await registry.createVersion('skill_01', upload);
    assert.equal(bodies.length, 2);
    for (const body of bodies) {
      assert.doesNotMatch(body, /display_/);
    }
  });

  test('makes a skill that is not lost when its version cannot be read any more', async () => {
    await using server = await startRawServer((request, response) => {
      request.resume();
      const isVersion = request.url?.includes('/versions/');
      if (isVersion) {
        response.writeHead(500).end();
      } else {
        request.once('end', () => response.end(JSON.stringify(sampleFor(request, anthropicSamples))));
      }
    });
    const created = await connect(server).createSkill(upload);
    assertOk(created);
    assert.deepEqual(
      [created.value.skill.id, created.value.version.key, created.value.version.name],
      ['skill_01', 'skver_01', null],
    );
  });

  test('is not sent at all while the registry cannot be asked', async () => {
    await using server = await startRawServer((request, response) => {
      request.resume();
      response.writeHead(503).end();
    });
    const registry = connect(server);
    for (const change of [
      () => registry.createSkill(upload),
      () => registry.createVersion('skill_01', upload),
      () => registry.deleteSkill('skill_01'),
      () => registry.deleteVersion('skill_01', 'skver_01'),
    ]) {
      const result = await change();
      assert.equal(!result.ok && result.failure.kind, 'unavailable');
    }
    assert.deepEqual([...new Set(server.requests.map(({ method }) => method))], ['GET']);
  });
});
