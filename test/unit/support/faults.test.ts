import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { type Fault, Faults, isUpload } from '../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry/startTestRegistry.ts';
import { folderFiles, smallSkill } from '../../support/skill/skillFiles.ts';

const faults = new Faults();
let registry: TestRegistry;

before(async () => {
  registry = await startTestRegistry({ wrap: faults.wrap });
});
afterEach(() => faults.disarm());
after(() => registry.dispose());

async function list(signal?: AbortSignal): Promise<Response> {
  const headers = { authorization: `Bearer ${registry.token}` };
  return fetch(`${registry.baseURL}/skills?limit=100`, { headers, ...(signal ? { signal } : {}) });
}

async function count(): Promise<number> {
  return ((await (await list()).json()) as { data: unknown[] }).data.length;
}

async function upload(): Promise<Response> {
  const body = new FormData();
  for (const file of folderFiles('it', smallSkill('it'))) {
    body.append('files[]', file, file.name);
  }
  const headers = { authorization: `Bearer ${registry.token}` };
  return fetch(`${registry.baseURL}/skills`, { method: 'POST', headers, body });
}

describe('a fault', () => {
  it('hits the requests it is meant for, so often, and no others', async () => {
    const fault = faults.arm({ kind: 'answer', status: 429 }, { when: isUpload, skip: 1, times: 2 });
    assert.equal((await list()).status, 200);
    const statuses = [await upload(), await upload(), await upload(), await upload()].map(
      ({ status }) => status,
    );
    assert.deepEqual(statuses, [200, 429, 429, 200]);
    assert.deepEqual([fault.hits, fault.effects], [2, 2]);
  });

  it('answers instead of the registry', async () => {
    const before = await count();
    faults.arm(
      { kind: 'answer', status: 502, headers: { 'content-type': 'text/html' }, body: '<h1>no</h1>' },
      { when: isUpload },
    );
    const answer = await upload();
    assert.deepEqual([answer.status, await answer.text()], [502, '<h1>no</h1>']);
    assert.equal(await count(), before);
  });

  it('replaces the answer to what the registry did', async () => {
    const before = await count();
    faults.arm({ kind: 'replace-answer', status: 500, body: 'lost' }, { when: isUpload });
    assert.equal((await upload()).status, 500);
    assert.equal(await count(), before + 1);
  });

  it('breaks a request, of which nothing is stored', async () => {
    const before = await count();
    const fault = faults.arm({ kind: 'break-request', afterBytes: 100 }, { when: isUpload });
    await assert.rejects(upload());
    assert.equal(fault.effects, 1);
    assert.equal(await count(), before);
  });

  it('is told apart from one that came too late', async () => {
    const fault = faults.arm({ kind: 'break-request', afterBytes: 1_000_000 }, { when: isUpload });
    assert.equal((await upload()).status, 200);
    assert.deepEqual([fault.hits, fault.effects], [1, 0]);
  });

  for (const how of ['reset', 'end'] as const) {
    for (const afterBytes of [0, 20, 300]) {
      it(`breaks an answer after ${afterBytes} bytes by ${how}, and what was asked is done`, async () => {
        const before = await count();
        faults.arm({ kind: 'break-answer', afterBytes, how }, { when: isUpload });
        await assert.rejects(async () => (await upload()).text());
        assert.equal(await count(), before + 1);
      });
    }
  }

  it('breaks off when all is sent, which does no harm', async () => {
    const fault = faults.arm({ kind: 'break-answer', afterBytes: Number.POSITIVE_INFINITY, how: 'end' });
    assert.match(await (await list()).text(), /"object":"list"/);
    assert.equal(fault.effects, 1);
  });

  const silent: readonly Fault[] = [{ kind: 'hang' }, { kind: 'break-answer', afterBytes: 10, how: 'stall' }];
  for (const fault of silent) {
    it(`falls silent: ${fault.kind}`, async () => {
      faults.arm(fault);
      await assert.rejects(list(AbortSignal.timeout(100)), { name: 'TimeoutError' });
      assert.equal((await list()).status, 200);
    });
  }

  it('delays', async () => {
    faults.arm({ kind: 'delay', ms: 60 });
    const began = performance.now();
    await list();
    assert.ok(performance.now() - began >= 55);
  });

  it('counts calls by method and address', async () => {
    const seen = [faults.count('GET', /^\/v1\/skills$/), faults.count('POST')];
    await list();
    await upload();
    assert.deepEqual(
      [faults.count('GET', /^\/v1\/skills$/), faults.count('POST')],
      [seen[0]! + 1, seen[1]! + 1],
    );
    assert.equal(faults.count('GET', /versions/), 0);
    assert.equal(faults.calls.at(-1)?.path, '/v1/skills');
  });
});
