import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { localFolder, root } from '../paths.ts';
import { inSeconds, type Progress, type TestResult, tellResult } from './stage.ts';

/** From a group's process. A test that is done is told of as ended in its turn, which may be later. */
export type GroupMessage =
  | { readonly kind: 'began' | 'done'; readonly title: string }
  | { readonly kind: 'ended'; readonly file: string; readonly result: TestResult }
  | { readonly kind: 'finished' };

export interface NodeTestOptions {
  /** A line per test, not per file. */
  readonly isEachTold: boolean;
  /** Groups that are run at once; as many as there are processors when absent. */
  readonly atOnce?: number;
  readonly env?: Readonly<Record<string, string>>;
  /**
   * A process in which no further test begins and that does not end within this time, in ms, is kept open by what one
   * left; a minute when absent.
   */
  readonly maxIdle?: number;
}

/**
 * Runs groups of test files by node's own runner. A group is one process: to start one and to load the modules costs
 * more than most files take. `sharedState.ts` keeps the files apart.
 */
export async function runNodeTests(
  groups: readonly (readonly string[])[],
  options: NodeTestOptions,
  progress: Progress,
): Promise<void> {
  const waiting = [...groups];
  const work = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      await runGroup(group, options, progress);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce ?? availableParallelism() }, work));
}

async function runGroup(
  files: readonly string[],
  options: NodeTestOptions,
  progress: Progress,
): Promise<void> {
  // Not a part of a run by node's own runner, when this is one.
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = fork(join(import.meta.dirname, 'nodeGroup.ts'), files, {
    execArgv: [],
    env: { ...inherited, NODE_COMPILE_CACHE: join(localFolder, 'compile-cache'), ...options.env },
  });
  const results: { readonly file: string; readonly result: TestResult }[] = [];
  let running = 0;
  let isFinished = false;
  let isIdle = false;
  let ending: NodeJS.Timeout | undefined;
  let idle: NodeJS.Timeout | undefined;
  const endIdle = () => {
    isIdle = true;
    child.kill('SIGKILL');
  };
  const tell = (file: string, result: TestResult) => {
    results.push({ file, result });
    progress.ended(result);
    if (options.isEachTold || result.why !== undefined) {
      tellResult(result);
    }
  };
  child.on('message', (message: GroupMessage) => {
    clearTimeout(idle);
    if (message.kind === 'began') {
      running++;
      progress.began(message.title);
    } else if (message.kind === 'done') {
      running--;
      progress.done(message.title);
    } else if (message.kind === 'ended') {
      tell(message.file, message.result);
    } else {
      isFinished = true;
      // Nothing is left that could keep it, but node itself may: on a busy machine it sometimes waits for ever for V8's
      // threads when it ends (nodejs/node#54918).
      ending = setTimeout(() => child.kill('SIGKILL'), 10_000);
    }
    if (running === 0 && !isFinished) {
      idle = setTimeout(endIdle, options.maxIdle ?? 60_000);
    }
  });
  const [[code, signal]] = await Promise.all([once(child, 'exit'), once(child, 'disconnect')]);
  clearTimeout(idle);
  clearTimeout(ending);
  if (!isFinished) {
    const names = files.map(nameOf).join(', ');
    const how = isIdle
      ? 'Something that a test left open keeps it from ending'
      : `It ended with ${signal ?? code}`;
    tell('', { title: `the tests of ${names}`, ms: 0, why: `${how}.` });
  }
  if (!options.isEachTold) {
    tellFiles(files, results);
  }
}

/** A line for each file. Tests that a file has others declare are counted with those. */
function tellFiles(
  files: readonly string[],
  results: readonly { readonly file: string; readonly result: TestResult }[],
): void {
  for (const [file, ended] of Map.groupBy(results, ({ file }) => file)) {
    const ms = ended.reduce((sum, { result }) => sum + result.ms, 0);
    const isClean = ended.every(({ result }) => result.why === undefined);
    console.log(`  ${isClean ? '✔' : '✖'} ${nameOf(file)} (${ended.length}, ${inSeconds(ms)})`);
  }
  for (const file of files.filter(name => !results.some(({ file }) => file === name))) {
    console.log(`  ✔ ${nameOf(file)}`);
  }
}

function nameOf(file: string): string {
  return relative(join(root, 'test'), file);
}
