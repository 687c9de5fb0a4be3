import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../test/support/window/browser.ts';
import { writeSettings } from '../test/support/window/settings.ts';
import type { HostRun } from './bundleForHost.ts';
import { root } from './paths.ts';
import { startServer } from './vscodeServer.ts';

/** The page that runs the tests is closed after this time, in ms. */
const patience = 240_000;

/** Runs the tests in the extension host of VS Code's server; resolves to what its console said. */
export async function runInServer(run: HostRun): Promise<string> {
  console.log('  in VS Code’s server, with a headless browser');
  await writeSettings(run.profileFolder, {});
  const extensionsFolder = join(run.profileFolder, 'extensions');
  await mkdir(extensionsFolder, { recursive: true });
  const server = await startServer({
    profileFolder: run.profileFolder,
    extensionsFolder,
    isForTests: true,
    env: run.env,
  });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', message => said.push(`${message.type()}: ${message.text()}`));
    const { promise: ended, resolve } = Promise.withResolvers<unknown>();
    await page.exposeFunction('codeAutomationExit', resolve);
    await page.route('**/mint-key', route => route.fulfill({ body: Buffer.alloc(32, 7) }));
    await page.goto(addressOf(server.host, run));
    await Promise.race([ended, page.waitForEvent('close', { timeout: patience })]).catch(() => {});
    return `${said.join('\n')}\n${server.log()}`;
  } finally {
    await browser.close();
    await server.close();
  }
}

function addressOf(host: string, { folder, testsPath }: HostRun): string {
  const remote = `vscode-remote://${host}`;
  const payload = [
    ['extensionDevelopmentPath', remote + root],
    ['extensionTestsPath', remote + testsPath],
  ];
  return `http://${host}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
