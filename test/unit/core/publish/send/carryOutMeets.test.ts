import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  emptyLinkFile,
  formatLinkFile,
  linkOf,
  parseLinkFile,
} from '../../../../../src/core/link/linkFile.ts';
import type { Outcome } from '../../../../../src/core/publish/outcome.ts';
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

describe('a publish that meets what others did', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

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
