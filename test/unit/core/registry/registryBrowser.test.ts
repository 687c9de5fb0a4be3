import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RegistryBrowser } from '../../../../src/core/registry/registryBrowser.ts';
import { makePublisher, publishOne, skillFolder, skillText, targetTo } from '../../../support/publisher.ts';
import { startTestRegistry } from '../../../support/startTestRegistry.ts';

test('a skill that somebody changed is brought up to date alone; one that is gone leaves the list', async () => {
  await using server = await startTestRegistry();
  await using publisher = await makePublisher();
  const target = targetTo(server);
  const folder = skillFolder('first');
  await publishOne(publisher, folder, target);
  await publishOne(publisher, skillFolder('second'), target);
  const browser = new RegistryBrowser(target.registry);
  const before = await browser.skills.first();
  assert.deepEqual(
    before.items.map(({ name }) => name),
    ['second', 'first'],
  );
  const first = before.items.find(({ name }) => name === 'first');
  assert.ok(first);
  assert.equal((await browser.versions(first.id).first()).items.length, 1);

  folder.entries.set('SKILL.md', skillText('first', 'More.'));
  await publishOne(publisher, folder, target, { makeDefault: true });
  assert.equal(browser.skills.get(first.id)?.defaultVersion, '1', 'nothing is asked behind the back');
  await browser.refreshSkill(first.id);
  assert.equal(browser.skills.get(first.id)?.defaultVersion, '2');
  assert.equal((await browser.versions(first.id).first()).items.length, 2);

  await target.registry.deleteSkill(first.id);
  const gone = await browser.refreshSkill(first.id);
  assert.equal(!gone.ok && gone.failure.kind, 'not-found');
  assert.deepEqual(
    browser.skills.state.items.map(({ name }) => name),
    ['second'],
  );
});
