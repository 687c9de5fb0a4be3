import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { selfSigned } from '../../../support/registry/selfSigned.ts';
import { skillUpload } from '../../../support/zip/skillUpload.ts';

const hosts = ['registry.example.com', 'storage.example.net'];

/** Two hosts behind one server with a certificate of its own, and a fetch that knows both. */
async function startHosts(answer: RequestListener) {
  const { key, cert } = selfSigned(hosts);
  const seen: {
    readonly host: string;
    readonly url: string;
    readonly headers: IncomingMessage['headers'];
  }[] = [];
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const { host = '' } = incoming.headers;
    seen.push({ host, url: incoming.url ?? '', headers: incoming.headers });
    answer(incoming, outgoing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const url = new URL(String(input));
    const sent = request({
      host: '127.0.0.1',
      port,
      servername: url.hostname,
      ca: cert,
      agent: false,
      method: init.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(new Headers(init.headers)), host: url.host },
    });
    sent.end();
    const [message] = (await once(sent, 'response')) as [IncomingMessage];
    const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    return new Response(Readable.toWeb(message) as ReadableStream<Uint8Array>, {
      status: message.statusCode ?? 0,
      headers,
    });
  };
  return {
    seen,
    registry: connectTo(
      'https://registry.example.com/v1',
      'sk-secret',
      { organization: 'org-1' },
      { retries: 0 },
      fetch,
    ),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('a bundle in storage of another host is fetched over https, without key, account or protocol', async () => {
  const { blob } = await skillUpload('stored');
  const zip = Buffer.from(await blob.arrayBuffer());
  await using servers = await startHosts((incoming, outgoing) => {
    if (incoming.headers.host === 'registry.example.com') {
      outgoing.writeHead(302, { location: 'https://storage.example.net/b/1.zip?signature=abc' }).end();
    } else {
      outgoing.writeHead(200, { 'content-type': 'application/zip' }).end(zip);
    }
  });
  const bundle = await servers.registry.download('s', '1');
  assert.ok(bundle.ok, JSON.stringify(bundle));
  assert.deepEqual(Buffer.from(await new Response(bundle.value).arrayBuffer()), zip);
  const [first, second] = servers.seen;
  assert.equal(first?.headers.authorization, 'Bearer sk-secret');
  assert.deepEqual([second?.host, second?.url], ['storage.example.net', '/b/1.zip?signature=abc']);
  assert.deepEqual(
    Object.keys(second?.headers ?? {}).filter(name => name !== 'connection'),
    ['accept', 'host'],
  );
});

test('storage that leads back to the registry, or on to this machine, is not asked with the key either', async () => {
  for (const [target, expected] of [
    ['https://registry.example.com/v1/other.zip', undefined],
    ['https://127.0.0.1/x.zip', 'foreign-origin'],
    ['http://storage.example.net/x.zip', 'foreign-origin'],
  ] as const) {
    await using servers = await startHosts((incoming, outgoing) => {
      const isStart = incoming.url?.endsWith('/content');
      const location = isStart ? 'https://storage.example.net/b/1.zip' : target;
      outgoing.writeHead(incoming.url === '/v1/other.zip' ? 404 : 302, { location }).end();
    });
    const bundle = await servers.registry.download('s', '1');
    assert.ok(!bundle.ok);
    if (expected !== undefined) {
      assert.equal(bundle.failure.kind, expected, target);
    }
    assert.deepEqual(
      servers.seen.slice(1).filter(({ headers }) => headers.authorization !== undefined),
      [],
      target,
    );
  }
});

test('only a bundle is fetched elsewhere: a list, or what changes something, never is', async () => {
  await using servers = await startHosts((_incoming, outgoing) => {
    outgoing.writeHead(307, { location: 'https://storage.example.net/v1/skills' }).end();
  });
  const list = await servers.registry.listSkills();
  assert.equal(!list.ok && list.failure.kind, 'foreign-origin');
  const deleted = await servers.registry.deleteSkill('s');
  assert.equal(!deleted.ok && deleted.failure.kind, 'foreign-origin');
  assert.ok(servers.seen.every(({ host }) => host === 'registry.example.com'));
});
