import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import type { RegistryKind } from '../../../../src/core/registry/contract.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { everyCall, setDefaultCall } from '../../../support/registry/everyCall.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';
import { always, anthropicSamples, openaiSamples, sampleFor } from '../../../support/registry/wireSamples.ts';

const key = 'sk-very-secret';

/** A server that must hear nothing of the key, nor anything else. */
const startForeigner = () => startRawServer(always(200, 'application/json', '{}'));

for (const kind of ['openai', 'anthropic'] as const) {
  const calls = kind === 'openai' ? [...everyCall, setDefaultCall] : everyCall;

  describe(`a redirect of ${kind} to another origin`, () => {
    for (const status of [301, 302, 303, 307, 308]) {
      test(`${status}: no call follows it`, async () => {
        await using foreigner = await startForeigner();
        await using server = await startRawServer(
          redirectTo(status, request => `${foreigner.origin}${request.url}?token=abc`),
        );
        for (const { name, run } of calls) {
          const answer = await run(connectTo(server.origin, key, { kind }));
          assert.deepEqual(
            !answer.ok && answer.failure,
            { kind: 'foreign-origin', registry: 'R', origin: foreigner.origin },
            name,
          );
        }
        assert.deepEqual(foreigner.requests, []);
      });
    }

    test('an address that has the key in its name is told without it', async () => {
      await using server = await startRawServer(redirectTo(302, () => `https://${key}.example/`));
      const answer = await connectTo(server.origin, key, { kind }).listSkills();
      assert.deepEqual(!answer.ok && answer.failure, {
        kind: 'foreign-origin',
        registry: 'R',
        origin: 'https://[key].example',
      });
    });

    test('a foreign address that looks like the own one is foreign', async () => {
      await using foreigner = await startForeigner();
      const port = new URL(foreigner.origin).port;
      const locations = [
        `//127.0.0.1:${port}/v1/skills`,
        `http://127.0.0.1:${port}`,
        `http://localhost:${port}/v1/skills`,
        `\\\\127.0.0.1:${port}\\v1`,
        `http:\t//127.0.0.1:${port}/`,
        'https://127.0.0.1/v1/skills',
        'file:///etc/passwd',
        'data:application/json,{"data":[]}',
      ];
      for (const location of locations) {
        await using server = await startRawServer(redirectTo(302, () => location));
        const answer = await connectTo(server.origin, key, { kind }).listSkills();
        assert.equal(!answer.ok && answer.failure.kind, 'foreign-origin', location);
      }
      assert.deepEqual(foreigner.requests, []);
    });
  });

  test(`${kind}: a redirect within the origin is followed for reads`, async () => {
    await using server = await startRawServer((request, response) => {
      const { url = '' } = request;
      if (!url.startsWith('/moved')) {
        response.writeHead(307, { location: `/moved${url}` }).end();
        return;
      }
      const samples = kind === 'openai' ? openaiSamples : anthropicSamples;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(sampleFor(request, samples)));
    });
    const registry = connectTo(server.origin, key, { kind });
    const page = await registry.listSkills();
    assert.equal(page.ok && page.value.items.length, 1);
    assert.equal(server.requests[1]?.headers.authorization, `Bearer ${key}`);
  });

  test(`${kind}: a redirect of a change is not followed, so that it is sent once`, async () => {
    await using server = await startRawServer((request, response) => {
      if (request.method === 'GET') {
        const samples = kind === 'openai' ? openaiSamples : anthropicSamples;
        response.end(JSON.stringify(sampleFor(request, samples)));
        return;
      }
      request.resume().once('end', () => response.writeHead(308, { location: '/moved' }).end());
    });
    for (const { name, run } of calls.filter(({ isRead }) => !isRead)) {
      server.requests.length = 0;
      const answer = await run(connectTo(server.origin, key, { kind }));
      assert.equal(!answer.ok && answer.failure.kind, 'not-understood', name);
      assert.equal(server.requests.filter(({ method }) => method !== 'GET').length, 1, name);
    }
  });

  test(`${kind}: redirects in a circle end`, async () => {
    await using server = await startRawServer(redirectTo(302, request => request.url ?? ''));
    const answer = await connectTo(server.origin, key, { kind }).getSkill('s');
    assert.equal(!answer.ok && answer.failure.kind, 'not-understood');
    assert.ok(server.requests.length <= 12, `${server.requests.length} requests`);
  });

  test(`${kind}: a next page at another origin is asked of the own one`, async () => {
    await using foreigner = await startForeigner();
    const elsewhere = `${foreigner.origin}/v1/skills?page=2`;
    await using server = await startRawServer((_request, response) => {
      const { skill } = kind === 'openai' ? openaiSamples : anthropicSamples;
      const page = { data: [{ ...skill, id: elsewhere }], has_more: true, next_page: elsewhere };
      response.end(
        JSON.stringify({ ...page, next: elsewhere, last_id: elsewhere, links: { next: elsewhere } }),
      );
    });
    const registry = connectTo(server.origin, key, { kind });
    const first = await registry.listSkills();
    assert.ok(first.ok && first.value.next !== null);
    await registry.listSkills({ cursor: first.value.next });
    await registry.getSkill(elsewhere);
    await registry.listVersions(elsewhere);
    assert.deepEqual(foreigner.requests, []);
    assert.ok(server.requests.every(({ url }) => url.startsWith('/')));
  });
}

describe('an address that a key must not be sent to', () => {
  const addresses = {
    'http://example.com/v1': 'insecure-address',
    'http://127.0.0.1.example.com/v1': 'insecure-address',
    'http://localhost.example.com': 'insecure-address',
    'http://0.0.0.0:80/v1': 'insecure-address',
    'http://[::2]/v1': 'insecure-address',
    'http://user:pass@127.0.0.1/v1': 'unreachable',
    'ftp://127.0.0.1/v1': 'unreachable',
    'javascript:alert(1)': 'unreachable',
    'not an address': 'unreachable',
    '': 'unreachable',
  };
  for (const [baseURL, kind] of Object.entries(addresses)) {
    test(`"${baseURL}" is refused before anything is asked`, async () => {
      const asked: unknown[] = [];
      for (const registryKind of ['openai', 'anthropic'] as readonly RegistryKind[]) {
        const registry = connectTo(baseURL, key, { kind: registryKind }, {}, async (...request) => {
          asked.push(request);
          return new Response('{}');
        });
        for (const { run } of everyCall) {
          const answer = await run(registry);
          assert.equal(!answer.ok && answer.failure.kind, kind);
          const words = answer.ok ? '' : describeFailure(answer.failure).message;
          assert.ok(!words.includes('pass@'), words);
        }
      }
      assert.deepEqual(asked, []);
    });
  }
});

function redirectTo(
  status: number,
  locate: (request: { readonly url?: string | undefined }) => string,
): Parameters<typeof startRawServer>[0] {
  return (request, response) => {
    request.resume().once('end', () => {
      // The header as it is: Node's own check would refuse some of these.
      response.socket?.end(
        `HTTP/1.1 ${status} Moved\r\nLocation: ${locate(request)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    });
  };
}
