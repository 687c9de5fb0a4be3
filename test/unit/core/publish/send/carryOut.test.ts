import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { linkOf, parseLinkFile } from '../../../../../src/core/link/linkFile.ts';
import type { PublishEvent } from '../../../../../src/core/publish/outcome.ts';
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

describe('a publish that goes through', () => {
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
});
