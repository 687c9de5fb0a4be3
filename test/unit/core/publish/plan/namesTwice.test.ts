import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureSentences } from '../../../../../src/core/failure/failureText.ts';
import { planPublish } from '../../../../../src/core/publish/plan/planPublish.ts';
import { success } from '../../../../../src/core/text/result.ts';
import { makePublisher, skillFolder } from '../../../../support/publish/publisher.ts';
import { scriptedRegistry } from '../../../../support/publish/targetJob.ts';

/** A registry without a skill. */
const empty = scriptedRegistry({ listSkills: async () => success({ items: [], next: null }) });

test('two folders of one name are not both published as new skills, and the review says why', async () => {
  await using publisher = await makePublisher();
  const skills = ['a/mail', 'b/mail', 'other'].map(path => ({
    folder: skillFolder(path === 'other' ? 'other' : 'mail', `Of ${path}.`),
    path,
  }));
  const plan = await planPublish({ skills, targets: [{ registry: empty, key: 'openai' }] }, publisher.deps);
  assert.ok(plan.ok);
  const said = plan.value.skills.flatMap(({ targets }) =>
    targets.map(({ action }) =>
      action.kind === 'impossible' ? failureSentences(action.failure) : action.kind,
    ),
  );
  await plan.value.dispose();
  assert.match(said[0] ?? '', /^a\/mail and b\/mail are both called "mail" and would both become new skills/);
  assert.match(said[1] ?? '', /^b\/mail and a\/mail are both called "mail"/);
  assert.equal(said[2], 'create');
});

test("a folder that is not called like its skill is published, since the bundle's is", async () => {
  await using publisher = await makePublisher();
  const folder = { ...skillFolder('plan-trip', 'Plans.'), name: 'plan-trip-fix-typo' };
  const plan = await planPublish(
    { skills: [{ folder, path: 'plan-trip-fix-typo' }], targets: [{ registry: empty, key: 'openai' }] },
    publisher.deps,
  );
  assert.ok(plan.ok);
  const [target] = plan.value.skills[0]?.targets ?? [];
  await plan.value.dispose();
  assert.equal(target?.action.kind, 'create');
  assert.deepEqual(
    target?.problems.filter(({ severity }) => severity === 'error'),
    [],
  );
});
