import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { carryOut } from '../../../../../src/core/publish/send/carryOut.ts';
import { fakeSecrets } from '../../../../support/editor/fakeSecrets.ts';
import {
  goOn,
  makePublisher,
  plan,
  publishOne,
  skillFolder,
  skillText,
  storedVersions,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import { startTestRegistry, type TestRegistry } from '../../../../support/registry/startTestRegistry.ts';

describe('a publish that stops before it sends', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  it('stops for an error of the rules, and once for a warning', async () => {
    const target = targetTo(server);
    const folder = skillFolder('checked');
    folder.entries.set('SKILL.md', skillText('checked').replace('---\n', '---\nmetadata:\n  n: 1\n'));
    await using strict = await makePublisher({ severitiesOf: () => ({ 'metadata-value': 'error' }) });
    const refused = await publishOne(strict, folder, target);
    assert.ok(refused.kind === 'not-published' && refused.failure.kind === 'problems');
    assert.deepEqual(
      refused.failure.problems.map(({ code }) => code),
      ['metadata-value'],
    );
    assert.equal((await storedVersions(target.registry, 'checked')).length, 0);

    await using lenient = await makePublisher();
    const warned = await publishOne(lenient, folder, target, { acceptWarnings: false });
    assert.ok(warned.kind === 'not-published' && warned.failure.kind === 'problems');
    assert.equal((await publishOne(lenient, folder, target)).kind, 'published');
  });

  it('stops for a secret until its file is allowed, and remembers that until the file changes', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const secrets = fakeSecrets(7);
    const folder = skillFolder('leaky', 'Hi.', { 'setup.md': `# Setup\n\ntoken: ${secrets.github}\n` });
    const refused = await publishOne(publisher, folder, target);
    assert.ok(refused.kind === 'not-published' && refused.failure.kind === 'secrets');
    assert.deepEqual(refused.failure.findings, [{ path: 'setup.md', line: 3, what: 'GitHub token' }]);
    assert.equal((await storedVersions(target.registry, 'leaky')).length, 0);

    const allowSecrets = new Map([['leaky', ['setup.md']]]);
    const allowed = await publishOne(publisher, folder, target, { allowSecrets });
    assert.equal(allowed.kind, 'published');
    assert.ok(!publisher.links.text.includes(secrets.github));

    folder.entries.set('SKILL.md', skillText('leaky', 'Changed.'));
    assert.equal((await publishOne(publisher, folder, target)).kind, 'published');
    folder.entries.set('setup.md', `other: ${fakeSecrets(8).github}\n`);
    const again = await publishOne(publisher, folder, target);
    assert.ok(again.kind === 'not-published' && again.failure.kind === 'secrets');
  });

  it('does not publish what changed after the review', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('moving', 'Hi.', { 'a.md': 'a', 'b.md': 'b' });
    const planned = await plan(publisher, { skills: [{ folder, path: 'moving' }], targets: [target] });
    folder.entries.set('a.md', 'changed');
    folder.entries.delete('b.md');
    folder.entries.set('c.md', 'new');
    const [outcome] = await goOn(publisher, planned);
    assert.ok(outcome?.kind === 'not-published' && outcome.failure.kind === 'changed-since-review');
    assert.deepEqual(outcome.failure.paths, ['a.md', 'b.md', 'c.md']);
    assert.equal((await storedVersions(target.registry, 'moving')).length, 0);
  });

  it('leaves alone what was not chosen', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const skills = ['chosen', 'left-alone'].map(path => ({ folder: skillFolder(path), path }));
    const planned = await plan(publisher, { skills, targets: [target] });
    const targets = new Map([['chosen → test', { makeDefault: false }]]);
    const report = await carryOut(planned, { acceptWarnings: true, targets }, publisher.deps);
    await planned.dispose();
    assert.deepEqual([...report.outcomes.keys()], ['chosen → test']);
    assert.equal((await storedVersions(target.registry, 'left-alone')).length, 0);
  });

  it('publishes nothing of a folder that is gone since the review', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('vanished');
    const planned = await plan(publisher, { skills: [{ folder, path: 'vanished' }], targets: [target] });
    folder.entries.clear();
    const [outcome] = await goOn(publisher, planned);
    assert.ok(outcome?.kind === 'not-published' && outcome.failure.kind === 'no-manifest');
    assert.equal((await storedVersions(target.registry, 'vanished')).length, 0);
  });

  it('notices that a file became executable after the review', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('run-now', 'Hi.', { 'run.sh': 'true\n', 'same.sh': 'true\n' });
    const planned = await plan(publisher, { skills: [{ folder, path: 'run-now' }], targets: [target] });
    folder.entries.set('run.sh', { content: 'true\n', isExecutable: true });
    const [outcome] = await goOn(publisher, planned);
    assert.ok(outcome?.kind === 'not-published' && outcome.failure.kind === 'changed-since-review');
    assert.deepEqual(outcome.failure.paths, ['run.sh']);
  });

  it('sends no secret whose permission could not be remembered', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('forgetful', 'Hi.', { 'a.md': fakeSecrets(9).github });
    const planned = await plan(publisher, { skills: [{ folder, path: 'forgetful' }], targets: [target] });
    publisher.links.text = 'no JSON';
    const allowSecrets = new Map([['forgetful', ['a.md']]]);
    const [outcome] = await goOn(publisher, planned, { allowSecrets });
    assert.ok(outcome?.kind === 'not-published' && outcome.failure.kind === 'malformed-file');
    assert.equal((await storedVersions(target.registry, 'forgetful')).length, 0);
  });

  it('never overwrites a link file that it cannot read', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    publisher.links.text = '{ "version": 1, ';
    const outcome = await publishOne(publisher, skillFolder('broken'), target);
    assert.ok(outcome.kind === 'not-published' && outcome.failure.kind === 'malformed-file');
    assert.equal(publisher.links.text, '{ "version": 1, ');
    assert.equal((await storedVersions(target.registry, 'broken')).length, 0);
  });

  it('reports what was done before it was cancelled, and does nothing more', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folders = [skillFolder('cancel-a'), skillFolder('cancel-b')];
    const planned = await plan(publisher, {
      skills: folders.map(folder => ({ folder, path: folder.name })),
      targets: [target],
    });
    const controller = new AbortController();
    const outcomes = await goOn(
      publisher,
      planned,
      {},
      {
        signal: controller.signal,
        onEvent: event => {
          if (event.kind === 'done') {
            controller.abort();
          }
        },
      },
    );
    assert.equal(outcomes[0]?.kind, 'published');
    assert.deepEqual(outcomes[1], {
      kind: 'not-published',
      failure: { kind: 'cancelled' },
      mayArrive: false,
    });
    assert.equal((await storedVersions(target.registry, 'cancel-b')).length, 0);
  });
});
