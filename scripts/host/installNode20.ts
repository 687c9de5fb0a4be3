import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../paths.ts';
import { installOnce } from './installOnce.ts';
import { runNpm } from './runNpm.ts';

/** The first version of Node 20 that was declared stable: whatever runs on it runs on the later ones. */
const version = '20.9.0';

/** The oldest Node that the command line promises to run on, from npm; resolves to its program. Fetched once. */
export async function installNode20(): Promise<string> {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await installOnce(join(cacheFolder, `node-${version}`), async partial => {
    const alias = { dependencies: { node20: `npm:${name}@${version}` }, private: true };
    await writeFile(join(partial, 'package.json'), JSON.stringify(alias));
    await runNpm(['install', '--ignore-scripts'], partial);
  });
  const bin = join(folder, 'node_modules', 'node20', 'bin');
  const unix = join(bin, 'node');
  return existsSync(unix) ? unix : join(bin, 'node.exe');
}
