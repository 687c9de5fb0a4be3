import { type Browser, chromium } from 'playwright-core';
import { installBrowser } from '../../../scripts/host/installBrowser.ts';

/** Starts a headless browser; see scripts/host/installBrowser.ts for which. */
export async function launchBrowser(): Promise<Browser> {
  const program = await installBrowser(console.error);
  return chromium.launch({
    executablePath: program.path,
    env: { ...process.env, ...program.env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Room for what a page makes while it opens, which is then not gone through a dozen times.
      '--js-flags=--min-semi-space-size=64 --max-semi-space-size=64',
    ],
  });
}
