import { runCommandLine } from '../../../src/cli/commandLine.ts';
import type { CliResult } from './runCli.ts';

/** Where the command line looks for keys when it is not told. */
const keyVariables = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'SKILLWRIGHT_KEY'];

/**
 * Runs the command line in this process, in `cwd`: fifty times as fast as `runCli`, and one at a time. For what does
 * not depend on signals or the terminal. With `keys`, those variables hold keys, and no others do.
 */
export async function runInProcess(
  args: readonly string[],
  cwd: string,
  keys?: Readonly<Record<string, string>>,
): Promise<CliResult> {
  const { value, ...said } = await runHere(() => runCommandLine(args), cwd, keys);
  return { code: value, ...said };
}

/** Does in this process what is meant for one of its own, in `cwd`: one such work at a time. */
export async function runHere<T>(
  work: () => Promise<T>,
  cwd: string,
  keys?: Readonly<Record<string, string>>,
): Promise<{ readonly value: T; readonly stdout: string; readonly stderr: string }> {
  const said = { stdout: '', stderr: '' };
  const { log, error } = console;
  const before = process.cwd();
  console.log = (...texts: unknown[]) => {
    said.stdout += `${texts.join(' ')}\n`;
  };
  console.error = (...texts: unknown[]) => {
    said.stderr += `${texts.join(' ')}\n`;
  };
  const restoreKeys = keys === undefined ? () => undefined : setKeys(keys);
  process.chdir(cwd);
  try {
    const value = await work();
    return { value, ...said };
  } finally {
    process.chdir(before);
    restoreKeys();
    Object.assign(console, { log, error });
  }
}

/** Gives back what undoes it. */
function setKeys(keys: Readonly<Record<string, string>>): () => void {
  const names = [...keyVariables, ...Object.keys(keys)];
  const before = new Map(names.map(name => [name, process.env[name]]));
  const put = (name: string, value: string | undefined) => {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  };
  for (const name of names) {
    put(name, keys[name]);
  }
  return () => {
    for (const [name, value] of before) {
      put(name, value);
    }
  };
}
