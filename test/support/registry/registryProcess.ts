import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { commandLine } from '../process/commandLine.ts';

/** `skillwright registry` in a process of its own. */
export interface RegistryProcess {
  readonly child: ChildProcess;
  readonly baseURL: string;
  readonly token: string;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

export interface RegistryProcessOptions {
  readonly dataDirectory: string;
  /** The command line, when it is another one than `commandLine`. */
  readonly main?: string;
  /** Shell commands that go before it, such as `ulimit -f 100`. */
  readonly shell?: string;
  /** Another user to run as, which only root can ask for. */
  readonly uid?: number;
}

/** Starts it and waits until it says that it is ready. */
export async function startRegistryProcess(options: RegistryProcessOptions): Promise<RegistryProcess> {
  const { main = commandLine, dataDirectory } = options;
  const command = [process.execPath, main, 'registry', '--port', '0', '--data', dataDirectory];
  const [program, ...args] = options.shell
    ? ['/bin/sh', '-c', `${options.shell}; exec "$@"`, 'sh', ...command]
    : command;
  const identity = options.uid === undefined ? {} : { uid: options.uid };
  const child = spawn(program ?? '', args, { stdio: ['ignore', 'pipe', 'inherit'], ...identity });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const line = await Promise.race([once(lines, 'line'), ended.then(() => null)]);
  if (line === null) {
    throw new Error(`The registry ended with ${child.exitCode} before it was ready.`);
  }
  const { baseURL, token } = JSON.parse(line[0]) as { baseURL: string; token: string };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, baseURL, token, kill };
}
