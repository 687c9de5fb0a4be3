import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../../../scripts/paths.ts';
import { readSuites } from '../../../../../src/core/evals/suite/readSuites.ts';
import { filesOfFolder } from '../../../../../src/disk/folder/caseFiles.ts';
import { assertOk } from '../../../../support/result.ts';

for (const skill of ['changelog-writer', 'csv-profiler']) {
  test(`the evals of the sample ${skill} have no problem, and the scripted model has an answer to each`, async () => {
    const files = await filesOfFolder(join(root, 'samples', 'skills', skill));
    assertOk(files);
    const { suites, problems } = await readSuites(files.value.suites, skill);
    assert.deepEqual(problems, []);
    const file = join(root, 'scripts', 'scriptedModel', 'answers.json');
    const answers: readonly { readonly prompt: string }[] = JSON.parse(await readFile(file, 'utf8'));
    const prompts = suites.flatMap(suite => (suite.kind === 'cases' ? suite.cases : []));
    assert.ok(prompts.length > 0);
    for (const { prompt } of prompts) {
      assert.equal(answers.filter(answer => prompt.includes(answer.prompt)).length, 1, prompt);
    }
  });
}
