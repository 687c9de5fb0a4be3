import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { reviewRows } from '../../../../../src/core/publish/review/reviewRows.ts';
import {
  makePublisher,
  plan,
  publishOne,
  skillFolder,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import { shownReview } from '../../../../support/publish/shownReview.ts';
import { startTestRegistry, type TestRegistry } from '../../../../support/registry/startTestRegistry.ts';

function versioned(name: string, version: string): string {
  return `---\nname: ${name}\ndescription: Greets people. Use when somebody arrives.\nmetadata:\n  version: "${version}"\n---\n\nHi.\n`;
}

describe('the sections of a skill', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  it('name eight changed files, and count the rest', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('many-files');
    await publishOne(publisher, folder, target);
    for (let number = 1; number <= 9; number++) {
      folder.entries.set(`references/${number}.md`, 'x');
    }
    const planned = await plan(publisher, { skills: [{ folder, path: 'many-files' }], targets: [target] });
    const rows = shownReview(planned);
    assert.equal(rows.filter(row => row.startsWith('[diff-added]')).length, 8);
    assert.ok(rows.includes('[ellipsis] and 1 more — compare them all'));
    await planned.dispose();
  });

  it('name eight files without a rest when there are eight', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('eight-files');
    await publishOne(publisher, folder, target);
    for (let number = 1; number <= 8; number++) {
      folder.entries.set(`references/${number}.md`, 'x');
    }
    const planned = await plan(publisher, { skills: [{ folder, path: 'eight-files' }], targets: [target] });
    assert.ok(!shownReview(planned).some(row => row.startsWith('[ellipsis]')));
    await planned.dispose();
  });

  it('lead from a changed file to the comparison with what is published', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('compared');
    await publishOne(publisher, folder, target);
    folder.entries.set('new.md', 'x');
    const planned = await plan(publisher, { skills: [{ folder, path: 'compared' }], targets: [target] });
    const row = reviewRows(planned)
      .flatMap(({ rows }) => rows)
      .find(({ label }) => label === 'new.md');
    assert.equal(row?.action?.kind === 'compare' && row.action.version, '1');
    await planned.dispose();
  });

  it('offer to raise a version of the manifest that is there, and only for a next version', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('counted');
    folder.entries.set('SKILL.md', versioned('counted', '1.4.0'));
    const request = { skills: [{ folder, path: 'counted' }], targets: [target] };
    const isOffered = (rows: readonly string[]) =>
      rows.includes('[tag] metadata.version is 1.4.0 — raise it…');

    const asNew = await plan(publisher, request);
    assert.equal(isOffered(shownReview(asNew)), false, 'a first version has nothing to raise from');
    await asNew.dispose();
    await publishOne(publisher, folder, target);
    const unchanged = await plan(publisher, request);
    assert.equal(isOffered(shownReview(unchanged)), false, 'nothing changed');
    await unchanged.dispose();
    folder.entries.set('more.md', 'x');
    const next = await plan(publisher, request);
    assert.equal(isOffered(shownReview(next)), true);
    await next.dispose();

    const plain = skillFolder('uncounted');
    await publishOne(publisher, plain, target);
    plain.entries.set('more.md', 'x');
    const without = await plan(publisher, {
      skills: [{ folder: plain, path: 'uncounted' }],
      targets: [target],
    });
    assert.ok(!shownReview(without).some(row => row.startsWith('[tag]')));
    await without.dispose();
  });

  it('carry the name of the skill when there are several, each with what is its own', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const changed = skillFolder('first-of-two');
    await publishOne(publisher, changed, target);
    changed.entries.set('new.md', 'hello');
    const skills = [
      { folder: changed, path: 'first-of-two' },
      { folder: skillFolder('second-of-two', 'Hi.', { 'a.md': 'x' }), path: 'second-of-two' },
    ];
    const planned = await plan(publisher, { skills, targets: [target] });
    assert.deepEqual(shownReview(planned), [
      '[cloud-upload] Publish 2 versions — the default stays',
      '[star-full] Publish 2 versions, as the default',
      'Where:',
      '[server] first-of-two → Test — v1 → v2',
      '[server] second-of-two → Test — new skill, v1',
      'first-of-two: Changes since v1:',
      '[diff-added] new.md — added, 5 B',
      'first-of-two: Bundle:',
      '[file-zip] 2 files',
      'second-of-two: Bundle:',
      '[file-zip] 2 files',
    ]);
    await planned.dispose();
  });

  it('tell a problem once, however many registries have it', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('twice-refused');
    folder.entries.set('SKILL.md', '---\nname: twice-refused\n---\n\nHi.\n');
    const planned = await plan(publisher, {
      skills: [{ folder, path: 'twice-refused' }],
      targets: [targetTo(server), targetTo(server, 'anthropic', 'Team')],
    });
    const errors = shownReview(planned).filter(row =>
      row.startsWith('[error] The front matter has no description'),
    );
    assert.equal(errors.length, 1, shownReview(planned).join('\n'));
    await planned.dispose();
  });
});
