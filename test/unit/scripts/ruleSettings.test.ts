import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { root } from '../../../scripts/paths.ts';
import { configSchema, withRuleSettings } from '../../../scripts/ruleSettings.ts';

test('package.json knows every rule; if this fails, run npm run docs and npm run format', async () => {
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  assert.deepEqual(JSON.parse(withRuleSettings(manifest)), JSON.parse(manifest));
});

test("the schema of a project's own file knows every rule; if this fails, run npm run docs and npm run format", async () => {
  const schema = await readFile(join(root, 'media/schemas/config.json'), 'utf8');
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  assert.deepEqual(JSON.parse(schema), JSON.parse(configSchema(manifest)));
});

test("the schema of a project's own file leaves the judging to Skillwright", async () => {
  const schema = JSON.parse(await readFile(join(root, 'media/schemas/config.json'), 'utf8'));
  const validate = new Ajv({ strict: false }).compile(schema);
  for (const file of [{}, { rules: { 'no-such-rule': 1 } }, { profiles: 'x', foo: [] }, { ignore: 2 }]) {
    assert.ok(validate(file), JSON.stringify(file));
  }
});
