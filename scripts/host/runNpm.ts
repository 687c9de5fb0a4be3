import { spawn } from 'node:child_process';

/** Runs npm quietly in a folder; rejects with what it said when it fails. */
export async function runNpm(args: readonly string[], cwd: string): Promise<void> {
  const npm = process.env.npm_execpath;
  const flags = [...args, '--no-audit', '--no-fund', '--loglevel=error'];
  // Not through npm's own environment: its `npm_config_…` belong to the project, not to `cwd`.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_config_(local_)?prefix$/i.test(key)),
  );
  const child = npm?.endsWith('.js')
    ? spawn(process.execPath, [npm, ...flags], { cwd, env })
    : spawn('npm', flags, { cwd, env, shell: process.platform === 'win32' });
  let said = '';
  child.stdout.on('data', text => (said += text));
  child.stderr.on('data', text => (said += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${cwd}:\n${said.slice(-2000)}`);
  }
}
