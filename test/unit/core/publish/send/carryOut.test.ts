import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  emptyLinkFile,
  formatLinkFile,
  linkOf,
  parseLinkFile,
} from '../../../../../src/core/link/linkFile.ts';
import type { Outcome, PublishEvent } from '../../../../../src/core/publish/outcome.ts';
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
  targetsOf,
  targetTo,
} from '../../../../support/publish/publisher.ts';
import { Faults, isUpload, type SeenCall } from '../../../../support/registry/faults.ts';
import { startTestRegistry, type TestRegistry } from '../../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../../support/result.ts';

describe('publishing', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  it('creates a skill, then a version of it, and links the folder', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('greeter');
    const first = await publishOne(publisher, folder, target);
    assert.ok(first.kind === 'published');
    assert.deepEqual([first.is, first.isDefault, first.afterwards], ['v1', true, null]);

    folder.entries.set('notes.md', 'More.');
    const planned = await plan(publisher, { skills: [{ folder, path: 'greeter' }], targets: [target] });
    const [review] = targetsOf(planned);
    assert.ok(review?.action.kind === 'new-version');
    assert.deepEqual([review.action.from, review.action.to], ['v1', 'v2']);
    assert.deepEqual(
      review.changes?.added.map(({ path }) => path),
      ['notes.md'],
    );
    const [second] = await goOn(publisher, planned);
    assert.ok(second?.kind === 'published');
    assert.deepEqual([second.is, second.isDefault], ['v2', false]);

    const links = parseLinkFile(publisher.links.text);
    assertOk(links);
    const link = linkOf(links.value, 'greeter', target.key);
    assert.equal(link?.version, '2');
    assert.equal(link.skillId, first.skillId);
    assert.equal(link.digest, planned.skills[0]?.digest);
    assert.deepEqual(await publisher.leftovers(), []);
  });

  it('makes the new version the default when asked', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('defaulted');
    await publishOne(publisher, folder, target);
    folder.entries.set('SKILL.md', skillText('defaulted', 'Two.'));
    const outcome = await publishOne(publisher, folder, target, { makeDefault: true });
    assert.ok(outcome.kind === 'published' && outcome.isDefault);
    const skill = await target.registry.getSkill(outcome.skillId);
    assert.ok(skill.ok && skill.value.defaultVersion === '2');
  });

  it('says that nothing changed, and still moves the default', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('same');
    await publishOne(publisher, folder, target);
    folder.entries.set('SKILL.md', skillText('same', 'Two.'));
    await publishOne(publisher, folder, target);
    const planned = await plan(publisher, { skills: [{ folder, path: 'same' }], targets: [target] });
    const [review] = targetsOf(planned);
    assert.ok(review?.action.kind === 'nothing-changed');
    assert.deepEqual([review.action.is, review.action.isDefault], ['v2', false]);
    assert.equal(planned.skills[0]?.bundle, null);
    const [outcome] = await goOn(publisher, planned, { makeDefault: true });
    assert.ok(outcome?.kind === 'nothing-to-do' && outcome.madeDefault);
    assert.equal((await storedVersions(target.registry, 'same')).length, 2);
  });

  it('tells the steps in their order, and the bytes', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('stepped');
    const planned = await plan(publisher, { skills: [{ folder, path: 'stepped' }], targets: [target] });
    const events: PublishEvent[] = [];
    await goOn(publisher, planned, {}, { onEvent: event => events.push(event) });
    const steps = events.map(event => (event.kind === 'step' ? event.step : event.kind));
    const unique = steps.filter((name, index) => name !== steps[index - 1]);
    assert.deepEqual(unique, ['check', 'bundle', 'compare', 'upload', 'progress', 'confirm', 'done']);
    const sent = events.findLast(event => event.kind === 'progress');
    assert.ok(sent && sent.sentBytes === sent.totalBytes && sent.totalBytes > 0);
  });

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

  it('says that it is published, and that the link could not be written', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('unlinked');
    const planned = await plan(publisher, { skills: [{ folder, path: 'unlinked' }], targets: [target] });
    const spoil = (event: PublishEvent) => {
      if (event.kind === 'step' && event.step === 'confirm') {
        publisher.links.text = 'no JSON';
      }
    };
    const [outcome] = await goOn(publisher, planned, {}, { onEvent: spoil });
    assert.ok(outcome?.kind === 'published' && outcome.afterwards?.kind === 'malformed-file');
    assert.equal((await storedVersions(target.registry, 'unlinked')).length, 1);
    assert.equal(publisher.links.text, 'no JSON');
  });

  it('reports as a conflict what somebody else published, and publishes anyway when told to', async () => {
    await using publisher = await makePublisher();
    await using colleague = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('shared');
    await publishOne(publisher, folder, target);
    colleague.links.text = publisher.links.text;
    await publishOne(colleague, skillFolder('shared', 'Theirs.'), target);

    folder.entries.set('SKILL.md', skillText('shared', 'Mine.'));
    const planned = await plan(publisher, { skills: [{ folder, path: 'shared' }], targets: [target] });
    const [review] = targetsOf(planned);
    assert.ok(review?.action.kind === 'conflict');
    assert.deepEqual([review.action.known, review.action.from, review.action.to], ['v1', 'v2', 'v3']);
    assert.deepEqual(
      review.changes?.changed.map(({ path }) => path),
      ['SKILL.md'],
    );
    const [stopped] = await goOn(publisher, planned);
    assert.ok(stopped?.kind === 'not-published' && stopped.failure.kind === 'moved-on');
    assert.equal(stopped.failure.found, 'v2');

    const outcome = await publishOne(publisher, folder, target, { publishAnyway: true });
    assert.ok(outcome.kind === 'published' && outcome.is === 'v3');
  });

  it('takes over what somebody else published when it is the same content', async () => {
    await using publisher = await makePublisher();
    await using colleague = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('agreed');
    await publishOne(publisher, folder, target);
    colleague.links.text = publisher.links.text;
    await publishOne(colleague, skillFolder('agreed', 'Both.'), target);
    folder.entries.set('SKILL.md', skillText('agreed', 'Both.'));
    const outcome = await publishOne(publisher, folder, target);
    assert.ok(outcome.kind === 'nothing-to-do' && outcome.is === 'v2');
    const links = parseLinkFile(publisher.links.text);
    assert.ok(links.ok && linkOf(links.value, 'agreed', target.key)?.version === '2');
  });

  it('finds what somebody published between the review and the upload', async () => {
    await using publisher = await makePublisher();
    await using colleague = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('raced');
    await publishOne(publisher, folder, target);
    colleague.links.text = publisher.links.text;
    folder.entries.set('SKILL.md', skillText('raced', 'Mine.'));
    const planned = await plan(publisher, { skills: [{ folder, path: 'raced' }], targets: [target] });
    await publishOne(colleague, skillFolder('raced', 'Theirs.'), target);
    const [outcome] = await goOn(publisher, planned);
    assert.ok(outcome?.kind === 'not-published' && outcome.failure.kind === 'moved-on');
    assert.equal((await storedVersions(target.registry, 'raced')).length, 2);
  });

  it('asks about a name that exists, and links or publishes as new', async () => {
    await using publisher = await makePublisher();
    await using colleague = await makePublisher();
    const target = targetTo(server);
    await publishOne(colleague, skillFolder('named'), target);
    const request = { skills: [{ folder: skillFolder('named', 'Mine.'), path: 'named' }], targets: [target] };
    const asked = await plan(publisher, request);
    const [review] = targetsOf(asked);
    assert.ok(review?.action.kind === 'ask-link');
    const [candidate] = review.action.candidates;
    assert.equal(candidate?.name, 'named');
    const [undecided] = await goOn(publisher, asked);
    assert.ok(undecided?.kind === 'not-published' && undecided.failure.kind === 'link-undecided');

    const decision = { kind: 'existing', skillId: candidate.id } as const;
    const linked = await plan(publisher, { ...request, linkDecisions: new Map([[review.id, decision]]) });
    const [outcome] = await goOn(publisher, linked);
    assert.ok(outcome?.kind === 'published' && outcome.is === 'v2');

    publisher.links.text = formatLinkFile(emptyLinkFile);
    const fresh = await plan(publisher, {
      ...request,
      linkDecisions: new Map([[review.id, { kind: 'new' } as const]]),
    });
    const [created] = await goOn(publisher, fresh);
    assert.ok(created?.kind === 'published' && created.is === 'v1' && created.skillId !== candidate.id);
  });

  it('asks what to do when the linked skill is gone', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('deleted');
    const first = await publishOne(publisher, folder, target);
    assert.ok(first.kind === 'published');
    await target.registry.deleteSkill(first.skillId);
    const planned = await plan(publisher, { skills: [{ folder, path: 'deleted' }], targets: [target] });
    const [review] = targetsOf(planned);
    assert.ok(review?.action.kind === 'ask-link' && review.action.isGone);
    const again = await plan(publisher, {
      skills: [{ folder, path: 'deleted' }],
      targets: [target],
      linkDecisions: new Map([[review.id, { kind: 'new' } as const]]),
    });
    const [outcome] = await goOn(publisher, again);
    assert.ok(outcome?.kind === 'published' && outcome.skillId !== first.skillId);
  });

  it('goes on from the version before, when the linked version was deleted', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('shortened');
    const first = await publishOne(publisher, folder, target);
    folder.entries.set('SKILL.md', skillText('shortened', 'Two.'));
    await publishOne(publisher, folder, target);
    assert.ok(first.kind === 'published');
    assert.ok((await target.registry.deleteVersion(first.skillId, '2')).ok);
    folder.entries.set('SKILL.md', skillText('shortened', 'Three.'));
    const planned = await plan(publisher, { skills: [{ folder, path: 'shortened' }], targets: [target] });
    const [review] = targetsOf(planned);
    assert.ok(review?.action.kind === 'new-version' && review.action.from === 'v1');
    const [outcome] = await goOn(publisher, planned);
    assert.equal(outcome?.kind, 'published');
  });

  it('recognises a folder that was moved outside the editor', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('wanderer');
    await publishOne(publisher, folder, target);
    publisher.links.gone.add('wanderer');
    const moved = { skills: [{ folder, path: 'new-home/wanderer' }], targets: [target] };
    const [outcome] = await goOn(publisher, await plan(publisher, moved));
    assert.ok(outcome?.kind === 'nothing-to-do' && outcome.is === 'v1');
    const links = parseLinkFile(publisher.links.text);
    assertOk(links);
    assert.equal(linkOf(links.value, 'wanderer', target.key), null);
    assert.equal(linkOf(links.value, 'new-home/wanderer', target.key)?.version, '1');
  });

  it('tells another window that the skill is being published', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server);
    const folder = skillFolder('locked');
    const lock = await publisher.links.takeTurn({
      folder: 'locked',
      registryKey: target.key,
      skill: 'locked',
    });
    assertOk(lock);
    const outcome = await publishOne(publisher, folder, target);
    assert.ok(outcome.kind === 'not-published' && outcome.failure.kind === 'busy');
    await lock.value.release();
    assert.equal((await publishOne(publisher, folder, target)).kind, 'published');
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

  for (const isNew of [true, false]) {
    it(`finds a ${isNew ? 'new skill' : 'new version'} that nobody could confirm, before anything is sent again`, async () => {
      const faults = new Faults();
      await using flaky = await startTestRegistry({ wrap: faults.wrap });
      await using publisher = await makePublisher();
      const target = targetTo(flaky, 'openai', 'Test', { retries: 0 });
      const folder = skillFolder('unsettled');
      if (!isNew) {
        await publishOne(publisher, folder, target);
        folder.entries.set('SKILL.md', skillText('unsettled', 'Two.'));
      }
      const request = { skills: [{ folder, path: 'unsettled' }], targets: [target] };
      const planned = await plan(publisher, request);
      faults.arm({ kind: 'break-answer', afterBytes: 0, how: 'reset' }, { when: isUpload });
      const isAfterUpload = () => faults.calls.filter(isUpload).length > (isNew ? 0 : 1);
      faults.arm({ kind: 'break-answer', afterBytes: 0, how: 'reset' }, { when: isAfterUpload, times: 999 });
      const [outcome] = await goOn(publisher, planned, {}, { patience: 5_000 });
      assert.equal(outcome?.kind, 'unsettled');
      faults.disarm();

      const again = await plan(publisher, request);
      const [review] = targetsOf(again);
      assert.ok(review?.action.kind === 'nothing-changed' && review.action.is === (isNew ? 'v1' : 'v2'));
      assert.deepEqual(review.late, { arrived: isNew ? 'v1' : 'v2', copies: [] });
      const [told] = await goOn(publisher, again);
      assert.equal(told?.kind, 'nothing-to-do');
      assert.equal((await storedVersions(target.registry, 'unsettled')).length, isNew ? 1 : 2);
    });
  }

  it('publishes several skills to several registries, and a failure ends nothing but its own', async () => {
    await using other = await startTestRegistry();
    await using publisher = await makePublisher();
    const targets = [
      targetTo(server, 'openai', 'One'),
      targetTo({ ...other, token: 'wrong' }, 'openai', 'Two'),
      targetTo(other, 'anthropic', 'Three'),
    ];
    const bad = skillFolder('several-bad');
    bad.entries.set('SKILL.md', '# Nothing');
    const folders = [skillFolder('several-a'), bad, skillFolder('several-b')];
    const request = { skills: folders.map(folder => ({ folder, path: folder.name })), targets };
    const first = await goOn(publisher, await plan(publisher, request));
    const good = ['published', 'not-published', 'published'];
    const none = ['not-published', 'not-published', 'not-published'];
    assert.deepEqual(
      first.map(({ kind }) => kind),
      [...good, ...none, ...good],
    );

    const repaired = [...targets.slice(0, 1), targetTo(other, 'openai', 'Two'), ...targets.slice(2)];
    const again = await plan(publisher, {
      ...request,
      skills: request.skills.slice(0, 1),
      targets: repaired,
    });
    const left = targetsOf(again).map(({ action }) => action.kind);
    // Both of the other server's wires lead to one store, so that the name is there already.
    assert.deepEqual(left, ['nothing-changed', 'ask-link', 'nothing-changed']);
    await again.dispose();
  });

  it('plans and publishes each skill only where it is meant to go, also one that cannot be read', async () => {
    await using publisher = await makePublisher();
    const [team, lab] = [targetTo(server, 'openai', 'Team'), targetTo(server, 'anthropic', 'Lab')];
    const skills = ['meant-a', 'meant-b', 'meant-c'].map(path => ({ folder: skillFolder(path), path }));
    skills[2]?.folder.entries.delete('SKILL.md');
    const planned = await plan(publisher, {
      skills,
      targets: [team, lab],
      isMeant: ({ path }, { key }) => (path === 'meant-a') === (key === team.key),
    });
    assert.deepEqual(
      targetsOf(planned).map(({ id, action }) => [id, action.kind]),
      [
        ['meant-a → team', 'create'],
        ['meant-b → lab', 'create'],
        ['meant-c → lab', 'impossible'],
      ],
    );
    const outcomes = await goOn(publisher, planned);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['published', 'published', 'not-published'],
    );
    assert.equal((await storedVersions(team.registry, 'meant-a')).length, 1);
    assert.deepEqual(await publisher.leftovers(), []);
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

  it('does not offer another name to a registry that keeps the first', async () => {
    await using publisher = await makePublisher();
    const target = targetTo(server, 'anthropic');
    const folder = skillFolder('kept-name');
    assert.equal((await publishOne(publisher, folder, target)).kind, 'published');
    const renamed = skillFolder('other-name');
    publisher.links.text = publisher.links.text.replace('"kept-name": {', '"other-name": {');
    const planned = await plan(publisher, {
      skills: [{ folder: renamed, path: 'other-name' }],
      targets: [target],
    });
    const [review] = targetsOf(planned);
    assert.ok(review?.action.kind === 'impossible' && review.action.failure.kind === 'name-fixed');
    assert.equal(review.action.failure.published, 'kept-name');
    await planned.dispose();
  });

  it('tells what became of the default when answers are lost', async () => {
    const faults = new Faults();
    await using flaky = await startTestRegistry({ wrap: faults.wrap });
    await using publisher = await makePublisher();
    const target = targetTo(flaky, 'openai', 'Test', { retries: 0 });
    const folder = skillFolder('pointed');
    const first = await publishOne(publisher, folder, target);
    assert.ok(first.kind === 'published');
    const defaultVersion = async () => {
      const skill = await target.registry.getSkill(first.skillId);
      assertOk(skill);
      return skill.value.defaultVersion;
    };

    folder.entries.set('SKILL.md', skillText('pointed', 'Two.'));
    faults.arm({ kind: 'break-answer', afterBytes: 0, how: 'reset' }, { when: isUpload });
    const lost = await publishOne(publisher, folder, target, { makeDefault: true });
    assert.ok(lost.kind === 'published' && lost.wasReconciled && lost.isDefault && lost.afterwards === null);
    assert.equal(await defaultVersion(), '2');

    folder.entries.set('SKILL.md', skillText('pointed', 'Three.'));
    const third = await publishOne(publisher, folder, target);
    assert.ok(third.kind === 'published' && !third.isDefault);
    const isUpdate = ({ method, path }: SeenCall) =>
      method === 'POST' && path === `/v1/skills/${first.skillId}`;
    faults.arm({ kind: 'answer', status: 500, body: '{}' }, { when: isUpdate });
    const refused = await publishOne(publisher, folder, target, { makeDefault: true });
    assert.ok(refused.kind === 'nothing-to-do' && !refused.madeDefault && refused.afterwards !== null);
    assert.equal(await defaultVersion(), '2');
    faults.arm({ kind: 'break-answer', afterBytes: 0, how: 'reset' }, { when: isUpdate });
    const confirmed = await publishOne(publisher, folder, target, { makeDefault: true });
    assert.ok(confirmed.kind === 'nothing-to-do' && confirmed.madeDefault && confirmed.afterwards === null);
    assert.equal(await defaultVersion(), '3');
  });

  for (const wire of ['openai', 'anthropic'] as const) {
    it(`names what somebody else published in the same moment, over ${wire}'s wire`, async () => {
      const faults = new Faults();
      await using contested = await startTestRegistry({ wrap: faults.wrap });
      await using publisher = await makePublisher();
      await using colleague = await makePublisher();
      const target = targetTo(contested, wire);
      const folder = skillFolder('same-moment');
      await publishOne(publisher, folder, target);
      colleague.links.text = publisher.links.text;
      folder.entries.set('SKILL.md', skillText('same-moment', 'Mine.'));
      const planned = await plan(publisher, { skills: [{ folder, path: 'same-moment' }], targets: [target] });
      // Ours is on its way, and held up, while the colleague's whole publish happens.
      let theirs: Promise<Outcome> | undefined;
      const isOurs = (call: SeenCall) => {
        if (!isUpload(call) || theirs !== undefined) {
          return false;
        }
        theirs = publishOne(colleague, skillFolder('same-moment', 'Theirs.'), target);
        return true;
      };
      faults.arm({ kind: 'delay', ms: 1_000 }, { when: isOurs });
      const [ours] = await goOn(publisher, planned);
      const other = await theirs;
      assert.ok(ours?.kind === 'published' && other?.kind === 'published');
      assert.deepEqual([ours.meanwhile, other.meanwhile], [[other.is], []]);
      assert.equal((await storedVersions(target.registry, 'same-moment')).length, 3);
    });
  }
});
