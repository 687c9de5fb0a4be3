// `npm run package`: the extension as a VSIX and the command line as an npm package, both in the project's folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packCli } from './buildCli.ts';
import { buildVsix } from './buildVsix.ts';
import { root } from './paths.ts';

const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const file = join(root, `${name}-${version}.vsix`);
const { size, log } = await buildVsix(file);
console.log(log.trim());
console.log(`${file}: ${Math.round(size / 1000)} KB`);
const cli = join(root, `${name}-${version}.tgz`);
console.log(`${cli}: ${Math.round((await packCli(cli)) / 1000)} KB`);
