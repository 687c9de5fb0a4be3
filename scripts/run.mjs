// Runs one of the project's TypeScript files under the project's own Node, installing first what is missing:
//   node scripts/run.mjs [--here] FILE.ts [ARGUMENT…]
// With --here, paths among the arguments are meant from where npm was called: npm itself goes to the project's root.
// This file alone must run on Node 20 with nothing installed. It says what it does on stderr: stdout is the file's.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const nodeModules = join(root, 'node_modules');

/** VS Code's server needs exactly the Node it was made for; the `node` package brings it, by its install script. */
const ownNode = join(nodeModules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Whether every package that the lock file names is there in its version; content, since times change in a clone. */
function isInstalled() {
  try {
    const installed = packagesOf(join(nodeModules, '.package-lock.json'));
    return (
      existsSync(ownNode) &&
      Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
        ([path, { version, optional, peer }]) =>
          path === '' || optional || (peer && !installed[path]) || installed[path]?.version === version,
      )
    );
  } catch {
    return false;
  }
}

/** The packages whose install scripts are needed: each brings a program for this machine. No other's are run. */
const withScripts = ['@vscode/vsce-sign', 'esbuild', 'node'];

/** Names of variables that hold what a package's script has no business with. */
const secretName = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL|COOKIE|_AUTH/i;

/** Runs a program to its end, and hands it the signals that come meanwhile; resolves to its exit code. */
async function run(program, args, options) {
  const child = spawn(program, args, options);
  const forward = signal => {
    // The child decides what a signal means; at a terminal, Ctrl+C reaches it without us.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) {
      child.kill(signal);
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) {
    process.on(signal, forward);
  }
  const [code, signal] = await once(child, 'exit');
  for (const name of signals) {
    process.off(name, forward);
  }
  return code ?? (signal === 'SIGINT' ? 130 : 1);
}

const lockFile = join(root, '.local', 'install.lock');

/** Takes the lock under which packages are installed; waits while another run of this checkout has it. */
async function takeLock() {
  mkdirSync(dirname(lockFile), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lockFile, `${process.pid}`, { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (isHeld()) {
      await pause(200);
    } else {
      rmSync(lockFile, { force: true });
    }
  }
}

/** Whether whoever took the lock still runs. */
function isHeld() {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Installs what is missing; resolves to whether everything is there. */
async function installMissing() {
  if (isLinked() || isInstalled()) {
    return true;
  }
  await takeLock();
  try {
    return isInstalled() || (await install());
  } finally {
    rmSync(lockFile, { force: true });
  }
}

/** Resolves to whether it could be done. */
async function npm(args, env) {
  const options = { cwd: root, stdio: ['ignore', 2, 2], env };
  const own = process.env.npm_execpath;
  const code = own?.endsWith('.js')
    ? await run(process.execPath, [own, ...args], options)
    : await run('npm', args, { ...options, shell: process.platform === 'win32' });
  return code === 0;
}

/** Resolves to whether it could be done. */
async function install() {
  console.error('Installing the development packages (once, about half a minute) …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // Not `npm ci`: it refuses where a registry lacks packages for other platforms, which nobody here needs. Versions and
  // digests are those of the lock file all the same, and nothing of a package runs.
  const isFetched = await npm(['install', '--no-save', '--ignore-scripts', ...quiet], process.env);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !secretName.test(name)));
  if (!isFetched || !(await npm(['rebuild', '--ignore-scripts=false', ...withScripts, ...quiet], env))) {
    console.error(
      'npm install failed, for the reason above. Without the npm registry nothing can be installed.',
    );
    return false;
  }
  return true;
}

/** A linked node_modules belongs to another checkout: never installed into from here. */
function isLinked() {
  return existsSync(nodeModules) && lstatSync(nodeModules).isSymbolicLink();
}

async function main() {
  const isHere = process.argv[2] === '--here';
  const [file, ...rest] = process.argv.slice(isHere ? 3 : 2);
  if (!(await installMissing())) {
    if (file === 'scripts/test.ts') {
      console.log('0 passed, 1 failed');
    }
    return 1;
  }
  const bin = join(nodeModules, '.bin');
  return run(existsSync(ownNode) ? ownNode : process.execPath, [join(root, file), ...rest], {
    stdio: 'inherit',
    cwd: (isHere && process.env.INIT_CWD) || process.cwd(),
    env: { ...process.env, PATH: [bin, process.env.PATH].join(process.platform === 'win32' ? ';' : ':') },
  });
}

process.exitCode = await main();
