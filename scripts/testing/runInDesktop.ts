import { join } from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { quietSettings, writeSettings } from '../../test/support/window/settings.ts';
import { cacheFolder } from '../paths.ts';
import type { HostRun } from './bundleForHost.ts';

/**
 * Runs the tests in desktop VS Code; null where it cannot be had: no screen, or no download. `VSCODE_PATH` names one
 * that is installed; `SKILLWRIGHT_HOST=server` leaves it out.
 */
export async function runInDesktop(run: HostRun): Promise<string | null> {
  const program = process.env.VSCODE_PATH ?? (await downloaded());
  if (program === null) {
    return null;
  }
  console.log('  in desktop VS Code');
  await writeSettings(run.profileFolder, quietSettings);
  const code = await runTests({
    vscodeExecutablePath: program,
    extensionDevelopmentPath: run.extension,
    extensionTestsPath: run.testsPath,
    extensionTestsEnv: { ...run.env },
    launchArgs: [
      run.folder,
      `--user-data-dir=${join(run.profileFolder, 'data')}`,
      `--extensions-dir=${join(run.profileFolder, 'extensions')}`,
      '--disable-workspace-trust',
      '--disable-extensions',
    ],
  }).catch((error: unknown) => String(error));
  return `VS Code ended with ${code}`;
}

async function downloaded(): Promise<string | null> {
  const hasScreen = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (process.env.SKILLWRIGHT_HOST === 'server' || !hasScreen || !(await canDownload())) {
    return null;
  }
  return downloadAndUnzipVSCode({
    version: 'stable',
    cachePath: join(cacheFolder, 'desktop'),
    timeout: 120_000,
  });
}

/** Asked quickly, because a network without a way out may leave a request hanging. */
async function canDownload(): Promise<boolean> {
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(3000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
