import assert from 'node:assert/strict';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { startRegistry } from '../../../src/server/startRegistry.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../support/result.ts';
import { folderFiles, smallSkill } from '../../support/skill/skillFiles.ts';

/** A request with headers that `fetch` would not send; the status and the body. */
async function raw(url: string, headers: Record<string, string>, method = 'GET') {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const sent = request(url, { method, headers, agent: false }, answer => {
    text(answer).then(body => resolve({ status: answer.statusCode ?? 0, body }), reject);
  });
  sent.on('error', reject).end();
  return promise;
}

function form(name: string): FormData {
  const data = new FormData();
  for (const file of folderFiles(name, smallSkill(name))) {
    data.append('files[]', file, file.name);
  }
  return data;
}

describe('startRegistry', () => {
  it('makes the data directory and answers on a free port of this machine', async () => {
    await using folder = await tempFolder();
    const dataDirectory = join(folder.path, 'a', 'b');
    const started = await startRegistry({ dataDirectory, token: 'secret' });
    assertOk(started);
    try {
      assert.match(started.value.baseURL, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
      const answer = await fetch(`${started.value.baseURL}/skills`, {
        headers: { authorization: 'Bearer secret' },
      });
      assert.equal(answer.status, 200);
    } finally {
      await started.value.close();
    }
  });

  it('says that a port is taken', async () => {
    await using one = await startTestRegistry();
    await using folder = await tempFolder();
    const port = Number(new URL(one.origin).port);
    const other = await startRegistry({ dataDirectory: folder.path, token: 'x', port });
    assert.deepEqual(other, { ok: false, failure: { kind: 'port-taken', port, cause: 'EADDRINUSE' } });
  });

  it('says that a data directory cannot be written', async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    for (const dataDirectory of [file, join(file, 'below')]) {
      const started = await startRegistry({ dataDirectory, token: 'x' });
      assert.ok(!started.ok);
      assert.equal(started.failure.kind, 'unwritable');
    }
  });

  it('keeps what was published over a restart', async () => {
    await using folder = await tempFolder();
    const seen: unknown[] = [];
    for (const isFirst of [true, false]) {
      await using registry = await startTestRegistry({ dataDirectory: folder.path });
      const headers = { authorization: `Bearer ${registry.token}` };
      if (isFirst) {
        await fetch(`${registry.baseURL}/skills`, { method: 'POST', headers, body: form('kept') });
      }
      seen.push(await (await fetch(`${registry.baseURL}/skills`, { headers })).json());
    }
    assert.deepEqual(seen[1], seen[0]);
    assert.equal((seen[0] as { data: unknown[] }).data.length, 1);
  });

  it('ends open connections when it is closed', async () => {
    const registry = await startTestRegistry();
    const socket = connect(Number(new URL(registry.origin).port), '127.0.0.1');
    await new Promise(resolve => socket.once('connect', resolve));
    const ended = new Promise(resolve => socket.once('close', resolve));
    await registry.dispose();
    await ended;
  });

  it('goes on when its folder is cleared under it', async () => {
    await using registry = await startTestRegistry();
    await rm(registry.dataDirectory, { recursive: true });
    const headers = { authorization: `Bearer ${registry.token}` };
    const list = async () => {
      const answer = await fetch(`${registry.baseURL}/skills`, { headers });
      return ((await answer.json()) as { data: unknown[] }).data.length;
    };
    assert.equal(await list(), 0);
    await mkdir(registry.dataDirectory);
    const created = await fetch(`${registry.baseURL}/skills`, {
      method: 'POST',
      headers,
      body: form('anew'),
    });
    assert.equal(created.status, 200);
    assert.equal(await list(), 1);
  });
});

describe('who is let in', () => {
  it('asks for a key, and gives a hint when there is none', async () => {
    await using registry = await startTestRegistry();
    const answer = await fetch(`${registry.baseURL}/skills`);
    assert.equal(answer.status, 401);
    assert.match(await answer.text(), /didn't provide an API key/);
  });

  it('tells nothing without a key, not even whether an address exists', async () => {
    await using registry = await startTestRegistry();
    for (const path of ['/v1/skills/x', '/v1/nothing', '/', '/v1/skills/x/content']) {
      assert.equal((await fetch(`${registry.origin}${path}`)).status, 401);
    }
  });

  it('refuses keys that only resemble it', async () => {
    await using registry = await startTestRegistry();
    const { token } = registry;
    for (const authorization of [
      `Bearer ${token}x`,
      `Bearer ${token.slice(1)}`,
      `Bearer ${token.toUpperCase()}.`,
      `Basic ${token}`,
      token,
      'Bearer ',
    ]) {
      const answer = await fetch(`${registry.baseURL}/skills`, { headers: { authorization } });
      assert.equal(answer.status, 401);
      assert.ok(!(await answer.text()).includes(token));
    }
  });

  it('answers to the names of this machine only, so that no web page reaches it by its own', async () => {
    await using registry = await startTestRegistry();
    const authorization = `Bearer ${registry.token}`;
    const statusFor = async (host: string) =>
      (await raw(`${registry.baseURL}/skills`, { host, authorization })).status;
    for (const host of ['127.0.0.1', 'localhost', 'LOCALHOST:8080', '[::1]:1']) {
      assert.equal(await statusFor(host), 200, host);
    }
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example:80',
      'user@localhost',
    ]) {
      assert.equal(await statusFor(host), 421, host);
    }
  });
});

describe('wrap', () => {
  it('sees each request first', async () => {
    const seen: string[] = [];
    await using registry = await startTestRegistry({
      wrap: listener => (incoming, outgoing) => {
        seen.push(`${incoming.method} ${incoming.url}`);
        listener(incoming, outgoing);
      },
    });
    await fetch(`${registry.baseURL}/skills`, { headers: { authorization: `Bearer ${registry.token}` } });
    assert.deepEqual(seen, ['GET /v1/skills']);
  });
});

it('leaves nothing in its scratch folder after requests', async () => {
  await using registry = await startTestRegistry();
  const headers = { authorization: `Bearer ${registry.token}` };
  const url = `${registry.baseURL}/skills`;
  const created = await fetch(url, { method: 'POST', headers, body: form('tidy') });
  const { id } = (await created.json()) as { id: string };
  await fetch(`${url}/${id}/versions`, { method: 'POST', headers, body: form('tidy') });
  await fetch(`${url}/${id}/versions/2`, { method: 'DELETE', headers });
  await fetch(`${url}/${id}`, { method: 'DELETE', headers });
  assert.deepEqual(await readdir(join(registry.dataDirectory, 'scratch')), []);
  assert.deepEqual(await readdir(join(registry.dataDirectory, 'skills')), []);
});
