// `npm run docs`: writes the list of rules in docs/rules.md, their settings in package.json and the schema of a
// project's own file anew from the table;
// what is around them is written by hand.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { configSchema, withRuleSettings } from './ruleSettings.ts';
import { withRules } from './rulesPage.ts';

const file = join(root, 'docs', 'rules.md');
await writeFile(file, withRules(await readFile(file, 'utf8')));

const manifest = join(root, 'package.json');
await writeFile(manifest, withRuleSettings(await readFile(manifest, 'utf8')));
await writeFile(
  join(root, 'media', 'schemas', 'config.json'),
  configSchema(await readFile(manifest, 'utf8')),
);
