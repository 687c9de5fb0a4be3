import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { PublishPlan } from '../../../../../src/core/publish/plan/plan.ts';
import type { ReviewRow } from '../../../../../src/core/publish/review/reviewRow.ts';
import { reviewRows } from '../../../../../src/core/publish/review/reviewRows.ts';
import { fakeSecrets } from '../../../../support/editor/fakeSecrets.ts';
import {
  makePublisher,
  plan,
  publishOne,
  skillFolder,
  skillText,
  targetsOf,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import { shownReview } from '../../../../support/publish/shownReview.ts';
import { Faults } from '../../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../../support/registry/startTestRegistry.ts';

function actionsOf(planned: PublishPlan): readonly ReviewRow['action'][] {
  return reviewRows(planned).flatMap(({ rows }) => rows.map(({ action }) => action));
}

describe('the review', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  it('offers to publish a new skill at once', async () => {
    await using publisher = await makePublisher();
    const skills = [{ folder: skillFolder('newcomer', 'Hi.', { '.DS_Store': '' }), path: 'newcomer' }];
    const planned = await plan(publisher, { skills, targets: [targetTo(server)] });
    assert.deepEqual(shownReview(planned), [
      '[cloud-upload] Publish v1 to Test — a new skill',
      'Bundle:',
      '[file-zip] 1 file, 1 left out',
    ]);
    await planned.dispose();
  });

  it('says that nobody knows what changes where the published version cannot be looked into', async () => {
    const faults = new Faults();
    const locked = await startTestRegistry({ wrap: faults.wrap });
    await using publisher = await makePublisher();
    const target = targetTo(locked);
    const folder = skillFolder('unseen', 'One.');
    await publishOne(publisher, folder, target);
    folder.entries.set('SKILL.md', skillText('unseen', 'Two.'));
    faults.arm({ kind: 'answer', status: 403 }, { when: ({ path }) => path.endsWith('/content'), times: 9 });
    const planned = await plan(publisher, { skills: [{ folder, path: 'unseen' }], targets: [target] });
    assert.ok(
      shownReview(planned).includes(
        '[question] What changes is not known — v1 on Test could not be looked into',
      ),
      shownReview(planned).join('\n'),
    );
    await planned.dispose();
    await locked.dispose();
  });

  it('shows what a new version changes, and whether it becomes the default is a choice', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('changing', 'One.', { 'old.md': 'x', 'run.sh': 'true' });
    await publishOne(publisher, folder, target);
    folder.entries.set('SKILL.md', skillText('changing', 'Two.'));
    folder.entries.delete('old.md');
    folder.entries.set('new.md', 'hello');
    folder.entries.set('run.sh', { content: 'true', isExecutable: true });
    const planned = await plan(publisher, { skills: [{ folder, path: 'changing' }], targets: [target] });
    assert.deepEqual(shownReview(planned), [
      '[cloud-upload] Publish v2 to Test — the default stays',
      '[star-full] Publish v2 to Test, as the default',
      'Where:',
      `[server] changing → Test — v1 → v2 of “changing” (${skillIdOf(planned)})`,
      'Changes since v1:',
      '[diff-added] new.md — added, 5 B',
      '[diff-removed] old.md — removed',
      '[diff-modified] SKILL.md — changed',
      '[diff-modified] run.sh — made executable',
      'Bundle:',
      '[file-zip] 3 files',
    ]);
    await planned.dispose();
  });

  it('of several lets each be left out that could be published, and says what is blocked', async () => {
    await using publisher = await makePublisher();
    const names = ['one', 'two', 'three'].map(name => `tick-${name}`);
    const skills = names.map(name => ({ folder: skillFolder(name), path: name }));
    skills[2]?.folder.entries.set('SKILL.md', '---\nname: tick-three\ndescription: ""\n---\n\nx\n');
    const planned = await plan(publisher, { skills, targets: [targetTo(server)] });
    const top = (leftOut: readonly string[]) => shownReview(planned, new Map(), new Set(leftOut)).slice(0, 6);
    const ids = planned.skills.map(({ targets }) => targets[0]?.id ?? '');
    assert.deepEqual(top([]), [
      '[cloud-upload] Publish 2 versions',
      'Where:',
      '[check] tick-one → Test — new skill, v1',
      '[check] tick-two → Test — new skill, v1',
      '[error] tick-three → Test — 1 error to fix first',
      '[close-all] Leave all out',
    ]);
    assert.deepEqual(top(ids.slice(1, 2)).slice(0, 4), [
      '[cloud-upload] Publish v1 to Test — a new skill',
      'Where:',
      '[check] tick-one → Test — new skill, v1',
      '[blank] tick-two → Test — left out · new skill, v1',
    ]);
    assert.deepEqual(top(ids), [
      '[circle-slash] Nothing is ticked — tick below what to publish',
      'Where:',
      '[blank] tick-one → Test — left out · new skill, v1',
      '[blank] tick-two → Test — left out · new skill, v1',
      '[error] tick-three → Test — 1 error to fix first',
      '[check-all] Tick all',
    ]);
    const actions = reviewRows(planned).flatMap(({ rows }) => rows);
    assert.deepEqual(actions[1]?.action, { kind: 'leave-out', targets: [ids[0]] });
    await planned.dispose();
  });

  it('offers only what is left to do when nothing changed', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('steady');
    await publishOne(publisher, folder, target);
    const request = { skills: [{ folder, path: 'steady' }], targets: [target] };
    const first = await plan(publisher, request);
    assert.equal(shownReview(first)[0], '[pass] Nothing changed since v1 — v1 is the default already');
    assert.deepEqual(actionsOf(first)[0], { kind: 'close' });

    folder.entries.set('SKILL.md', skillText('steady', 'Changed.'));
    await publishOne(publisher, folder, target);
    const second = await plan(publisher, request);
    assert.equal(
      shownReview(second)[0],
      '[star-full] Make v2 the default on Test — its files are the ones in your folder',
    );
  });

  it('stops at an error of the rules, and leads to it', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('broken');
    folder.entries.set('SKILL.md', '---\nname: Broken Name\ndescription: d\n---\n\nHi.\n');
    const planned = await plan(publisher, {
      skills: [{ folder, path: 'broken' }],
      targets: [targetTo(server)],
    });
    assert.match(shownReview(planned)[0] ?? '', /^\[error\] \d errors? to fix first$/);
    assert.ok(!actionsOf(planned).some(action => action?.kind === 'publish'));
    const [first] = actionsOf(planned);
    assert.deepEqual(first?.kind === 'open' && [first.path, first.line], ['SKILL.md', 1]);
  });

  it('stops at a secret until its file is allowed', async () => {
    await using publisher = await makePublisher();
    const secret = fakeSecrets().github;
    const folder = skillFolder('leaky', 'Hi.', { 'config.txt': `\n${secret}\n` });
    const planned = await plan(publisher, {
      skills: [{ folder, path: 'leaky' }],
      targets: [targetTo(server)],
    });
    const before = shownReview(planned);
    assert.equal(before[0], '[key] Something looks like a secret — see below');
    assert.ok(before.some(row => row.startsWith('[key] config.txt:2 — ')));
    assert.ok(!before.join('\n').includes(secret), 'the value is never shown');
    const after = shownReview(planned, new Map([['leaky', ['config.txt']]]));
    assert.match(after[0] ?? '', /^\[cloud-upload\] Publish v1 to Test/);
    await planned.dispose();
  });

  it('says that somebody else published, and offers to compare before publishing anyway', async () => {
    await using publisher = await makePublisher();
    await using other = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('shared');
    await publishOne(publisher, folder, target);
    other.links.text = publisher.links.text;
    await publishOne(other, skillFolder('shared', 'Theirs.'), target);
    folder.entries.set('SKILL.md', skillText('shared', 'Mine.'));
    const planned = await plan(publisher, { skills: [{ folder, path: 'shared' }], targets: [target] });
    assert.deepEqual(shownReview(planned).slice(0, 2), [
      '[git-compare] Compare with v2 — somebody else published it to Test since v1',
      '[cloud-upload] Publish v3 to Test anyway — the default stays',
    ]);
    await planned.dispose();
  });

  it('counts the warnings that publishing would be in spite of', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('warned');
    folder.entries.set('SKILL.md', skillText('warned').replace('name: warned', 'name: warned\nversion: 1'));
    const planned = await plan(publisher, {
      skills: [{ folder, path: 'warned' }],
      targets: [targetTo(server)],
    });
    const rows = shownReview(planned);
    const warnings = rows.filter(row => row.startsWith('[warning]')).length;
    assert.ok(warnings > 0);
    assert.ok(rows[0]?.endsWith(`in spite of ${warnings} warning${warnings === 1 ? '' : 's'}`), rows[0]);
    await planned.dispose();
  });

  it('lists every target when there are several', async () => {
    await using publisher = await makePublisher();
    const targets = [targetTo(server), targetTo(server, 'anthropic', 'Team')];
    const skills = [{ folder: skillFolder('twofold'), path: 'twofold' }];
    const planned = await plan(publisher, { skills, targets });
    assert.deepEqual(shownReview(planned).slice(0, 4), [
      '[cloud-upload] Publish 2 versions',
      'Where:',
      '[check] twofold → Test — new skill, v1',
      '[check] twofold → Team — new skill, first version',
    ]);
    await planned.dispose();
  });
});

/** The remote skill that the first target goes into. */
function skillIdOf(planned: PublishPlan): string {
  const action = targetsOf(planned)[0]?.action;
  assert.ok(action && 'skillId' in action);
  return action.skillId;
}

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
      `[check] first-of-two → Test — v1 → v2 of “first-of-two” (${skillIdOf(planned)})`,
      '[check] second-of-two → Test — new skill, v1',
      '[close-all] Leave all out',
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
