import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Exchange,
  exchangeLine,
  observeFetch,
} from '../../../../../src/core/registry/http/observeFetch.ts';
import { connectTo } from '../../../../support/registry/connectTo.ts';
import { deadOrigin, startRawServer } from '../../../../support/registry/rawServer.ts';

const key = 'sk-very-secret';

/** Lists the skills of a server, and tells what was noted of it. */
async function listed(baseURL: string): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  const fetch = observeFetch(globalThis.fetch, baseURL, exchange => exchanges.push(exchange));
  await connectTo(baseURL, key, {}, {}, fetch).listSkills({ cursor: 'sk-in-query' });
  return exchanges;
}

test('each request is noted with method, path, status, time and request id, repetitions too', async () => {
  await using server = await startRawServer((_request, response) => {
    response.writeHead(503, { 'x-request-id': 'req_7' }).end('{}');
  });
  const exchanges = await listed(`${server.origin}/v1`);
  assert.equal(exchanges.length, 3);
  for (const exchange of exchanges) {
    assert.equal(exchange.isGood, false);
    assert.match(exchangeLine(exchange), /^GET \/skills 503, \d+ ms, request req_7$/);
  }
});

test('what went well and what did not are told apart, a web page in place of an answer being neither', async () => {
  await using good = await startRawServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[],"has_more":false}');
  });
  await using page = await startRawServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  });
  assert.deepEqual(
    (await listed(good.origin)).map(({ isGood }) => isGood),
    [true],
  );
  assert.deepEqual(
    (await listed(page.origin)).map(({ isGood }) => isGood),
    [false],
  );
});

test('a request that nobody answers is noted, too', async () => {
  const exchanges = await listed(await deadOrigin());
  assert.match(exchangeLine(exchanges[0] as Exchange), /^GET \/skills no answer, \d+ ms$/);
});

test('no key is noted, not one in the address, in the query, or echoed by the server', async () => {
  await using server = await startRawServer((_request, response) => {
    response.writeHead(400, { 'x-request-id': `for ${key}` }).end(`{"error":{"message":"Bad ${key}"}}`);
  });
  const lines = (await listed(`${server.origin}/sk-in-path/v1`)).map(exchangeLine);
  assert.deepEqual(
    lines.map(line => line.replace(/\d+ ms/, 'ms')),
    ['GET /skills 400, ms, request for [key]'],
  );
});
