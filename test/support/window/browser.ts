import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { cacheFolder, root } from '../../../scripts/paths.ts';

/** A browser's program, and what its environment needs besides. */
interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Starts a headless browser: `CHROME_PATH`, else one that is installed, else the one inside an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const program = installedBrowser() ?? (await unpackedBrowser());
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
    ],
  });
}

function installedBrowser(): BrowserProgram | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => names.map(name => join(folder, name)));
  const elsewhere = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ];
  const asked = process.env.CHROME_PATH;
  const path = asked ?? [...onPath, ...elsewhere].find(candidate => existsSync(candidate));
  return path === undefined || path === '' ? null : { path, env: {} };
}

/** Unpacks Chromium (x64 Linux) with the libraries and the font that a bare machine lacks; 200 MB, once. */
async function unpackedBrowser(): Promise<BrowserProgram> {
  const folder = join(cacheFolder, 'chromium-unpacked');
  if (!existsSync(folder)) {
    const partial = `${folder}.${process.pid}`;
    await mkdir(partial, { recursive: true });
    // The package unpacks into the temporary folder of its process.
    await promisify(execFile)(process.execPath, [join(root, 'scripts', 'unpackChromium.ts')], {
      env: { ...process.env, TMPDIR: partial },
    });
    await writeFile(join(partial, 'fonts', 'fonts.conf'), fontConfiguration(join(folder, 'fonts')));
    await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }));
  }
  return {
    path: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

/** The package's own names /tmp/fonts, and Chromium ends itself when it finds no font at all. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`;
}
