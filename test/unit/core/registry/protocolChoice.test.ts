import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { connectTo } from '../../../support/registry/connectTo.ts';
import type { RawRequest } from '../../../support/registry/rawServer.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';
import { anthropicSamples, earlierSamples, sampleFor } from '../../../support/registry/wireSamples.ts';

const key = 'sk-key';
const upload = { fileName: 'a.zip', blob: new Blob(['zip']) };

/** A server of the present protocol that refuses what it does not know. */
function startPresent() {
  return startRawServer((request, response) => {
    request.resume();
    if (request.headers.authorization !== `Bearer ${key}`) {
      response.writeHead(401).end(envelope('No key.'));
    } else {
      response.end(JSON.stringify(sampleFor(request, anthropicSamples)));
    }
  });
}

/** A server that knows nothing but the earlier protocol, and says so in one of several ways. */
function startEarlier(refuse: (request: IncomingMessage) => readonly [number, string]) {
  return startRawServer((request, response) => {
    request.resume();
    if (request.headers['x-api-key'] !== key) {
      const [status, body] = refuse(request);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    } else {
      response.end(JSON.stringify(sampleFor(request, earlierSamples)));
    }
  });
}

const envelope = (message: string) => JSON.stringify({ type: 'error', error: { type: 'x', message } });

test('a server of the present protocol is asked once, with a bearer token', async () => {
  await using server = await startPresent();
  const registry = connectTo(server.origin, key, { kind: 'anthropic', workspace: 'wrkspc_1' });
  const page = await registry.listSkills();
  assert.equal(page.ok && page.value.items[0]?.label, 'Tidy notes');
  assert.equal(server.requests.length, 1);
  const { headers } = server.requests[0]!;
  assert.equal(headers['anthropic-version'], '2026-10-21');
  assert.equal(headers['anthropic-workspace-id'], 'wrkspc_1');
  assert.equal(headers['anthropic-beta'], undefined);
  assert.equal(headers['x-api-key'], undefined);
  assert.equal(registry.capabilities.lastVersion, 'refused');
});

const ways: Readonly<Record<string, readonly [number, string]>> = {
  'the version is not known': [400, envelope('anthropic-version: "2026-10-21" is not a valid version')],
  'there is no key': [401, envelope('x-api-key header is required')],
  'that is forbidden': [403, '{"message":"Forbidden"}'],
  'there is no such thing': [404, envelope('Not found')],
  'there is no such page': [404, '<html>'],
};

for (const [way, refusal] of Object.entries(ways)) {
  test(`a server of the earlier protocol that says "${way}" is asked once more, and remembered`, async () => {
    await using server = await startEarlier(() => refusal);
    const registry = connectTo(server.origin, key, { kind: 'anthropic' });
    const page = await registry.listSkills();
    assert.equal(page.ok && page.value.items[0]?.latestVersion, '1759178010641129');
    assert.equal(server.requests.length, 2);
    assert.equal(registry.capabilities.lastVersion, 'allowed');
    assert.ok((await registry.getSkill('s')).ok);
    assert.ok((await registry.createVersion('s', upload)).ok);
    assert.deepEqual(server.requests.slice(2).map(earlierHeaders), [
      ['2023-06-01', 'skills-2025-10-02', key, undefined],
      ['2023-06-01', 'skills-2025-10-02', key, undefined],
    ]);
  });
}

function earlierHeaders({ headers }: RawRequest) {
  return ['anthropic-version', 'anthropic-beta', 'x-api-key', 'authorization'].map(name => headers[name]);
}

test('a change as the first call is sent once, after a small read', async () => {
  for (const start of [startPresent, () => startEarlier(() => [400, envelope('No.')])]) {
    await using server = await start();
    const registry = connectTo(server.origin, key, { kind: 'anthropic' });
    assert.ok((await registry.createSkill(upload, { label: 'L' })).ok);
    assert.equal(server.requests.filter(({ method }) => method === 'POST').length, 1);
    assert.equal(server.requests[0]?.url, '/v1/skills?limit=1&source=custom');
  }
});

test('a wrong key is a wrong key in either protocol', async () => {
  for (const start of [startPresent, () => startEarlier(() => [401, envelope('No.')])]) {
    await using server = await start();
    const answer = await connectTo(server.origin, 'sk-wrong', { kind: 'anthropic' }).listSkills();
    assert.deepEqual(!answer.ok && answer.failure, { kind: 'unauthorised', registry: 'R' });
  }
});

test('a wrong key is said to be wrong also where the present protocol is refused first', async () => {
  await using server = await startEarlier(({ headers }) =>
    headers['x-api-key'] === undefined ? [400, envelope('Bad version.')] : [401, envelope('Bad key.')],
  );
  const answer = await connectTo(server.origin, 'sk-wrong', { kind: 'anthropic' }).listSkills();
  assert.equal(!answer.ok && answer.failure.kind, 'unauthorised');
});

test('a skill that is not there is not there, whatever the other protocol would say', async () => {
  await using server = await startRawServer((request, response) => {
    const isPresent = request.headers.authorization !== undefined;
    response.writeHead(isPresent ? 404 : 401).end(envelope('No.'));
  });
  const answer = await connectTo(server.origin, key, { kind: 'anthropic' }).getSkill('s');
  assert.equal(!answer.ok && answer.failure.kind, 'not-found');
});

test("a registry's own trouble is no reason to ask in another protocol", async () => {
  await using server = await startRawServer((_request, response) => void response.writeHead(529).end());
  const registry = connectTo(server.origin, key, { kind: 'anthropic' }, { retries: 0 });
  assert.ok(!(await registry.listSkills()).ok);
  assert.equal(server.requests.length, 1);
});

test('an address with or without /v1 leads to the same place', async () => {
  await using server = await startPresent();
  for (const path of ['', '/', '/v1', '/v1/', '/gateway', '/gateway/v1']) {
    await connectTo(`${server.origin}${path}`, key, { kind: 'anthropic' }).getSkill('s');
  }
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    [
      '/v1/skills/s',
      '/v1/skills/s',
      '/v1/skills/s',
      '/v1/skills/s',
      '/gateway/v1/skills/s',
      '/gateway/v1/skills/s',
    ],
  );
});

test('a skill is named once its latest version was read', async () => {
  await using server = await startPresent();
  const registry = connectTo(server.origin, key, { kind: 'anthropic' });
  const before = await registry.getSkill('skill_01');
  assert.equal(before.ok && before.value.name, null);
  await registry.listVersions('skill_01');
  server.requests.length = 0;
  const page = await registry.listSkills();
  assert.equal(page.ok && page.value.items[0]?.name, 'tidy-notes');
  assert.equal(server.requests.length, 1);
});

test('skills by others are asked for by their source, and are not own ones', async () => {
  await using server = await startRawServer((request, response) => {
    const source = { type: new URL(request.url ?? '', 'http://x').searchParams.get('source') };
    response.end(JSON.stringify({ data: [{ ...anthropicSamples.skill, source }], next_page: null }));
  });
  const registry = connectTo(server.origin, key, { kind: 'anthropic' });
  const own = await registry.listSkills();
  assert.equal(own.ok && own.value.items[0]?.isOwn, true);
  const vendor = await registry.listSkills({ vendor: true });
  assert.equal(vendor.ok && vendor.value.items[0]?.isOwn, false);
});
