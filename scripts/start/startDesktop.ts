import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from '../paths.ts';
import type { StartPlaces } from './startFront.ts';

/** Desktop VS Code's command where one is on PATH and can open a window, else null. */
export function desktopProgram(): string | null {
  const isLinux = process.platform === 'linux';
  const hasScreen = !isLinux || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  // In a remote or WSL terminal `code` talks to a window elsewhere, which does not load an extension from here.
  const isRemote = process.env.VSCODE_IPC_HOOK_CLI !== undefined || process.env.WSL_DISTRO_NAME !== undefined;
  if (!hasScreen || isRemote) {
    return null;
  }
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map(folder => join(folder, name)).find(path => existsSync(path)) ?? null;
}

/** Opens a window with the extension as it was just built; the window lives on by itself. */
export async function startDesktop(program: string, places: StartPlaces): Promise<void> {
  console.log(`Opening ${places.workspace} in VS Code …`);
  const args = [
    '--new-window',
    '--disable-workspace-trust',
    `--extensionDevelopmentPath=${root}`,
    `--extensionDevelopmentPath=${join(import.meta.dirname, 'firstView')}`,
    `--extensionDevelopmentPath=${join(import.meta.dirname, '..', 'scriptedModel')}`,
    `--user-data-dir=${places.profileFolder}`,
    `--extensions-dir=${places.extensionsFolder}`,
    places.workspace,
  ];
  const isWindows = process.platform === 'win32';
  const quoted = isWindows ? args.map(argument => `"${argument}"`) : args;
  const child = spawn(isWindows ? `"${program}"` : program, quoted, { stdio: 'inherit', shell: isWindows });
  const [code] = await once(child, 'exit');
  if (code !== 0) {
    console.error('VS Code did not open. `npm start -- --server` runs it in a browser instead.');
    process.exitCode = 1;
  }
}
