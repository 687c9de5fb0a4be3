import { spawn } from 'node:child_process';
import { commandLine } from './commandLine.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a person would, without a terminal, in `cwd`, with these variables and no other keys. */
export async function runCli(
  args: readonly string[],
  options: {
    readonly cwd: string;
    readonly env?: Readonly<Record<string, string>>;
    /** Ctrl+C is pressed when this resolves. */
    readonly interrupt?: Promise<unknown>;
    /** What comes then, when it is not Ctrl+C. */
    readonly interruptBy?: NodeJS.Signals;
    /** It is killed. */
    readonly stop?: AbortSignal;
    /** Nobody reads what it prints after its first piece. */
    readonly isReadOnce?: boolean;
    /** Where its output goes, which is then not read. */
    readonly stdout?: number;
    /** Whose process it is; only root can choose. */
    readonly uid?: number;
    /** The system kills it once it has computed for so many seconds, however long that takes. Not on Windows. */
    readonly cpuSeconds?: number;
  },
): Promise<CliResult> {
  const { OPENAI_API_KEY: _, ANTHROPIC_API_KEY: __, SKILLWRIGHT_KEY: ___, ...inherited } = process.env;
  const command = [process.execPath, commandLine, ...args];
  const [program = '', ...rest] =
    options.cpuSeconds === undefined
      ? command
      : ['/bin/sh', '-c', `ulimit -t ${options.cpuSeconds}; exec "$@"`, 'sh', ...command];
  const child = spawn(program, rest, {
    cwd: options.cwd,
    env: { ...inherited, ...options.env },
    stdio: ['ignore', options.stdout ?? 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  void options.interrupt?.then(() => child.kill(options.interruptBy ?? 'SIGINT'));
  if (options.isReadOnce === true) {
    child.stdout?.once('data', () => child.stdout?.destroy());
  }
  options.stop?.addEventListener('abort', () => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  const code = await new Promise<number | null>(done => child.once('close', done));
  return { code, stdout, stderr };
}
