import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { eagerFetch } from '../../../../src/editor/registries/eagerFetch.ts';
import { startRawServer } from '../../../support/registry/rawServer.ts';

describe("the editor's fetch", () => {
  it('takes the whole of a bundle in though nobody reads it yet', async () => {
    const taken = Promise.withResolvers<void>();
    const size = 14 * 2 ** 20;
    await using server = await startRawServer((_request, response) => {
      response.once('finish', () => taken.resolve());
      response.end(Buffer.alloc(size));
    });
    const response = await eagerFetch(server.origin);
    await taken.promise;
    assert.equal((await response.arrayBuffer()).byteLength, size);
  });

  it('hands status, headers and answers without a body on', async () => {
    await using server = await startRawServer((_request, response) =>
      response.writeHead(204, { 'x-request-id': 'r1' }).end(),
    );
    const response = await eagerFetch(server.origin);
    assert.deepEqual([response.status, response.body], [204, null]);
    assert.equal(response.headers.get('x-request-id'), 'r1');
  });
});
