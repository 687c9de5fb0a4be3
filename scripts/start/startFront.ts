import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installServer } from '../host/installServer.ts';
import { endWithGroup, installExtensions, serverEnvironment } from '../host/vscodeServer.ts';

/** Where `npm start` keeps what belongs to the person. */
export interface StartPlaces {
  readonly workspace: string;
  /** The extension, and what helps to show it. */
  readonly vsixFiles: readonly string[];
  /** Settings, secrets, and the local registry with what was published to it. */
  readonly profileFolder: string;
  readonly extensionsFolder: string;
}

/**
 * Runs VS Code's server with code-server's front end, which (unlike the bare server) keeps secrets from one visit to
 * the next. On 127.0.0.1 and without a password: whoever can use this machine can open it. Until Ctrl+C.
 */
export async function startFront(places: StartPlaces, port: number): Promise<void> {
  const { front } = await installServer(console.log);
  await installExtensions(places.vsixFiles, places.extensionsFolder, places.profileFolder);
  const config = join(places.profileFolder, 'code-server.yaml');
  await mkdir(places.profileFolder, { recursive: true });
  // Without a file of its own code-server would read and write the person's.
  await writeFile(config, 'auth: none\n');
  console.log('Starting VS Code’s server …');
  const child = spawn(
    process.execPath,
    [
      'out/node/entry.js',
      `--config=${config}`,
      '--auth=none',
      `--bind-addr=127.0.0.1:${port}`,
      `--user-data-dir=${places.profileFolder}`,
      `--extensions-dir=${places.extensionsFolder}`,
      '--disable-telemetry',
      '--disable-update-check',
      '--disable-workspace-trust',
      '--disable-getting-started-override',
      '--ignore-last-opened',
      '--app-name=Skillwright',
      places.workspace,
    ],
    {
      cwd: front,
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  );
  const close = endWithGroup(child);
  let isEnding = false;
  // The same signal may come twice, from the terminal and from the process above.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding) {
        return;
      }
      isEnding = true;
      console.log('Ended.');
      void close().then(() => process.exit(0));
    });
  }
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      said.push(line);
      const address = /HTTP server listening on (http:\S+)/.exec(line)?.[1];
      if (address !== undefined) {
        greet(address);
      }
    });
  }
  const [code, signal] = await once(child, 'exit');
  if (signal !== null) {
    return;
  }
  console.error(
    said.some(line => line.includes('EADDRINUSE'))
      ? `Port ${port} is taken. Choose another with --port N, or leave it out for any free one.`
      : said.slice(-20).join('\n'),
  );
  process.exitCode = code === 0 ? 0 : 1;
}

function greet(address: string): void {
  console.log(`
Open ${address} in a browser.
The README leads you from the skills in the side bar to a published version. Ctrl+C ends it; what you did is kept in .local/start.`);
}
