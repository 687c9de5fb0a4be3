import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { contractKinds, openSubject } from '../../../support/registry/contractSubject.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';
import { openaiSamples } from '../../../support/registry/wireSamples.ts';
import { skillUpload } from '../../../support/zip/skillUpload.ts';

const zip = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

type Answer = readonly [status: number, body: string | Buffer, headers?: Readonly<Record<string, string>>];

/** A registry at a server that answers as it is told, by method and path. */
async function quirky(answer: (request: IncomingMessage) => Answer) {
  const server = await startRawServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume().once('end', () => {
      const [status, body, headers = { 'content-type': 'application/json' }] = answer(request);
      response.writeHead(status, headers).end(body);
    });
  });
  return {
    server,
    registry: connectTo(server.origin, 'sk-test', {}, { retries: 0 }),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const json = (value: unknown): Answer => [200, JSON.stringify(value)];
const gone: Answer = [404, '{"error":{"message":"No such thing.","type":"x","param":null,"code":null}}'];

test('a deletion is believed when the answer says so, whatever else is in it', async () => {
  await using subject = await quirky(() => json({ id: 's', object: 'skill.deleted', deleted: true }));
  assert.deepEqual(await subject.registry.deleteSkill('s'), { ok: true, value: null });
  assert.equal(subject.server.requests.length, 1);
});

for (const [title, answer] of [
  ['"deleted": false', json({ id: 's', deleted: false })],
  ['a web page', [200, '<html>Signed in</html>', { 'content-type': 'text/html' }]],
  ['nothing at all', [200, '']],
  ['another object', json(openaiSamples.skill)],
] as const) {
  test(`a deletion that is answered with ${title} is not believed while the skill is there`, async () => {
    await using subject = await quirky(({ method }) =>
      method === 'DELETE' ? answer : json(openaiSamples.skill),
    );
    const deleted = await subject.registry.deleteSkill('s');
    assert.equal(deleted.ok ? 'deleted' : deleted.failure.kind, 'not-understood');
  });

  test(`a deletion that is answered with ${title} is told as done when the skill is gone`, async () => {
    await using subject = await quirky(({ method }) => (method === 'DELETE' ? answer : gone));
    assert.deepEqual(await subject.registry.deleteSkill('s'), { ok: true, value: null });
  });
}

test('a download asks for a zip and for nothing else, and takes what begins like one', async () => {
  await using subject = await quirky(() => [200, zip, { 'content-type': 'binary/unheard-of' }]);
  const bundle = await subject.registry.download('s', '1');
  assert.ok(bundle.ok);
  assert.equal((await new Response(bundle.value).arrayBuffer()).byteLength, zip.length);
  const { accept } = subject.server.requests[0]?.headers ?? {};
  assert.equal(accept, 'application/zip, application/octet-stream, application/binary');
});

test('a server that refuses to be asked for a zip is asked once more for anything', async () => {
  await using subject = await quirky(({ headers }) => (headers.accept === '*/*' ? [200, zip] : [406, '{}']));
  assert.ok((await subject.registry.download('s', '1')).ok);
  assert.equal(subject.server.requests.length, 2);
});

test('JSON, a text or an empty body in place of a bundle is not understood, and nobody unpacks it', async () => {
  for (const body of ['{"files":[]}', 'PK', '']) {
    await using subject = await quirky(() => [200, body]);
    const bundle = await subject.registry.download('s', '1');
    assert.equal(bundle.ok ? 'a bundle' : bundle.failure.kind, 'not-understood', body);
  }
});

test('an empty text where a version is pointed at is no version', async () => {
  await using subject = await quirky(() =>
    json({ ...openaiSamples.skill, default_version: '', latest_version: '' }),
  );
  const skill = await subject.registry.getSkill('s');
  assert.ok(skill.ok, JSON.stringify(skill));
  assert.deepEqual([skill.value.defaultVersion, skill.value.latestVersion], [null, null]);
});

test('a version without an id of its own is named by its number', async () => {
  const { id: _, ...version } = openaiSamples.version;
  await using subject = await quirky(() => json({ data: [version], has_more: false }));
  const page = await subject.registry.listVersions('skill_1');
  assert.ok(page.ok, JSON.stringify(page));
  assert.deepEqual(
    page.value.items.map(({ key, id }) => [key, id]),
    [['2', '2']],
  );
});

test('404 means not found in whatever envelope it comes', async () => {
  for (const body of ['{"detail":"Not Found"}', '', '{}', '"no"']) {
    await using subject = await quirky(() => [404, body]);
    const skill = await subject.registry.getSkill('s');
    assert.equal(skill.ok ? 'a skill' : skill.failure.kind, 'not-found', body);
  }
});

test('what a server says of single fields is told, and so is a code among the details', async () => {
  const detail = [{ type: 'missing', loc: ['body', 'files'], msg: 'Field required' }];
  await using fields = await quirky(() => [422, JSON.stringify({ detail })]);
  const refused = await fields.registry.getSkill('s');
  assert.equal(
    !refused.ok && refused.failure.kind === 'refused' && refused.failure.reason,
    'files: Field required',
  );
  const error = { message: 'No.', type: 'x', details: { error_code: 'OrganizationOnHold' } };
  await using coded = await quirky(() => [409, JSON.stringify({ error })]);
  const held = await coded.registry.getSkill('s');
  assert.equal(!held.ok && held.failure.kind === 'refused' && held.failure.code, 'OrganizationOnHold');
});

test('content at another https address is fetched without the key, and never from a private address', async () => {
  const seen: { readonly url: string; readonly headers: Headers }[] = [];
  const fetchTo =
    (target: string): typeof globalThis.fetch =>
    async (input, init) => {
      const url = String(input);
      seen.push({ url, headers: new Headers(init?.headers) });
      return url.startsWith('https://api.example.com')
        ? new Response(null, { status: 302, headers: { location: target } })
        : new Response(zip, { status: 200 });
    };
  const download = (target: string) => {
    seen.length = 0;
    return connectTo('https://api.example.com/v1', 'sk-test', {}, { retries: 0 }, fetchTo(target)).download(
      's',
      '1',
    );
  };
  const away = await download('https://cdn.example.net/bundle.zip?signature=x');
  assert.ok(away.ok, JSON.stringify(away));
  assert.deepEqual([...(seen[1]?.headers ?? [])], [['accept', '*/*']], 'nothing of ours goes along');
  for (const target of [
    'http://cdn.example.net/x',
    'https://127.0.0.1/x',
    'https://localhost/x',
    'https://10.1.2.3/x',
    'https://172.20.0.1/x',
    'https://192.168.1.1/x',
    'https://169.254.169.254/x',
    'https://[::1]/x',
    'https://[fd00::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://metadata.internal/x',
    'https://0x7f.1/x',
    'https://me:secret@cdn.example.net/x',
  ]) {
    const refused = await download(target);
    assert.equal(refused.ok ? 'a bundle' : refused.failure.kind, 'foreign-origin', target);
    assert.equal(seen.length, 1, target);
  }
});

test('a display name that is in use in the earlier protocol is told as that, with what helps', async () => {
  const earlier = contractKinds.find(({ name }) => name === 'Anthropic, earlier');
  assert.ok(earlier);
  await using subject = await openSubject(earlier);
  const { registry } = subject;
  assert.ok((await registry.createSkill(await skillUpload('first'), { label: 'Notes' })).ok);
  const second = await registry.createSkill(await skillUpload('second'), { label: 'Notes' });
  assert.ok(!second.ok && second.failure.kind === 'label-taken', JSON.stringify(second));
  const { message, next } = describeFailure(second.failure);
  assert.match(message, /display name “Notes” already/);
  assert.match(next ?? '', /--label/);
  const wrong = await registry.createSkill({ fileName: 'x.zip', blob: new Blob(['x']) }, { label: 'Other' });
  assert.equal(!wrong.ok && wrong.failure.kind, 'refused');
});
