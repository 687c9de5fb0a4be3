import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installServer } from './installServer.ts';

export interface ServerOptions {
  /** Keeps settings, secrets and the extensions' storage; made when missing. */
  readonly profileFolder: string;
  readonly extensionsFolder: string;
  /** The folders' names of those of VS Code's own extensions that are to be there; all when absent. */
  readonly builtinExtensions?: readonly string[];
  /** Honours a page's extensionDevelopmentPath and extensionTestsPath, and shows no notifications. */
  readonly isForTests?: boolean;
  /** False starts every folder in Restricted Mode. */
  readonly isTrusted?: boolean;
  /** Given to the extension host as well. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A running VS Code server on 127.0.0.1. */
export interface VscodeServer extends AsyncDisposable {
  /** As in `127.0.0.1:34297`. */
  readonly host: string;
  /** The last lines that it printed, for a failure's report. */
  log(): string;
  /** Resolves when no extension host is running: a window that was left ends its own. */
  untilIdle(): Promise<void>;
  /** Ends it with its extension hosts. */
  close(): Promise<void>;
}

/** Starts VS Code's server on any free port; ready when it resolves. */
export async function startServer(options: ServerOptions): Promise<VscodeServer> {
  const { vscode } = await installServer(console.error);
  await mkdir(options.profileFolder, { recursive: true });
  const child = spawn(
    process.execPath,
    [
      'out/server-main.js',
      '--host=127.0.0.1',
      '--port=0',
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level=off',
      `--server-data-dir=${options.profileFolder}`,
      `--extensions-dir=${options.extensionsFolder}`,
      ...(await builtinArguments(vscode, options)),
      ...(options.isTrusted === false ? [] : ['--disable-workspace-trust']),
      ...(options.isForTests ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      cwd: vscode,
      env: serverEnvironment(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: isPosix,
    },
  );
  const lines = keepLines(child);
  const close = endWithGroup(child);
  try {
    const port = await Promise.race([
      lines.port,
      // Rejects when there is nothing that could be started.
      once(child, 'exit').then(() => {
        throw new Error(`The VS Code server ended before it was ready:\n${lines.last()}`);
      }),
    ]);
    const { last: log, untilIdle } = lines;
    return { host: `127.0.0.1:${port}`, log, untilIdle, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function builtinArguments(
  vscode: string,
  { builtinExtensions, profileFolder }: ServerOptions,
): Promise<readonly string[]> {
  if (!builtinExtensions) {
    return [];
  }
  const folder = join(profileFolder, 'builtin-extensions');
  await mkdir(folder);
  for (const name of builtinExtensions) {
    // They load packages that are beside VS Code's others, and so are not copied.
    await symlink(join(vscode, 'extensions', name), join(folder, name), 'junction');
  }
  return [`--builtin-extensions-dir=${folder}`];
}

/** Installs VSIX files for every server that is started with this extensions folder. */
export async function installExtensions(
  files: readonly string[],
  extensionsFolder: string,
  profileFolder: string,
): Promise<void> {
  const { vscode } = await installServer(console.error);
  const child = spawn(
    process.execPath,
    [
      'out/server-main.js',
      '--accept-server-license-terms',
      '--telemetry-level=off',
      `--server-data-dir=${profileFolder}`,
      `--extensions-dir=${extensionsFolder}`,
      ...files.map(file => `--install-extension=${file}`),
      '--force',
    ],
    { cwd: vscode, env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const lines = keepLines(child);
  const [code] = await once(child, 'close');
  const installed = lines.last().match(/successfully installed/g) ?? [];
  if (code !== 0 || installed.length < files.length) {
    throw new Error(`VS Code refused ${files.join(' or ')}:\n${lines.last()}`);
  }
}

/** Without what a surrounding VS Code's terminal sets, and without a gallery to look things up in. */
export function serverEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { VSCODE_IPC_HOOK_CLI: _hook, VSCODE_CWD: _cwd, NODE_OPTIONS: _options, ...inherited } = process.env;
  // VSCODE_CLI: with the environment as it is; else each server starts the person's login shell to ask for it.
  return { ...inherited, EXTENSIONS_GALLERY: '{"serviceUrl":""}', VSCODE_CLI: '1', ...extra };
}

const isPosix = process.platform !== 'win32';

/** Ends a process that leads a group of its own, and the group; also when this process exits first. */
export function endWithGroup(child: ChildProcess): () => Promise<void> {
  const { pid } = child;
  const kill = (): void => {
    try {
      // A process that did not start has no number; 0 would be our own group.
      if (pid !== undefined) {
        process.kill(isPosix ? -pid : pid, 'SIGKILL');
      }
    } catch {
      // Gone already.
    }
  };
  process.once('exit', kill);
  return async () => {
    process.off('exit', kill);
    const isRunning = pid !== undefined && child.exitCode === null && child.signalCode === null;
    const exited = isRunning ? once(child, 'exit') : Promise.resolve();
    kill();
    await exited;
  };
}

/** What the server prints, at length, of native modules that it does without. */
const nativeModules =
  /bindings|spdlog|watchdog|vsda|SpdLog|async _3|node:internal|^ → |^ {2}tries:|^ {2}\]|^[}\s]*$/;

interface Lines {
  readonly port: Promise<number>;
  last(): string;
  untilIdle(): Promise<void>;
}

function keepLines(child: ChildProcess): Lines {
  const kept: string[] = [];
  const hosts = new Set<string>();
  const waiting = new Set<() => void>();
  const { promise: port, resolve } = Promise.withResolvers<number>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) {
      continue;
    }
    createInterface({ input: stream }).on('line', line => {
      if (!nativeModules.test(line)) {
        kept.push(line);
      }
      if (kept.length > 200) {
        kept.shift();
      }
      const listening = /agent listening on (\d+)/.exec(line);
      if (listening) {
        resolve(Number(listening[1]));
      }
      const [, pid = '', event] =
        /<(\d+)> (Launched Extension Host|Extension Host Process exited)/.exec(line) ?? [];
      if (event !== undefined) {
        hosts[event.startsWith('Launched') ? 'add' : 'delete'](pid);
      }
      for (const look of waiting) {
        look();
      }
    });
  }
  const untilIdle = () =>
    new Promise<void>(resolve => {
      const look = () => {
        if (hosts.size === 0) {
          waiting.delete(look);
          resolve();
        }
      };
      waiting.add(look);
      look();
    });
  return { port, last: () => kept.join('\n'), untilIdle };
}
