import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { AnthropicExecutor } from '../../../../../src/core/evals/executors/anthropicExecutor.ts';
import { OpenaiExecutor } from '../../../../../src/core/evals/executors/openaiExecutor.ts';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { executorRequest, modelConnection } from '../../../../support/models/executorRequest.ts';
import { type ModelFault, startScriptedServer } from '../../../../support/models/scriptedServer.ts';

/** A server that does as it is told; what is not answered stays open until it closes. */
async function startPlainServer(handle: RequestListener) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => handle(request, response));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const kinds = ['openai', 'anthropic'] as const;
type Kind = (typeof kinds)[number];

function executorAt(kind: Kind, origin: string, details: Parameters<typeof modelConnection>[2] = {}) {
  const connection = modelConnection(kind, origin, details);
  const now = () => Date.now();
  return kind === 'openai'
    ? new OpenaiExecutor(connection, 'model-x', now)
    : new AnthropicExecutor(connection, 'model-x', now);
}

function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): ModelFault {
  const error = { message, type: 'invalid_request_error', code: null };
  return { kind: 'answer', status, body: JSON.stringify({ type: 'error', error }), headers };
}

/** What is done to the answer, and the failure that comes of it. */
const faults: readonly (readonly [title: string, ModelFault, Partial<Failure>])[] = [
  ['a wrong key', refusal(401, 'Bad key'), { kind: 'unauthorised' }],
  ['a key without access', refusal(403, 'No access to it'), { kind: 'forbidden' }],
  ['an unknown model', refusal(404, 'No such model'), { kind: 'not-found' }],
  ['a request that is declined', refusal(400, 'The skill is too large'), { kind: 'refused' }],
  ['a rate limit with a time', refusal(429, 'Slow down', { 'retry-after': '7' }), { kind: 'rate-limited' }],
  ['a rate limit without a time', refusal(429, 'Slow down'), { kind: 'rate-limited' }],
  ['an overloaded server', refusal(529, 'Overloaded'), { kind: 'unavailable' }],
  [
    'a gateway’s page',
    { kind: 'answer', status: 502, body: '<html>Bad gateway</html>' },
    { kind: 'unavailable' },
  ],
  ['a connection that is reset', { kind: 'reset' }, { kind: 'unreachable' }],
  ['a stream that is cut in the middle', { kind: 'cut', afterEvents: 3 }, { kind: 'unreachable' }],
  [
    'an error in the middle of the stream',
    { kind: 'error-event', afterEvents: 2, type: 'invalid_request_error', message: 'The container is gone' },
    { kind: 'refused' },
  ],
  [
    'an answer that is no JSON',
    { kind: 'answer', status: 200, body: 'Welcome!' },
    { kind: 'not-understood' },
  ],
  [
    'an answer of another protocol',
    { kind: 'answer', status: 200, body: '{"hello":1}' },
    { kind: 'not-understood' },
  ],
];

for (const kind of kinds) {
  for (const [title, fault, expected] of faults) {
    test(`${kind}: ${title} is a ${expected.kind}, and is asked once`, async () => {
      await using server = await startScriptedServer(() => fault);
      const ran = await executorAt(kind, server.origin).run(executorRequest(), {
        signal: new AbortController().signal,
      });
      assert.equal(ran.ok ? 'an answer' : ran.failure.kind, expected.kind, JSON.stringify(ran));
      assert.equal(server.requests.length, 1);
      assert.doesNotMatch(JSON.stringify(ran), /sk-test/);
    });
  }

  test(`${kind}: a server that does not stream is understood all the same`, async () => {
    await using server = await startScriptedServer(() => ({ kind: 'whole' }));
    const ran = await executorAt(kind, server.origin).run(executorRequest(), {
      signal: new AbortController().signal,
    });
    assert.ok(ran.ok, JSON.stringify(ran));
    assert.equal(ran.value.text, 'Never read to its end.');
  });

  test(`${kind}: cancelling ends a silent stream at once, and nothing is sent afterwards`, async () => {
    const asked = Promise.withResolvers<void>();
    await using server = await startScriptedServer(() => {
      asked.resolve();
      return { kind: 'silence', afterEvents: 2 };
    });
    const abort = new AbortController();
    const running = executorAt(kind, server.origin).run(executorRequest(), { signal: abort.signal });
    await asked.promise;
    abort.abort();
    const ran = await running;
    assert.deepEqual(ran, { ok: false, failure: { kind: 'cancelled' } });
    assert.equal(server.requests.length, 1);
  });

  test(`${kind}: a cancelled run does not wait for deletions that nobody answers`, {
    timeout: 8_000,
  }, async () => {
    const asked = Promise.withResolvers<void>();
    let deletions = 0;
    await using server = await startPlainServer((request, response) => {
      if (request.method === 'DELETE') {
        deletions++;
      } else if (request.url?.includes('/files')) {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"file_1"}');
      } else {
        asked.resolve();
      }
    });
    const abort = new AbortController();
    const files = [{ name: 'a.csv', bytes: new Uint8Array([1]) }];
    const running = executorAt(kind, server.origin).run(executorRequest({ files }), {
      signal: abort.signal,
    });
    await asked.promise;
    abort.abort();
    assert.deepEqual(await running, { ok: false, failure: { kind: 'cancelled' } });
    assert.equal(deletions, 1, 'what was uploaded does not stay there');
  });

  test(`${kind}: a run that takes longer than it may is timed out`, async () => {
    await using server = await startScriptedServer(() => ({ kind: 'silence', afterEvents: 2 }));
    const ran = await executorAt(kind, server.origin).run(executorRequest({ timeoutMs: 300 }), {
      signal: new AbortController().signal,
    });
    assert.equal(ran.ok ? 'an answer' : ran.failure.kind, 'timed-out');
  });

  test(`${kind}: without a key nothing is sent`, async () => {
    await using server = await startScriptedServer(() => ({ text: 'Hello.' }));
    const executor = executorAt(kind, server.origin, { credentials: { readKey: async () => null } });
    const ran = await executor.run(executorRequest(), { signal: new AbortController().signal });
    assert.equal(ran.ok ? 'an answer' : ran.failure.kind, 'no-key');
    assert.equal(server.requests.length, 0);
  });
}

test('anthropic: what a cut answer had cost by then is told', async () => {
  await using server = await startScriptedServer(() => ({ kind: 'cut', afterEvents: 3 }));
  const spent: unknown[] = [];
  const ran = await executorAt('anthropic', server.origin).run(executorRequest(), {
    signal: new AbortController().signal,
    onProgress: progress => {
      if (progress.kind === 'spent') {
        spent.push(progress.usage.input, progress.requests);
      }
    },
  });
  assert.equal(ran.ok, false);
  assert.ok(Number(spent.at(-2)) > 0, JSON.stringify(spent));
  assert.equal(spent.at(-1), 1);
});
