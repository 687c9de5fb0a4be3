import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
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

test('a registry that fails tells nothing of its skills', async t => {
  const { server, registry, facts } = await noticed(t, 'openai');
  const { id } = await publishTwice(registry);
  const before = facts.get(id);
  await server.dispose();
  assert.equal((await registry.getSkill(id)).ok, false);
  assert.deepEqual(facts.get(id), before);
});
