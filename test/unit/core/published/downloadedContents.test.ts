import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PublishTarget } from '../../../../src/core/link/registryKey.ts';
import { downloadedContents } from '../../../../src/core/published/downloadedContents.ts';
import type { RemoteVersion } from '../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../src/core/text/result.ts';
import {
  makePublisher,
  type Publisher,
  publishOne,
  skillFolder,
  storedVersions,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { type Fault, Faults, type SeenCall } from '../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';

describe('looking into a published version', () => {
  const faults = new Faults();
  let server: TestRegistry;
  let publisher: Publisher;
  let target: PublishTarget;
  let version: RemoteVersion;
  before(async () => {
    server = await startTestRegistry({ wrap: faults.wrap });
    publisher = await makePublisher();
    target = targetTo(server, 'openai', 'Test', { retries: 0 });
    const folder = skillFolder('looked-into', 'One.', { 'data.txt': 'x'.repeat(200_000) });
    folder.entries.set('run.sh', { content: '#!/bin/sh\n', isExecutable: true });
    await publishOne(publisher, folder, target);
    const [stored] = await storedVersions(target.registry, 'looked-into');
    assert.ok(stored);
    version = stored;
  });
  after(async () => {
    await publisher[Symbol.asyncDispose]();
    await server.dispose();
  });
  const look = (signal?: AbortSignal) =>
    downloadedContents(publisher.deps.tempFiles).read(target.registry, version.skillId, version.key, signal);

  it('tells its files as they were published, and leaves nothing behind', async () => {
    const content = await look();
    assertOk(content);
    assert.deepEqual(
      content.value.files.map(({ path, size, isExecutable }) => [path, size, isExecutable]),
      [
        ['SKILL.md', content.value.files[0]?.size, false],
        ['data.txt', 200_000, false],
        ['run.sh', 10, true],
      ],
    );
    assert.deepEqual(await publisher.leftovers(), []);
  });

  it('lets go of the connection when there is no place to store it', async context => {
    const body = new ReadableStream<Uint8Array>();
    const cancel = context.mock.method(body, 'cancel');
    context.mock.method(target.registry, 'download', async () => success(body));
    const full = { store: async () => failed({ kind: 'disk-full', path: '/tmp' }) };
    const content = await downloadedContents(full).read(target.registry, version.skillId, version.key);
    assert.equal(content.ok ? '' : content.failure.kind, 'disk-full');
    assert.equal(cancel.mock.callCount(), 1);
  });

  const zip = { 'content-type': 'application/zip' };
  const cases: readonly (readonly [string, Fault, string])[] = [
    ['the answer breaks off', { kind: 'break-answer', afterBytes: 900, how: 'reset' }, 'unreachable'],
    ['the answer ends too early', { kind: 'break-answer', afterBytes: 900, how: 'end' }, 'unreachable'],
    [
      'what comes is no zip',
      { kind: 'replace-answer', status: 200, headers: zip, body: 'PK?' },
      'not-understood',
    ],
    [
      'what comes only begins like a zip',
      { kind: 'replace-answer', status: 200, headers: zip, body: 'PK\u0003\u0004?' },
      'bad-archive',
    ],
    [
      'the answer is empty',
      { kind: 'replace-answer', status: 200, headers: zip, body: '' },
      'not-understood',
    ],
    ['the registry has trouble', { kind: 'answer', status: 500, body: '{}' }, 'unavailable'],
  ];
  for (const [name, fault, kind] of cases) {
    it(`fails where ${name}, and leaves nothing behind`, async () => {
      faults.arm(fault, { when: ({ path }) => path.endsWith('/content') });
      const content = await look();
      faults.disarm();
      assert.equal(!content.ok && content.failure.kind, kind);
      assert.deepEqual(await publisher.leftovers(), []);
    });
  }

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const isDownload = ({ path }: SeenCall) => {
      if (!path.endsWith('/content')) {
        return false;
      }
      controller.abort();
      return true;
    };
    faults.arm({ kind: 'hang' }, { when: isDownload });
    const content = await look(controller.signal);
    faults.disarm();
    assert.equal(!content.ok && content.failure.kind, 'cancelled');
  });

  it('is not tried where the registry lets nobody look', async () => {
    const calls = faults.calls.length;
    const capabilities = { ...target.registry.capabilities, canDownload: false };
    const closed = Object.create(target.registry, { capabilities: { value: capabilities } });
    const content = await downloadedContents(publisher.deps.tempFiles).read(closed, version.skillId, '1');
    assert.equal(!content.ok && content.failure.kind, 'unsupported');
    assert.equal(faults.calls.length, calls);
  });
});
