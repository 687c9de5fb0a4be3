import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Registry } from '../../../../src/core/registry/contract.ts';
import { NoticingRegistry } from '../../../../src/core/registry/noticingRegistry.ts';
import { type HeardSkill, withNews } from '../../../../src/core/registry/skillFacts.ts';
import { connectTo } from '../../../support/registry/connectTo.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';
import { skillUpload } from '../../../support/zip/skillUpload.ts';

/** A registry whose news are kept, as rows would see them. */
async function noticed(t: TestContext, kind: 'openai' | 'anthropic') {
  const server = await startTestRegistry();
  t.after(() => server.dispose());
  const facts = new Map<string, HeardSkill>();
  const inner = connectTo(kind === 'openai' ? server.baseURL : server.origin, server.token, { kind });
  const registry = new NoticingRegistry(inner, all => {
    for (const news of all) {
      facts.set(news.skillId, withNews(facts.get(news.skillId), news));
    }
  });
  return { server, inner, registry, facts };
}

async function publishTwice(
  registry: NoticingRegistry,
): Promise<{ id: string; versions: readonly string[] }> {
  const upload = await skillUpload('pdf');
  const created = await registry.createSkill(upload);
  assertOk(created);
  const second = await registry.createVersion(
    created.value.skill.id,
    await skillUpload('pdf', 'Does it better. Use it.'),
  );
  assertOk(second);
  return { id: created.value.skill.id, versions: [created.value.version.key, second.value.key] };
}

for (const kind of ['openai', 'anthropic'] as const) {
  test(`${kind}: what is published, made the default or deleted is noticed at once`, async t => {
    const { registry, facts } = await noticed(t, kind);
    const { id, versions } = await publishTwice(registry);
    const [first = '', second = ''] = versions;
    const runs = kind === 'openai' ? first : second;
    assert.deepEqual(facts.get(id), { isGone: false, runs, latest: second, goneVersions: [] });
    if (kind === 'openai') {
      await registry.setDefault(id, second);
      assert.equal(facts.get(id)?.runs, second);
    }
    assert.ok((await registry.deleteVersion(id, first)).ok);
    assert.deepEqual(facts.get(id)?.goneVersions, [first]);
    assert.ok((await registry.deleteSkill(id)).ok);
    assert.equal(facts.get(id)?.isGone, true);
  });
}

test('what others did is noticed by the next look: a skill that is gone, a version that is gone', async t => {
  const { inner, registry, facts } = await noticed(t, 'openai');
  const { id, versions } = await publishTwice(registry);
  await inner.setDefault(id, versions[1] ?? '');
  await inner.deleteVersion(id, versions[0] ?? '');
  await registry.getVersion(id, versions[0] ?? '');
  assert.deepEqual(facts.get(id)?.goneVersions, [versions[0]]);
  await inner.deleteSkill(id);
  await registry.getSkill(id);
  assert.equal(facts.get(id)?.isGone, true);
});

/** The registry, with looks whose answers wait until they are let go. */
function slow(inner: Registry) {
  const waiting: (() => void)[] = [];
  const getSkill: Registry['getSkill'] = async (...given) => {
    const answer = await inner.getSkill(...given);
    await new Promise<void>(resolve => waiting.push(resolve));
    return answer;
  };
  const registry = new Proxy(inner, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      return name === 'getSkill' ? getSkill : typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { registry, waiting };
}

async function until(waiting: readonly unknown[], count: number): Promise<void> {
  while (waiting.length < count) {
    await new Promise(setImmediate);
  }
}

test('an older answer that arrives after a newer one, or after what was done since, is not told', async t => {
  const { inner, facts, registry: quick } = await noticed(t, 'openai');
  const { id, versions } = await publishTwice(quick);
  const [first = '', second = ''] = versions;
  const { registry: behind, waiting } = slow(inner);
  const registry = new NoticingRegistry(behind, all => {
    for (const news of all) {
      facts.set(news.skillId, withNews(facts.get(news.skillId), news));
    }
  });

  const looks = [registry.getSkill(id)];
  await until(waiting, 1);
  await registry.setDefault(id, second);
  waiting[0]?.();
  await looks[0];
  assert.equal(facts.get(id)?.runs, second, 'a look from before the switch');

  looks.push(registry.getSkill(id));
  await until(waiting, 2);
  await inner.setDefault(id, first);
  looks.push(registry.getSkill(id));
  await until(waiting, 3);
  waiting[2]?.();
  await looks[2];
  waiting[1]?.();
  await looks[1];
  assert.equal(facts.get(id)?.runs, first, 'a look from before the one that ended first');
});

test('a version that is deleted neither runs nor is the newest any more, before anybody asks again', async t => {
  const { registry, facts } = await noticed(t, 'anthropic');
  const { id, versions } = await publishTwice(registry);
  const [, second = ''] = versions;
  await registry.deleteVersion(id, second);
  assert.deepEqual(facts.get(id), { isGone: false, runs: null, latest: null, goneVersions: [second] });
});

test('a version that could not be found and is then the latest is there', () => {
  const gone = withNews(undefined, { kind: 'version-gone', skillId: 's', version: '2' });
  const after = withNews(gone, { kind: 'skill', skillId: 's', runs: '1', latest: '2' });
  assert.deepEqual(after.goneVersions, []);
});

test('a registry that fails tells nothing of its skills', async t => {
  const { server, registry, facts } = await noticed(t, 'openai');
  const { id } = await publishTwice(registry);
  const before = facts.get(id);
  await server.dispose();
  assert.equal((await registry.getSkill(id)).ok, false);
  assert.deepEqual(facts.get(id), before);
});
