// `npm start [-- --server] [-- --port N]`: opens VS Code with Skillwright on a copy of samples/.
import { existsSync } from 'node:fs';
import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildVsix } from './buildVsix.ts';
import { packHelper } from './packHelper.ts';
import { localFolder, root } from './paths.ts';
import { desktopProgram, startDesktop } from './start/startDesktop.ts';
import { startFront } from './start/startFront.ts';
import { readStartOptions, type StartOptions } from './start/startOptions.ts';

const home = join(localFolder, 'start');

const options = await readStartOptions(process.argv.slice(2));
if (typeof options === 'string') {
  console.error(options);
  process.exitCode = 2;
} else {
  await start(options);
}

async function start(options: StartOptions): Promise<void> {
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
  const firstView = join(home, 'first-view.vsix');
  const model = join(home, 'scripted-model.vsix');
  await packHelper('start/firstView', firstView);
  await packHelper('scriptedModel', model);
  const places = {
    workspace,
    vsixFiles: [vsix, firstView, model],
    profileFolder: join(home, 'profile'),
    extensionsFolder: join(home, 'extensions'),
  };
  const desktop = options.isServer ? null : desktopProgram();
  await (desktop === null ? startFront(places, options.port) : startDesktop(desktop, places));
}

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
    // Evals run on the editor's models, of which the scripted one needs no account.
    'chat.disableAIFeatures': false,
    'chat.commandCenter.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'git.openRepositoryInParentFolders': 'never',
    // Else each port that anything opens is told of.
    'remote.autoForwardPorts': false,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}
