import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A process as the system lists it. */
interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  /** The group that it belongs to, or on Linux its session: what a detached process starts for itself. */
  readonly family: number;
  readonly command: string;
  /** With the command on macOS; as far as the system tells it. */
  readonly environment: string;
}

/** In characters. */
const minMark = 16;

/**
 * The processes with `mark` in their environment, which is handed down to whatever a process starts, with their
 * children and families: some processes, as Chromium's, write over their environment. So what lost its parent is found
 * as well. Empty on Windows.
 */
async function findMarked(mark: string): Promise<readonly RunningProcess[]> {
  if (mark.length < minMark) {
    throw new Error(`"${mark}" would mark everybody's processes.`);
  }
  const all = await listProcesses();
  const own = all.find(({ pid }) => pid === process.pid)?.family;
  const others = all.filter(({ pid }) => pid !== process.pid);
  const found = new Set(others.filter(({ environment }) => environment.includes(mark)));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    const pids = new Set([...found].map(({ pid }) => pid));
    const families = new Set([...found].map(({ family }) => family));
    for (const one of others) {
      if (pids.has(one.parent) || (families.has(one.family) && one.family !== own)) {
        found.add(one);
      }
    }
  }
  return [...found];
}

/** A process that does not end within this time after it was killed, in ms, cannot be: its disk does not answer. */
const maxDying = 10_000;

/**
 * Kills the processes with `mark`, and what they start meanwhile, after having given them `patience` in ms to end by
 * themselves. Resolves to the commands of those that it killed.
 */
export async function killMarked(mark: string, patience: number): Promise<readonly string[]> {
  const killed = new Map<number, string>();
  const end = Date.now() + patience;
  for (;;) {
    const running = await findMarked(mark);
    if (running.length === 0 || Date.now() >= end + maxDying) {
      return [...killed.values()];
    }
    if (Date.now() >= end) {
      for (const { pid, command } of running) {
        killed.set(pid, command);
        kill(pid);
      }
    }
    await pause(50);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}

async function listProcesses(): Promise<readonly RunningProcess[]> {
  if (process.platform === 'linux') {
    const names = await readdir('/proc');
    const pids = names.filter(name => /^\d+$/.test(name));
    return (await Promise.all(pids.map(readProcess))).flatMap(one => one ?? []);
  }
  return process.platform === 'win32' ? [] : listByPs();
}

/** Null for one that has ended, or is only not yet waited for by its parent. */
async function readProcess(name: string): Promise<RunningProcess | null> {
  try {
    const stat = await readFile(`/proc/${name}/stat`, 'latin1');
    // The name, in brackets, may hold anything.
    const [state, parent, , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = await readFile(`/proc/${name}/cmdline`, 'utf8');
    // Not ours to read when it is somebody else's.
    const environment = await readFile(`/proc/${name}/environ`, 'latin1').catch(() => '');
    return state === 'Z' || state === 'X'
      ? null
      : {
          pid: Number(name),
          parent: Number(parent),
          family: Number(session),
          command: command.replaceAll('\0', ' ').trim(),
          environment,
        };
  } catch {
    return null;
  }
}

async function listByPs(): Promise<readonly RunningProcess[]> {
  const args = ['-A', '-E', '-ww', '-o', 'pid=,ppid=,pgid=,command='];
  const { stdout } = await promisify(execFile)('ps', args, { maxBuffer: 2 ** 26 });
  return [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/gm)].map(
    ([, pid, parent, family, command = '']) => ({
      pid: Number(pid),
      parent: Number(parent),
      family: Number(family),
      command,
      environment: command,
    }),
  );
}
