// `npm start [-- --server] [-- --port N]`: opens VS Code with Skillwright on a copy of samples/.
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildVsix } from './buildVsix.ts';
import { localFolder, root } from './paths.ts';
import { desktopProgram, startDesktop } from './startDesktop.ts';
import { startFront } from './startFront.ts';

const { values } = parseArgs({
  options: { server: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port wants a number up to 65535, not "${values.port}".`);
  process.exit(2);
}

const home = join(localFolder, 'start');
const workspace = join(home, 'samples');
if (!existsSync(workspace)) {
  console.log(`Copying samples/ to ${workspace}, so that what you try leaves no traces in the project …`);
  await mkdir(home, { recursive: true });
  await cp(join(root, 'samples'), `${workspace}.partial`, { recursive: true });
  await rename(`${workspace}.partial`, workspace);
}
await writeFirstSettings();
console.log('Building the extension …');
const vsix = join(home, 'skillwright.vsix');
await buildVsix(vsix);
const places = {
  workspace,
  vsix,
  profileFolder: join(home, 'profile'),
  extensionsFolder: join(home, 'extensions'),
};
const desktop = values.server || port > 0 ? null : desktopProgram();
await (desktop === null ? startFront(places, port) : startDesktop(desktop, places));

/** A profile of its own that begins quietly; what the person changes later stays. */
async function writeFirstSettings(): Promise<void> {
  const folder = join(home, 'profile', 'User');
  if (existsSync(join(folder, 'settings.json'))) {
    return;
  }
  const settings = {
    'workbench.startupEditor': 'readme',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'telemetry.telemetryLevel': 'off',
    'git.openRepositoryInParentFolders': 'never',
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}
