import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { caseKeys, evalsFileKeys } from '../../../../../src/core/evals/suite/read/evalsJson.ts';
import { commonGraderKeys, freeForms } from '../../../../../src/core/evals/suite/read/readExpectation.ts';
import { queryKeys } from '../../../../../src/core/evals/suite/read/triggerSet.ts';
import { casesOf, evalsJson, suitesOf } from '../../../../support/evals/suites.ts';

const folder = join(import.meta.dirname, '../../../../../media/schemas');
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const evals = read('evals.json');
const triggerSet = read('triggerSet.json');

const keysOf = (schema: { properties: object }) => Object.keys(schema.properties).sort();

describe('the schemas', () => {
  it('propose the keys that are read, and no others', () => {
    assert.deepEqual(keysOf(evals), [...evalsFileKeys].sort());
    assert.deepEqual(keysOf(evals.definitions.case), [...caseKeys].sort());
    assert.deepEqual(keysOf(triggerSet.definitions.query), [...queryKeys].sort());
    const graderKeys = new Set([
      'text',
      ...commonGraderKeys.filter(key => key !== 'type' && key !== 'name'),
      ...Object.entries(freeForms).flatMap(([form, keys]) => [form, ...keys]),
    ]);
    assert.deepEqual(keysOf(evals.definitions.expectation), [...graderKeys].sort());
  });

  it('explain every key', () => {
    for (const { properties } of [
      evals,
      evals.definitions.case,
      evals.definitions.expectation,
      triggerSet.definitions.query,
    ]) {
      for (const [key, { description }] of Object.entries<{ description?: string }>(properties)) {
        assert.ok(description, key);
      }
    }
  });

  it('mark nothing, so that no mistake is marked twice', () => {
    const marking = /"(?:type|required|enum|pattern|additionalProperties|minimum|const|oneOf)":/;
    assert.ok(!marking.test(JSON.stringify([evals, triggerSet])));
  });

  it('have a snippet for each free grader that is read without a complaint', async () => {
    const snippets: { label: string; body: unknown }[] = evals.definitions.expectation.defaultSnippets;
    const bodies = snippets.map(({ body }) =>
      JSON.parse(
        JSON.stringify(body)
          .replaceAll(/"\^\$\{\d:(\w+)\}"/g, '$1')
          .replaceAll(/\$\{\d:([^}]*)\}/g, '$1'),
      ),
    );
    const found = await suitesOf(evalsJson({ prompt: 'p', expectations: bodies }));
    assert.deepEqual(found.problems, []);
    assert.equal(casesOf(found).cases[0]!.expectations.length, snippets.length);
    const forms = Object.keys(freeForms).filter(form => form !== 'not_names_file');
    assert.deepEqual(snippets.map(({ label }) => label).sort(), ['sentence', ...forms].sort());
  });
});
