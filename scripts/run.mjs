// Runs one of the project's TypeScript files under the project's own Node, installing first what is missing:
//   node scripts/run.mjs [--here] FILE.ts [ARGUMENT…]
// With --here, paths among the arguments are meant from where npm was called: npm itself goes to the project's root.
// This file alone must run on Node 20 with nothing installed. It says what it does on stderr: stdout is the file's.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const nodeModules = join(root, 'node_modules');

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** Whether every package that the lock file names is there in its version; content, since times change in a clone. */
function isInstalled() {
  try {
    const installed = packagesOf(join(nodeModules, '.package-lock.json'));
    return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
      ([path, { version, optional, peer }]) =>
        path === '' || optional || (peer && !installed[path]) || installed[path]?.version === version,
    );
  } catch {
    return false;
  }
}

/** The packages whose install scripts are needed: each brings a program for this machine. No other's are run. */
const withScripts = ['@vscode/vsce-sign', 'esbuild', 'node'];

/** Names of variables that hold what a package's script has no business with. */
const secretName = /KEY|TOKEN|SECRET|PASSW|CREDENTIAL|COOKIE|_AUTH/i;

function npm(args, env) {
  const options = { cwd: root, stdio: ['ignore', 2, 2], env };
  const own = process.env.npm_execpath;
  const { status } = own?.endsWith('.js')
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return status === 0;
}

function install() {
  console.error('Installing the development packages (once, about half a minute) …');
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  // Not `npm ci`: it refuses where a registry lacks packages for other platforms, which nobody here needs. Versions and
  // digests are those of the lock file all the same, and nothing of a package runs.
  const isFetched = npm(['install', '--no-save', '--ignore-scripts', ...quiet], process.env);
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !secretName.test(name)));
  if (!isFetched || !npm(['rebuild', '--ignore-scripts=false', ...withScripts, ...quiet], env)) {
    console.error(
      'npm install failed, for the reason above. Without the npm registry nothing can be installed.',
    );
    process.exit(1);
  }
}

/** A linked node_modules belongs to another checkout: never installed into from here. */
function isLinked() {
  return existsSync(nodeModules) && lstatSync(nodeModules).isSymbolicLink();
}

/** VS Code's server needs exactly the Node it was made for; the `node` package brings it. */
function ownNode() {
  const path = join(nodeModules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(path) ? path : process.execPath;
}

if (!isLinked() && !isInstalled()) {
  install();
}
const isHere = process.argv[2] === '--here';
const [file, ...rest] = process.argv.slice(isHere ? 3 : 2);
const bin = join(nodeModules, '.bin');
const child = spawn(ownNode(), [join(root, file), ...rest], {
  stdio: 'inherit',
  cwd: (isHere && process.env.INIT_CWD) || process.cwd(),
  env: { ...process.env, PATH: [bin, process.env.PATH].join(process.platform === 'win32' ? ';' : ':') },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  // The child decides what a signal means; at a terminal, Ctrl+C reaches it without us.
  process.on(signal, () => (signal !== 'SIGINT' || !process.stdin.isTTY) && child.kill(signal));
}
child.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1);
});
