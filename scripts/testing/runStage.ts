import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { killMarked } from './processes.ts';
import { markName } from './serveStage.ts';
import { indented, type StageMessage, type TestResult } from './stage.ts';

/** A stage to be run. */
export interface StageCommand {
  readonly name: string;
  /** In ms. */
  readonly limit: number;
  /** A module that calls `serveStage`, and what it is given. */
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The stage without which this one cannot be done. */
  readonly needs?: string;
  /** Whether those of several runs on one machine are done one after another. */
  readonly takesTurns?: boolean;
  /** Whether there are no tests in it, as there are none in preparations. */
  readonly hasNoTests?: boolean;
  /** What it started may take so long to end after it, in ms; 10 s when absent. */
  readonly patience?: number;
}

export interface StageOutcome {
  readonly name: string;
  readonly results: readonly TestResult[];
  /** The commands of processes that did not end by themselves. */
  readonly killed: readonly string[];
  readonly ms: number;
}

/** What is done may take so long to end, in ms, before it is killed. */
const maxEnding = 10_000;

const isWindows = process.platform === 'win32';

/**
 * Runs a stage in a process of its own, and resolves when nothing of it is left. Whatever happens to it, it has an
 * outcome: a stage that breaks, takes longer than its limit, is cut short by `signal` or ran no test has failed.
 */
export async function runStage(command: StageCommand, signal: AbortSignal): Promise<StageOutcome> {
  const start = Date.now();
  const mark = randomUUID();
  const child = spawn(process.execPath, [command.script, ...command.args], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // A session of its own: Ctrl+C at the terminal is answered here, and nobody else's process is taken for one of its.
    detached: !isWindows,
    // Under a name of its own as well, since a stage may run stages, too.
    env: { ...process.env, ...command.env, [markName]: mark, [`${markName}_${mark}`]: mark },
  });
  const results: TestResult[] = [];
  const running = new Set<string>();
  const { promise: finished, resolve: finish } = Promise.withResolvers<Cut>();
  child.on('message', (message: StageMessage) => {
    if (message.kind === 'began') {
      running.add(message.title);
    } else if (message.kind === 'done') {
      running.delete(message.title);
    } else if (message.kind === 'ended') {
      results.push(message.result);
    } else {
      finish({ isGivenUp: false, why: null });
    }
  });
  const ended = endOf(child);
  const { isGivenUp, why } = await Promise.race([finished, ended, reasonToCut(command, signal)]);
  if (!isGivenUp) {
    await Promise.race([ended, pause(maxEnding, undefined, { ref: false })]);
  }
  const killed = await clearUp(child, mark, isGivenUp ? 0 : (command.patience ?? maxEnding));
  if (why !== null) {
    const open = [...running].map(title => `\nIt was at: ${title}`).join('');
    results.push(stageFailure(command, Date.now() - start, why + open));
  } else if (results.length === 0 && !command.hasNoTests) {
    results.push(stageFailure(command, Date.now() - start, 'It ran no test.'));
  }
  return { name: command.name, results, killed, ms: Date.now() - start };
}

/** How the work in a stage's process came to its end. */
interface Cut {
  /** Whether it would go on. */
  readonly isGivenUp: boolean;
  /** Why it did not come to its own end. */
  readonly why: string | null;
}

/** When its process has ended and all that it told has arrived. */
async function endOf(child: ChildProcess): Promise<Cut> {
  try {
    const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
    return { isGivenUp: false, why: `It ended with ${signal ?? `code ${code}`} before it was done.` };
  } catch (error) {
    return { isGivenUp: false, why: `It could not be started: ${error}` };
  }
}

/** When it has to be ended. */
async function reasonToCut({ limit }: StageCommand, signal: AbortSignal): Promise<Cut> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`It took more than ${limit / 1000} s.`), limit);
  timer.unref();
  const onAbort = () => resolve(String(signal.reason));
  if (signal.aborted) {
    onAbort();
  }
  signal.addEventListener('abort', onAbort, { once: true });
  return { isGivenUp: true, why: await promise };
}

async function clearUp(child: ChildProcess, mark: string, patience: number): Promise<readonly string[]> {
  if (isWindows && child.exitCode === null && child.pid !== undefined) {
    await promisify(execFile)('taskkill', ['/PID', `${child.pid}`, '/T', '/F']).catch(() => undefined);
  }
  return killMarked(mark, patience);
}

/** The failure of a whole stage, which counts as that of a test. */
export function stageFailure({ name }: StageCommand, ms: number, why: string): TestResult {
  console.log(`  ✖ the stage “${name}”\n${indented(why)}`);
  return { title: `the stage “${name}”`, ms, why };
}
