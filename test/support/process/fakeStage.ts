// A stage of a made-up run: node fakeStage.ts BEHAVIOUR PIDS; see test/unit/scripts/testing/runStages.test.ts. It writes the numbers of
// the processes that it starts to the file PIDS, a line each.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { serveStage } from '../../../scripts/testing/serveStage.ts';
import type { Progress } from '../../../scripts/testing/stage.ts';

const [behaviour = '', pids = ''] = process.argv.slice(2);

/** Starts what would run for ever, in a session of its own as servers and browsers are; nobody waits for it. */
function start(name: string): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', name], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  appendFileSync(pids, `${child.pid}\n`);
  return child;
}

const behaviours: Readonly<Record<string, (progress: Progress) => Promise<void>>> = {
  async passes({ ended }) {
    ended({ title: 'is quick', ms: 1 });
    ended({ title: 'is slow', ms: 2000 });
  },
  async fails({ ended }) {
    ended({ title: 'is fine', ms: 1 });
    ended({ title: 'is broken', ms: 1, why: 'It broke.' });
  },
  async nothing() {},
  async throws() {
    throw new Error('no such luck');
  },
  async exits({ ended }) {
    ended({ title: 'is fine', ms: 1 });
    process.exit(0);
  },
  async hangs({ began }) {
    start('server');
    start('browser').unref();
    began('waits for ever');
    await new Promise(() => {});
  },
  async leaves({ ended }) {
    start('server').unref();
    ended({ title: 'is fine', ms: 1 });
  },
  async 'loses its browser'({ began }) {
    start('server').unref();
    const browser = start('browser');
    began('looks at a window');
    const exit = once(browser, 'exit');
    console.log('  the browser is there');
    const [, signal] = await exit;
    throw new Error(`The browser ended by ${signal}.`);
  },
};

const run = behaviours[behaviour];
if (!run) {
  throw new Error(`There is no behaviour "${behaviour}".`);
}
await serveStage({ limit: 0, needsEditor: false, run }, undefined);
