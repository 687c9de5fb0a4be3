import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { describeFailure } from '../../../../src/core/failureText.ts';
import { connectRegistry } from '../../../../src/core/registry/connect.ts';

test('a page of skills is read, newest first, with the key', async t => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        object: 'list',
        data: [
          {
            id: 'skill_1',
            name: 'n',
            description: 'd',
            created_at: 7,
            default_version: '1',
            latest_version: '2',
          },
        ],
        has_more: true,
      }),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const registry = connectRegistry({
    settings: {
      id: 'r',
      label: 'R',
      kind: 'openai',
      baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    },
    credentials: { readKey: async () => 'key' },
    fetch,
  });
  const page = await registry.listSkills({ limit: 1 });
  assert.ok(page.ok, page.ok ? '' : describeFailure(page.failure).message);
  assert.equal(page.value.next, 'skill_1');
  assert.deepEqual(page.value.items[0]?.createdAt, 7000);
  assert.deepEqual(seen, ['GET /v1/skills?order=desc&limit=1 Bearer key']);
});
