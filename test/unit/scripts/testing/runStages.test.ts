import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { tempFolder } from '../../../support/process/tempFolder.ts';

const fakeRun = join(import.meta.dirname, '../../../support/process/fakeRun.ts');

/** A run of made-up stages. */
interface FakeRun extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  said(): string;
  /** Resolves when it prints this. */
  says(text: string): Promise<void>;
  /** Resolves to its code (or signal) and its last line when it has ended. */
  end(): Promise<readonly [number | string, string]>;
  /** The processes that its stages started. */
  started(): Promise<readonly number[]>;
  readonly temporary: string;
}

function startRun(...behaviours: readonly string[]): Promise<FakeRun> {
  return startRunBeside(null, behaviours);
}

/** Beside another run, on one machine. */
async function startRunBeside(other: FakeRun | null, behaviours: readonly string[]): Promise<FakeRun> {
  const folder = await tempFolder();
  const temporary = other?.temporary ?? folder.path;
  const pids = join(folder.path, 'pids');
  const child = spawn(process.execPath, [fakeRun, pids, ...behaviours], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TMPDIR: temporary },
  });
  let said = '';
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', text => {
      said += text;
      for (const look of waiting) {
        look();
      }
    });
  }
  const closed = once(child, 'close');
  const started = async () =>
    (await readFile(pids, 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
  return {
    child,
    said: () => said,
    says: text =>
      new Promise((resolve, reject) => {
        const look = () => said.includes(text) && resolve();
        waiting.add(look);
        look();
        void closed.then(() => reject(new Error(`It ended without saying “${text}”:\n${said}`)));
      }),
    end: async () => {
      const [code, signal] = await closed;
      return [code ?? signal, said.trimEnd().split('\n').at(-1) ?? ''];
    },
    started,
    temporary,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      for (const pid of (await started()).filter(isRunning)) {
        process.kill(pid, 'SIGKILL');
      }
      await folder[Symbol.asyncDispose]();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // One that has ended is listed until whoever inherited it takes note.
    return process.platform !== 'linux' || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

async function assertNothingRuns(run: FakeRun, count: number): Promise<void> {
  const started = await run.started();
  assert.equal(started.length, count);
  while (started.some(isRunning)) {
    await pause(10);
  }
}

/** They mostly wait for processes to start. */
const options = { concurrency: 4 };

describe('A run of stages ends by itself, with a count as its last line', options, () => {
  const cases: readonly (readonly [readonly string[], number, string, RegExp])[] = [
    [['passes'], 0, '2 passed, 0 failed', /The slowest:\n +2\.0 s {2}passes: is slow\n/],
    [['fails', 'passes'], 1, '3 passed, 1 failed', /Failed:\n {2}✖ fails: is broken\n/],
    [['nothing'], 1, '0 passed, 1 failed', /It ran no test/],
    [['throws', 'passes'], 1, '2 passed, 1 failed', /no such luck/],
    [['exits'], 1, '1 passed, 1 failed', /It ended with code 0 before it was done/],
    [['throws', 'needs passes'], 1, '0 passed, 2 failed', /It needs the stage “throws”, which failed/],
    [
      ['passes', 'needs passes'],
      0,
      '4 passed, 0 failed',
      /passes [\d.]+ s \(2\), needs passes [\d.]+ s \(2\);/,
    ],
    [[], 1, '0 passed, 0 failed', /had to be killed: 0/],
  ];
  for (const [behaviours, code, last, said] of cases) {
    test(`when its stages are: ${behaviours.join(', ') || 'none'}`, async () => {
      await using run = await startRun(...behaviours);
      assert.deepEqual(await run.end(), [code, last]);
      assert.match(run.said(), said);
      assert.match(run.said(), /had to be killed: 0/);
      assert.deepEqual(await readdir(run.temporary), []);
    });
  }
});

describe('Whatever happens to a stage, nothing of it stays', options, () => {
  test('a stage that hangs is ended at its limit with all that it started, has failed, and tells what it was at', async () => {
    await using run = await startRun('hangs!', 'passes');
    assert.deepEqual(await run.end(), [1, '2 passed, 1 failed']);
    assert.match(run.said(), /It took more than 8 s\.\n +It was at: waits for ever/);
    assert.match(run.said(), /had to be killed: 3\n/);
    await assertNothingRuns(run, 2);
  });

  test('a browser that is killed while a stage looks at it fails the stage, and its server does not stay', async () => {
    await using run = await startRun('loses its browser', 'passes');
    await run.says('the browser is there');
    const [, browser = 0] = await run.started();
    process.kill(browser, 'SIGKILL');
    assert.deepEqual(await run.end(), [1, '2 passed, 1 failed']);
    assert.match(run.said(), /The browser ended by SIGKILL/);
    assert.match(run.said(), /had to be killed: 1\n/);
    await assertNothingRuns(run, 2);
  });

  test('what a stage leaves running is ended after it, and counted', async () => {
    await using run = await startRun('leaves');
    assert.deepEqual(await run.end(), [0, '1 passed, 0 failed']);
    assert.match(run.said(), /had to be killed: 1\n +\S+ -e setInterval/);
    await assertNothingRuns(run, 1);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} ends everything that runs, and the run tells of it`, async () => {
      await using run = await startRun('loses its browser', 'passes');
      await run.says('the browser is there');
      run.child.kill(signal);
      assert.deepEqual(await run.end(), [1, '0 passed, 2 failed']);
      assert.match(run.said(), new RegExp(`It was ended by ${signal}`));
      await assertNothingRuns(run, 2);
      assert.deepEqual(await readdir(run.temporary), ['pids']);
    });
  }

  test('what a run that is killed had started ends itself', async () => {
    await using run = await startRun('loses its browser');
    await run.says('the browser is there');
    run.child.kill('SIGKILL');
    await run.end();
    await assertNothingRuns(run, 2);
  });
});

describe('Windows of several runs are open one after another', options, () => {
  test('a run waits for those of another one, says so, and goes on when that has ended', async () => {
    await using first = await startRun('alone leaves', 'alone hangs');
    await first.says('alone hangs');
    while ((await first.started()).length < 3) {
      await pause(10);
    }
    await using second = await startRunBeside(first, ['passes', 'alone passes']);
    await second.says('Another run has windows open on this machine: waiting for them …');
    first.child.kill('SIGTERM');
    assert.deepEqual(await first.end(), [1, '1 passed, 1 failed']);
    assert.deepEqual(await second.end(), [0, '4 passed, 0 failed']);
    assert.deepEqual(await readdir(first.temporary), ['pids']);
  });

  test('a run that is ended while it waits ends at once, and the other one goes on', async () => {
    await using first = await startRun('alone hangs');
    while ((await first.started()).length < 2) {
      await pause(10);
    }
    await using second = await startRunBeside(first, ['alone passes']);
    await second.says('waiting for them');
    second.child.kill('SIGTERM');
    assert.deepEqual(await second.end(), [1, '0 passed, 1 failed']);
    assert.match(second.said(), /It was ended by SIGTERM/);
    assert.equal(first.child.exitCode, null);
    first.child.kill('SIGTERM');
    await first.end();
  });
});
