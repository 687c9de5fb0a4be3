import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../paths.ts';
import { installOnce } from './installOnce.ts';
import { runNpm } from './runNpm.ts';

const version = '4.139.1';

/** Where an installed server is. */
export interface InstalledServer {
  /** The package `code-server`, whose front end keeps a key for the secret storage. */
  readonly front: string;
  /** VS Code itself, as a server with a browser workbench. */
  readonly vscode: string;
}

/**
 * VS Code as a server, out of the npm package `code-server`; downloaded once (150 MB, half a minute). The packages'
 * install scripts compile native modules and refuse to run as root; nothing here needs them.
 */
export async function installServer(say: (line: string) => void): Promise<InstalledServer> {
  const folder = await installOnce(join(cacheFolder, `server-${version}`), async partial => {
    say('Fetching VS Code’s server from the npm registry (once, about half a minute) …');
    await writeFile(join(partial, 'package.json'), '{"private":true}');
    await runNpm(['install', `code-server@${version}`, '--ignore-scripts'], partial);
    await runNpm(['install', '--omit=dev', '--ignore-scripts'], vscodeIn(partial));
  });
  return { front: join(folder, 'node_modules', 'code-server'), vscode: vscodeIn(folder) };
}

function vscodeIn(folder: string): string {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}
