import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Faults, isUpload } from '../../../support/faults.ts';
import type { MemoryFolder } from '../../../support/memoryFolder.ts';
import {
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  targetsOf,
  targetTo,
} from '../../../support/publisher.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/startTestRegistry.ts';

describe('the review asks a registry', () => {
  const faults = new Faults();
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry({ wrap: faults.wrap });
  });
  after(() => server.dispose());

  /** What the review comes to, and what it asked: `GET /v1/skills`, with ids replaced. */
  async function review(publisher: Publisher, folder: MemoryFolder) {
    const start = faults.calls.length;
    const request = { skills: [{ folder, path: folder.name }], targets: [targetTo(server)] };
    const planned = await plan(publisher, request);
    await planned.dispose();
    const asked = faults.calls
      .slice(start)
      .map(({ method, path }) => `${method} ${path.replace(/skill_\w+/, 'ID')}`);
    return { kind: targetsOf(planned)[0]?.action.kind, asked };
  }

  it('once, where nothing changed since the link was written', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-once');
    await publishOne(publisher, folder, targetTo(server));
    assert.deepEqual(await review(publisher, folder), {
      kind: 'nothing-changed',
      asked: ['GET /v1/skills/ID'],
    });
  });

  it('for a page of its skills, where the folder has no link', async () => {
    await using publisher = await makePublisher();
    const { kind, asked } = await review(publisher, skillFolder('ask-new'));
    assert.deepEqual([kind, asked], ['create', ['GET /v1/skills']]);
  });

  it('for the skill and what is published, where the folder changed', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-changed');
    await publishOne(publisher, folder, targetTo(server));
    folder.entries.set('more.md', 'More.');
    const { kind, asked } = await review(publisher, folder);
    assert.equal(kind, 'new-version');
    assert.deepEqual(asked, ['GET /v1/skills/ID', 'GET /v1/skills/ID/versions/1/content']);
  });

  it('nothing, where the folder holds no skill', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-nothing');
    folder.entries.delete('SKILL.md');
    assert.deepEqual(await review(publisher, folder), { kind: 'impossible', asked: [] });
  });

  it('for nothing that acts', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-harmless');
    await publishOne(publisher, folder, targetTo(server));
    const uploads = faults.calls.filter(isUpload).length;
    folder.entries.set('more.md', 'More.');
    for (const changed of [folder, skillFolder('ask-harmless', 'Else.')]) await review(publisher, changed);
    assert.equal(faults.calls.filter(isUpload).length, uploads);
    assert.ok(faults.calls.every(({ method }) => method === 'GET' || method === 'POST'));
  });

  it('and still plans when it is not let look into versions', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('ask-closed');
    await publishOne(publisher, folder, targetTo(server));
    folder.entries.set('more.md', 'More.');
    const body = JSON.stringify({ error: { message: 'No.', type: 'x' } });
    faults.arm(
      { kind: 'answer', status: 403, headers: { 'content-type': 'application/json' }, body },
      { when: ({ path }) => path.endsWith('/content'), times: 9 },
    );
    const request = { skills: [{ folder, path: folder.name }], targets: [targetTo(server)] };
    const planned = await plan(publisher, request);
    faults.disarm();
    const [target] = targetsOf(planned);
    assert.equal(target?.action.kind, 'new-version');
    assert.equal(target.changes, null);
    await planned.dispose();
  });

  it('and says why, when it does not answer', async () => {
    await using publisher = await makePublisher();
    faults.arm({ kind: 'answer', status: 401, body: '{}' }, { times: 9 });
    const request = {
      skills: [{ folder: skillFolder('ask-vain'), path: 'ask-vain' }],
      targets: [targetTo(server)],
    };
    const planned = await plan(publisher, request);
    faults.disarm();
    const [target] = targetsOf(planned);
    assert.ok(target?.action.kind === 'impossible' && target.action.failure.kind === 'unauthorised');
    assert.deepEqual(await publisher.leftovers(), []);
  });
});
