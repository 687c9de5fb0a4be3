import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectTo } from '../../../../support/registry/connectTo.ts';
import { startRawServer } from '../../../../support/registry/rawServer.ts';
import { openaiSamples, sampleFor } from '../../../../support/registry/wireSamples.ts';
import { assertOk } from '../../../../support/result.ts';

/** Curated skills by id, and one own skill. */
function startWithCurated() {
  return startRawServer((request, response) => {
    request.resume();
    const id = /\/skills\/(openai-[a-z]+)/.exec(request.url ?? '')?.[1];
    response.setHeader('content-type', 'application/json');
    if (id === 'openai-gone') {
      response.writeHead(404).end('{"error":{"message":"No such skill."}}');
    } else if (id) {
      response.end(JSON.stringify({ ...openaiSamples.skill, id }));
    } else {
      response.end(JSON.stringify(sampleFor(request, openaiSamples)));
    }
  });
}

test('a page is asked for by the protocol, newest first', async () => {
  await using server = await startWithCurated();
  const registry = connectTo(`${server.origin}/v1/`, 'key', { organization: 'org-1', project: 'proj_1' });
  await registry.listSkills({ limit: 7, cursor: 'skill_9' });
  await registry.listVersions('skill_1', { limit: 7, cursor: 'skillver_9' });
  assert.deepEqual(
    server.requests.map(({ url }) => url),
    [
      '/v1/skills?order=desc&after=skill_9&limit=7',
      '/v1/skills/skill_1/versions?order=desc&after=skillver_9&limit=7',
    ],
  );
  const { headers } = server.requests[0]!;
  assert.deepEqual(
    [headers.authorization, headers['openai-organization'], headers['openai-project']],
    ['Bearer key', 'org-1', 'proj_1'],
  );
});

test('the next page of versions starts after the id of the last one, not after its number', async () => {
  await using server = await startRawServer((_request, response) => {
    response.end(JSON.stringify({ data: [openaiSamples.version], has_more: true }));
  });
  const page = await connectTo(server.origin, 'key').listVersions('skill_1');
  assert.deepEqual(page.ok && [page.value.items[0]?.key, page.value.next], ['2', 'skillver_1']);
});

test('times are milliseconds', async () => {
  await using server = await startWithCurated();
  const skill = await connectTo(server.origin, 'key').getSkill('skill_1');
  assert.equal(skill.ok && skill.value.createdAt, 1_770_824_079_000);
});

test('a compatible server may ask for a query of its own in the address', async () => {
  await using server = await startWithCurated();
  await connectTo(`${server.origin}/openai/v1?api-version=preview`, 'key').listSkills({ limit: 1 });
  assert.equal(server.requests[0]?.url, '/openai/v1/skills?api-version=preview&order=desc&limit=1');
});

test('curated skills are listed by the ids that were added, and are not own ones', async () => {
  await using server = await startWithCurated();
  const curatedSkills = ['openai-sheets', 'openai-gone', 'openai-slides'];
  const registry = connectTo(server.origin, 'key', { curatedSkills });
  assert.ok(registry.capabilities.hasVendorSkills);
  const first = await registry.listSkills({ vendor: true, limit: 2 });
  assert.ok(first.ok && first.value.next !== null);
  assert.deepEqual(
    first.value.items.map(({ id, name, isOwn }) => [id, name, isOwn]),
    [
      ['openai-sheets', 'tidy-notes', false],
      ['openai-gone', null, false],
    ],
  );
  const second = await registry.listSkills({ vendor: true, limit: 2, cursor: first.value.next });
  assert.deepEqual(second.ok && [second.value.items.map(({ id }) => id), second.value.next], [
    ['openai-slides'],
    null,
  ]);
  const own = await registry.listSkills();
  assert.equal(own.ok && own.value.items[0]?.isOwn, true);
});

test('without such ids there are no skills by the vendor, and nothing is asked', async () => {
  await using server = await startWithCurated();
  const registry = connectTo(server.origin, 'key');
  assert.deepEqual(await registry.listSkills({ vendor: true }), {
    ok: true,
    value: { items: [], next: null },
  });
  assert.equal(server.requests.length, 0);
});

test('a created skill is not lost when its version cannot be read any more', async () => {
  await using server = await startRawServer((request, response) => {
    request.resume();
    if (request.method === 'POST') {
      response.end(JSON.stringify(openaiSamples.skill));
    } else {
      response.writeHead(500).end();
    }
  });
  const upload = { fileName: 'a.zip', blob: new Blob(['zip']) };
  const created = await connectTo(server.origin, 'key', {}, { retries: 0 }).createSkill(upload);
  assertOk(created);
  assert.deepEqual([created.value.skill.id, created.value.version.key], ['skill_1', '2']);
});

test('a form holds the fields and the bundle, named for any server', async () => {
  let body = '';
  await using server = await startRawServer((request, response) => {
    request.setEncoding('utf8');
    request.on('data', chunk => {
      body += chunk;
    });
    request.once('end', () => response.end(JSON.stringify(openaiSamples.version)));
  });
  const upload = { fileName: 'a "b"\r\nü.zip', blob: new Blob(['PK…']) };
  await connectTo(server.origin, 'key').createVersion('skill_1', upload, { isDefault: true });
  const { headers } = server.requests[0]!;
  const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1];
  assert.equal(
    body,
    [
      `--${boundary}`,
      'Content-Disposition: form-data; name="default"',
      '',
      'true',
      `--${boundary}`,
      'Content-Disposition: form-data; name="files"; filename="a %22b%22%0D%0Aü.zip"',
      'Content-Type: application/zip',
      '',
      'PK…',
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
  assert.equal(Number(headers['content-length']), Buffer.byteLength(body));
});

test('a key or an id that no header can carry is no crash', async () => {
  await using server = await startWithCurated();
  const bad = await connectTo(server.origin, 'sk-a\nb').listSkills();
  assert.equal(!bad.ok && bad.failure.kind, 'unauthorised');
  const padded = await connectTo(server.origin, ' sk-a\n', { project: 'proj\n_ü1' }).listSkills();
  assertOk(padded);
  assert.deepEqual(
    [server.requests[0]?.headers.authorization, server.requests[0]?.headers['openai-project']],
    ['Bearer sk-a', 'proj_1'],
  );
});
