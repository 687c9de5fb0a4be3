import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { RegistryStreamError } from '../../../../src/core/registry/http/guardStream.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { everyCall, jsonCalls } from '../../../support/registry/everyCall.ts';
import { deadOrigin, startRawServer, startSocketServer } from '../../../support/registry/rawServer.ts';
import { always, anthropicSamples, openaiSamples, sampleFor } from '../../../support/registry/wireSamples.ts';
import { assertOk } from '../../../support/result.ts';

const key = 'sk-very-secret';
const megabyte = Buffer.alloc(2 ** 20, ' ');

for (const kind of ['openai', 'anthropic'] as const) {
  const samples = kind === 'openai' ? openaiSamples : anthropicSamples;
  const connect = (origin: string, timing = {}) => connectTo(origin, key, { kind }, timing);

  describe(`${kind}: answers that are none`, () => {
    const bodies: Readonly<Record<string, string>> = {
      'an HTML page': '<!doctype html><title>Sign in</title>',
      nothing: '',
      'a number': '1',
      null: 'null',
      'a text': '"text"',
      'a list': '[]',
      'an object without fields': '{}',
      'an object that claims a prototype': '{"__proto__":{"id":"x","data":[]}}',
      'brackets without end': '['.repeat(100_000),
      'JSON with a byte order mark and more': '\ufeff{} {}',
    };
    for (const [name, body] of Object.entries(bodies)) {
      test(`${name} is not understood`, async () => {
        await using server = await startRawServer(always(200, 'application/json', body));
        for (const call of jsonCalls) {
          const answer = await call.run(connect(server.origin));
          const meaning = name.includes('HTML') ? 'web-page' : 'not-understood';
          assert.equal(!answer.ok && answer.failure.kind, meaning, call.name);
        }
      });
    }

    test('an HTML page instead of a bundle is not a bundle', async () => {
      await using server = await startRawServer(always(200, 'text/html; charset=utf-8', '<h1>Hi</h1>'));
      const answer = await connect(server.origin).download('s', '1');
      assert.equal(!answer.ok && answer.failure.kind, 'web-page');
    });

    test('an answer cut anywhere is not understood', async () => {
      let length = 0;
      await using server = await startRawServer((request, response) => {
        const whole = JSON.stringify(sampleFor(request, samples));
        response.end(whole.slice(0, Math.min(length, whole.length - 1)));
      });
      const registry = connect(server.origin);
      for (length = 0; length < 300; length += 7) {
        const answer = await registry.listSkills();
        assert.equal(!answer.ok && answer.failure.kind, 'not-understood', `after ${length} characters`);
      }
    });

    test('a connection that breaks in the middle of an answer is said to have broken', async () => {
      await using server = await startRawServer((request, response) => {
        const whole = JSON.stringify(sampleFor(request, samples));
        response.writeHead(200, { 'content-length': whole.length });
        response.write(whole.slice(0, 20), () => response.destroy());
      });
      const answer = await connect(server.origin).getSkill('s');
      assert.equal(!answer.ok && answer.failure.kind, 'unreachable');
      assert.equal(server.requests.length, 3, 'a read is asked again twice');
    });

    test('what is not HTTP is no registry', async () => {
      const garbage = [
        'SSH-2.0-OpenSSH_9.9\r\n',
        'HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n',
        '\0\0\0\0',
      ];
      for (const bytes of garbage) {
        await using server = await startSocketServer(socket => socket.end(bytes));
        for (const call of everyCall) {
          const answer = await call.run(connect(server.origin));
          assert.ok(
            !answer.ok && ['unreachable', 'not-understood'].includes(answer.failure.kind),
            `${call.name}: ${JSON.stringify(answer)}`,
          );
        }
      }
    });

    test('nobody there is said to be nobody there', async () => {
      const origin = await deadOrigin();
      for (const call of everyCall) {
        const answer = await call.run(connect(origin));
        assert.deepEqual(!answer.ok && answer.failure, {
          kind: 'unreachable',
          registry: 'R',
          origin,
          cause: 'ECONNREFUSED',
        });
      }
    });
  });

  describe(`${kind}: answers without measure`, () => {
    test('of 100 MB of JSON no more is read than a page may have', async () => {
      let written = 0;
      await using server = await startRawServer((_request, response) => {
        response.setHeader('content-type', 'application/json');
        pour(response, '{"data":[', megabyte, 100, count => {
          written = Math.max(written, count);
        });
      });
      const answer = await connect(server.origin).listSkills();
      assert.equal(!answer.ok && answer.failure.kind, 'not-understood');
      assert.ok(written < 60, `${written} MB were taken`);
    });

    test('100 MB that were compressed to little are not unpacked', async () => {
      const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20, ' '));
      await using server = await startRawServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
      });
      const answer = await connect(server.origin).listSkills();
      assert.equal(!answer.ok && answer.failure.kind, 'not-understood');
    });

    test('a refusal of 100 MB is a refusal', async () => {
      let written = 0;
      await using server = await startRawServer((request, response) => {
        request.resume();
        response.writeHead(500, { 'content-type': 'application/json' });
        pour(response, '{"error":{"message":"', megabyte, 100, count => {
          written = Math.max(written, count);
        });
      });
      const answer = await connect(server.origin, { retries: 0 }).listSkills();
      assert.equal(!answer.ok && answer.failure.kind, 'unavailable');
      assert.ok(written < 40, `${written} MB were taken`);
    });

    test('a bundle without end ends with a failure', async () => {
      await using server = await startRawServer((_request, response) => {
        pour(response, 'PK\u0003\u0004', megabyte, 1000, () => undefined);
      });
      const answer = await connect(server.origin).download('s', '1');
      assertOk(answer);
      const failure = await drain(answer.value);
      assert.equal(failure?.kind, 'too-large');
    });

    test('a page that leads to itself is the last one', async () => {
      const { skill } = samples;
      await using server = await startRawServer((_request, response) => {
        response.end(JSON.stringify({ data: [skill], has_more: true, next_page: skill.id }));
      });
      const registry = connect(server.origin);
      const first = await registry.listSkills();
      assert.ok(first.ok && first.value.next !== null);
      const second = await registry.listSkills({ cursor: first.value.next });
      assert.equal(second.ok && second.value.next, null);
    });
  });

  describe(`${kind}: answers that take for ever`, () => {
    const hasty = { answer: 60, stall: 60 };

    test('a registry that never answers is given up', async () => {
      await using server = await startRawServer(request => void request.resume());
      for (const call of everyCall) {
        const answer = await call.run(connect(server.origin, hasty));
        assert.deepEqual(!answer.ok && answer.failure, { kind: 'timed-out', registry: 'R', afterMs: 60 });
      }
    });

    test('one that answers a byte at a time is given up', async () => {
      await using server = await startRawServer((request, response) => {
        request.resume();
        const drip = setInterval(() => response.write(' '), 5);
        response.once('close', () => clearInterval(drip));
      });
      for (const call of jsonCalls.filter(({ isRead }) => isRead)) {
        const answer = await call.run(connect(server.origin, hasty));
        assert.equal(!answer.ok && answer.failure.kind, 'timed-out', call.name);
      }
    });

    test('one that stops taking an upload is given up', async () => {
      await using server = await startRawServer(request => {
        if (request.method === 'POST') {
          request.pause();
        } else {
          request.socket.write(page());
        }
      });
      const blob = new Blob([Buffer.alloc(12_000_000)]);
      const answer = await connect(server.origin, { stall: 200 }).createVersion('s', {
        fileName: 'a.zip',
        blob,
      });
      assert.deepEqual(!answer.ok && answer.failure, { kind: 'timed-out', registry: 'R', afterMs: 200 });
    });

    test('a bundle that stalls ends with a failure', async () => {
      await using server = await startRawServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/zip' }).write('PK\u0003\u0004');
      });
      const answer = await connect(server.origin, { stall: 60 }).download('s', '1');
      assertOk(answer);
      assert.deepEqual(await drain(answer.value), { kind: 'timed-out', registry: 'R', afterMs: 60 });
    });

    test('a bundle that breaks off ends with a failure', async () => {
      await using server = await startRawServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/zip', 'content-length': 100 });
        response.write('PK', () => setImmediate(() => response.destroy()));
      });
      const answer = await connect(server.origin).download('s', '1');
      assert.equal((answer.ok ? await drain(answer.value) : answer.failure)?.kind, 'unreachable');
    });

    test('whoever cancels does not wait', async () => {
      for (const call of everyCall) {
        const abort = new AbortController();
        await using server = await startRawServer(() => abort.abort());
        const answer = await call.run(connect(server.origin), { signal: abort.signal });
        assert.deepEqual(!answer.ok && answer.failure, { kind: 'cancelled' }, call.name);
      }
    });

    test('a cancelled download is cancelled in the middle too', async () => {
      await using server = await startRawServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/zip' }).write('PK\u0003\u0004');
      });
      const abort = new AbortController();
      const answer = await connect(server.origin).download('s', '1', { signal: abort.signal });
      assertOk(answer);
      const drained = drain(answer.value);
      abort.abort();
      assert.deepEqual(await drained, { kind: 'cancelled' });
    });
  });

  test(`${kind}: a key that a registry sends back in its reason is not shown`, async () => {
    const message = `Bad request with ${key} and Authorization: Bearer ${key}`;
    for (const status of [400, 402, 403, 409, 422]) {
      const body = JSON.stringify({ type: 'error', error: { type: 'x', message, code: null } });
      await using server = await startRawServer(always(status, 'application/json', body));
      for (const call of everyCall) {
        const answer = await call.run(connect(server.origin));
        assert.ok(!answer.ok);
        assert.ok(!JSON.stringify(answer).includes(key), call.name);
        assert.match(describeFailure(answer.failure).message, /Bad request with \[key\]/);
      }
    }
  });
}

/** A page of nothing, as a whole answer. */
function page(): string {
  const body = '{"data":[],"has_more":false,"next_page":null}';
  return `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

/** Writes `chunk` `times` times, as fast as it is taken, and counts those that were. */
function pour(
  response: ServerResponse,
  head: string,
  chunk: Buffer,
  times: number,
  onCount: (count: number) => void,
): void {
  let count = 0;
  const next = () => {
    while (count < times && !response.destroyed) {
      onCount(++count);
      if (!response.write(chunk)) {
        response.once('drain', next);
        return;
      }
    }
    response.end();
  };
  response.write(head);
  next();
}

/** Reads to the end, and gives the failure that ended it, if any. */
async function drain(stream: ReadableStream<Uint8Array>) {
  try {
    for await (const _chunk of stream) {
    }
    return null;
  } catch (error) {
    if (error instanceof RegistryStreamError) {
      return error.failure;
    }
    throw error;
  }
}
