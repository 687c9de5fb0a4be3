import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RegistryBrowser } from '../../../../src/core/registry/registryBrowser.ts';
import {
  makePublisher,
  publishOne,
  skillFolder,
  skillText,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { openaiSamples } from '../../../support/registry/wireSamples.ts';

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

/** A browser of a registry whose answers wait until they are given. */
function gatedBrowser() {
  const answers: ((skill: Partial<Record<keyof typeof openaiSamples.skill, unknown>>) => void)[] = [];
  const fetch = () =>
    new Promise<Response>(resolve => {
      answers.push(fields => resolve(Response.json({ ...openaiSamples.skill, ...fields })));
    });
  return { browser: new RegistryBrowser(connectTo('http://127.0.0.1', 'key', {}, {}, fetch)), answers };
}

/** Until the registry has got so many requests. */
async function asked(answers: readonly unknown[], count: number): Promise<void> {
  while (answers.length < count) {
    await new Promise(setImmediate);
  }
}

test('refreshes of one skill at the same time share a request', async () => {
  const { browser, answers } = gatedBrowser();
  const refreshes = [1, 2, 3].map(() => browser.refreshSkill('skill_1', { mayShare: true }));
  await asked(answers, 1);
  answers[0]?.({ default_version: '2' });
  const skills = await Promise.all(refreshes);
  assert.deepEqual(
    skills.map(skill => skill.ok && skill.value.defaultVersion),
    ['2', '2', '2'],
  );
  assert.equal(answers.length, 1);
  assert.equal(browser.skill('skill_1')?.defaultVersion, '2');
});

test('after a change the skill is asked for anew, and the older answer is not listed, however late it comes', async () => {
  const { browser, answers } = gatedBrowser();
  const before = browser.refreshSkill('skill_1');
  await asked(answers, 1);
  const after = browser.refreshSkill('skill_1');
  await asked(answers, 2);
  answers[1]?.({ default_version: '2' });
  await after;
  answers[0]?.({ default_version: '1' });
  await before;
  assert.equal(browser.skill('skill_1')?.defaultVersion, '2');
});

test('an answer for a connection that was closed meanwhile is dropped', async () => {
  const { browser, answers } = gatedBrowser();
  const refresh = browser.refreshSkill('skill_1');
  await asked(answers, 1);
  browser.reset();
  answers[0]?.({});
  await refresh;
  assert.equal(browser.skill('skill_1'), undefined);
});
