import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  makePublisher,
  plan,
  publishOne,
  skillFolder,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import { shownReview } from '../../../../support/publish/shownReview.ts';
import { startTestRegistry, type TestRegistry } from '../../../../support/registry/startTestRegistry.ts';

describe('a registry in the review', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  it('that refuses the key stops, and says what to do', async () => {
    await using publisher = await makePublisher();
    const wrong = targetTo({ ...server, token: 'wrong' }, 'openai', 'Work');
    const planned = await plan(publisher, {
      skills: [{ folder: skillFolder('locked-out'), path: 'locked-out' }],
      targets: [wrong],
    });
    assert.match(
      shownReview(planned)[0] ?? '',
      /^\[error\] Key not accepted — Update Key… — Work did not accept the key: .* Use another one\.$/,
    );
    await planned.dispose();
  });

  it('that cannot be used does not keep the others from being published to', async () => {
    await using publisher = await makePublisher();
    const targets = [
      targetTo({ ...server, token: 'wrong' }, 'openai', 'Work'),
      targetTo(server, 'openai', 'Home'),
    ];
    const planned = await plan(publisher, {
      skills: [{ folder: skillFolder('half-open'), path: 'half-open' }],
      targets,
    });
    const rows = shownReview(planned);
    assert.equal(rows[0], '[cloud-upload] Publish v1 to Home — a new skill');
    assert.match(
      rows[2] ?? '',
      /^\[error\] half-open → Work — Key not accepted · Update Key… — Work did not accept the key/,
    );
    assert.equal(rows[3], '[server] half-open → Home — new skill, v1');
    await planned.dispose();
  });

  it('that has these files already is left out of what is published', async () => {
    const other = await startTestRegistry();
    await using publisher = await makePublisher();
    const folder = skillFolder('half-done');
    const first = targetTo(server, 'openai', 'First');
    await publishOne(publisher, folder, first);
    const planned = await plan(publisher, {
      skills: [{ folder, path: 'half-done' }],
      targets: [first, targetTo(other, 'anthropic', 'Second')],
    });
    assert.deepEqual(shownReview(planned).slice(0, 4), [
      '[cloud-upload] Publish first version to Second — a new skill',
      'Where:',
      '[pass] half-done → First — Nothing changed since v1',
      '[server] half-done → Second — new skill, first version',
    ]);
    await planned.dispose();
    await other.dispose();
  });

  it('that runs the latest version says so', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server, 'anthropic', 'Team');
    const folder = skillFolder('always-latest');
    await publishOne(publisher, folder, target);
    folder.entries.set('more.md', 'x');
    const planned = await plan(publisher, { skills: [{ folder, path: 'always-latest' }], targets: [target] });
    const rows = shownReview(planned);
    assert.match(rows[0] ?? '', /^\[cloud-upload\] Publish .* to Team — runs from then on$/);
    assert.ok(!rows.some(row => row.includes('as the default')), rows.join('\n'));
    await planned.dispose();
  });

  it('gets nothing of a skill that no bundle can hold', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('linked-out');
    folder.entries.set('secrets.md', { link: '/etc/passwd' });
    const planned = await plan(publisher, {
      skills: [{ folder, path: 'linked-out' }],
      targets: [targetTo(server)],
    });
    const rows = shownReview(planned);
    assert.match(
      rows[0] ?? '',
      /^\[error\] linked-out cannot be bundled: secrets\.md is a link out of the folder/,
    );
    assert.ok(!rows.some(row => row.startsWith('[cloud-upload]')), rows.join('\n'));
    await planned.dispose();
  });
});
