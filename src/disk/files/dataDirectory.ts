import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where the embedded registry keeps its skills when the command line is not told: the system's place for a user's
 * application data. The editor's own is in its global storage; `--data` leads the command line there.
 */
export function defaultDataDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
): string {
  return join(applicationData(env, platform), 'skillwright', 'registry');
}

function applicationData(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') {
    return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  }
  if (platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support');
  }
  return env.XDG_DATA_HOME || join(homedir(), '.local', 'share');
}
