import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../../test/support/window/browser.ts';
import { builtinExtensions } from '../../test/support/window/extensionsFolder.ts';
import { writeSettings } from '../../test/support/window/settings.ts';
import { startServer } from '../host/vscodeServer.ts';
import type { HostRun } from './bundleForHost.ts';

/** Runs the tests in the extension host of VS Code's server; resolves to what its console said. */
export async function runInServer(run: HostRun): Promise<string> {
  console.log('  in VS Code’s server, with a headless browser');
  await writeSettings(run.profileFolder, {});
  const extensionsFolder = join(run.profileFolder, 'extensions');
  await mkdir(extensionsFolder, { recursive: true });
  await using server = await startServer({
    profileFolder: run.profileFolder,
    extensionsFolder,
    builtinExtensions,
    isForTests: true,
    env: run.env,
  });
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', message => said.push(`${message.type()}: ${message.text()}`));
  const { promise: ended, resolve } = Promise.withResolvers<unknown>();
  page.on('crash', resolve);
  page.on('close', resolve);
  run.signal?.addEventListener('abort', resolve, { once: true });
  await page.exposeFunction('codeAutomationExit', resolve);
  await page.route('**/mint-key', route => route.fulfill({ body: Buffer.alloc(32, 7) }));
  await page.goto(addressOf(server.host, run));
  await ended;
  return `${said.join('\n')}\n${server.log()}`;
}

function addressOf(host: string, { folder, extension, testsPath }: HostRun): string {
  const remote = `vscode-remote://${host}`;
  const payload = [
    ['extensionDevelopmentPath', remote + extension],
    ['extensionTestsPath', remote + testsPath],
  ];
  return `http://${host}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
