// `npm run docs`: writes the list of rules in docs/rules.md anew from the table; what is around it is written by hand.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { withRules } from './rulesPage.ts';

const file = join(root, 'docs', 'rules.md');
await writeFile(file, withRules(await readFile(file, 'utf8')));
