// `npm run readme`: writes README's tables of commands and settings anew from package.json.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './paths.ts';
import { withTables } from './readmeTables.ts';

const file = join(root, 'README.md');
const { contributes } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
await writeFile(file, withTables(await readFile(file, 'utf8'), contributes));
