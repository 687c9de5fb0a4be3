import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secretProblems } from '../../../../../src/core/publish/plan/secretProblems.ts';
import { secretlintScanner } from '../../../../../src/core/secrets/secretlintScanner.ts';
import { makePublisher, skillFolder } from '../../../../support/publish/publisher.ts';
import { assertOk } from '../../../../support/result.ts';

test('what looks like a secret in any file is a problem on its line before anything is published', async () => {
  await using publisher = await makePublisher();
  const folder = skillFolder('leaky');
  const token = `ghp_${'a1B2c3D4e5'.repeat(3)}f6G7h8`;
  folder.entries.set('scripts/run.sh', `#!/bin/sh\nexport GITHUB_TOKEN=${token}\n`);
  const source = { folder, path: 'leaky' };
  const place = publisher.deps.linkPlace(source, null);
  const found = await secretProblems(source, place, await secretlintScanner());
  assertOk(found);
  const [problem] = found.value;
  assert.ok(problem);
  assert.deepEqual(
    [problem.path, problem.range.start.line, problem.severity, problem.code],
    ['scripts/run.sh', 1, 'error', 'secret'],
  );
  assert.doesNotMatch(JSON.stringify(found.value), /ghp_/, 'never the value');
});
