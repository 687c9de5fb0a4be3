import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { nodeFetch } from '../../../../../src/cli/transport/nodeFetch.ts';
import { describeFailure } from '../../../../../src/core/failure/failureText.ts';
import { connectTo } from '../../../../support/registry/connectTo.ts';
import { startRawServer, startSocketServer } from '../../../../support/registry/rawServer.ts';
import { openaiSamples } from '../../../../support/registry/wireSamples.ts';

const list = JSON.stringify({ object: 'list', data: [openaiSamples.skill], has_more: false });
const json = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

/** What is sent before the connection ends, and what is said of it. */
const broken: readonly (readonly [title: string, bytes: string | Buffer, says: RegExp | null])[] = [
  [
    'ends before its length',
    `${json}content-length: ${list.length + 9}\r\n\r\n${list}`,
    /the connection broke off/,
  ],
  [
    'breaks off between two chunks',
    `${json}transfer-encoding: chunked\r\n\r\n${list.length.toString(16)}\r\n${list}\r\n`,
    /the connection broke off/,
  ],
  ['ends in the middle', `${json}connection: close\r\n\r\n${list.slice(0, 40)}`, /complete JSON/],
  [
    'is longer than its length',
    `${json}content-length: 20\r\nconnection: close\r\n\r\n${list}`,
    /complete JSON/,
  ],
  [
    'says that it is compressed, and is not',
    `${json}content-encoding: gzip\r\nconnection: close\r\n\r\n${list}`,
    /an answer that is compressed as it says/,
  ],
  [
    'is compressed, and half of it',
    Buffer.concat([
      Buffer.from(`${json}content-encoding: gzip\r\nconnection: close\r\n\r\n`),
      gzipSync(list).subarray(0, 60),
    ]),
    /(?:compressed as it says|complete JSON|broke off)/,
  ],
  ['is no HTTP', 'SSH-2.0-OpenSSH_9.9\r\n', /something else than an HTTP answer/],
  ['has a header that is none', `${json}x-a: \u0001\r\n\r\n${list}`, /something else than an HTTP answer/],
  ['never comes', '', /the connection broke off/],
  ['is of HTTP 1.0', `HTTP/1.0 200 OK\r\n\r\n${list}`, null],
  [
    'has a hint before it',
    `HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n${json}connection: close\r\n\r\n${list}`,
    null,
  ],
];

for (const [whose, fetch] of [
  ['the editor', globalThis.fetch],
  ['the command line', nodeFetch({})],
] as const) {
  describe(`for ${whose}, an answer that`, () => {
    for (const [title, bytes, says] of broken) {
      test(`${title} is ${says === null ? 'read' : 'told as what it is'}`, async () => {
        await using server = await startSocketServer(socket =>
          socket.once('data', () => socket.end(Buffer.from(bytes))),
        );
        const registry = connectTo(server.origin, 'sk-test', {}, { retries: 0 }, fetch);
        const page = await registry.listSkills();
        if (says === null) {
          assert.ok(page.ok, JSON.stringify(page));
        } else {
          assert.ok(!page.ok);
          assert.match(describeFailure(page.failure).message, says);
        }
      });
    }

    test('comes from a port for http is not called a matter of certificates', async () => {
      await using server = await startRawServer((_request, response) => void response.end(list));
      const address = server.origin.replace('http:', 'https:');
      const page = await connectTo(address, 'sk-test', {}, { retries: 0 }, fetch).listSkills();
      assert.ok(!page.ok);
      const { message, next } = describeFailure(page.failure);
      assert.match(message, /does not speak https/);
      assert.match(next ?? '', /the address and its port/);
    });
  });
}
