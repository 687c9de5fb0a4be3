import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/paths.ts';
import { withRuleSettings } from '../../../scripts/ruleSettings.ts';

test('package.json knows every rule; if this fails, run npm run docs and npm run format', async () => {
  const manifest = await readFile(join(root, 'package.json'), 'utf8');
  assert.deepEqual(JSON.parse(withRuleSettings(manifest)), JSON.parse(manifest));
});
