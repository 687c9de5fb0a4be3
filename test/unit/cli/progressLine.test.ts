import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { progressLine } from '../../../src/cli/progressLine.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';
import { skillText } from '../../support/publish/publisher.ts';
import { startTestRegistry } from '../../support/registry/startTestRegistry.ts';

const clear = '\u001b[K';

/** What is written to a terminal at stderr until it is disposed. */
function asTerminal(onText: (text: string) => void = () => undefined) {
  const { write, isTTY } = process.stderr;
  const texts: string[] = [];
  process.stderr.isTTY = true;
  process.stderr.write = ((text: unknown) => {
    texts.push(String(text));
    onText(String(text));
    return true;
  }) as typeof write;
  return {
    texts,
    [Symbol.dispose]() {
      Object.assign(process.stderr, { write, isTTY });
    },
  };
}

test('how far work is, is said from 0.4 s on, only when it changed, and is taken away at the end', t => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  using terminal = asTerminal();
  const line = progressLine('Checking', 3);
  t.mock.timers.tick(399);
  assert.deepEqual(terminal.texts, []);
  t.mock.timers.tick(1);
  t.mock.timers.tick(400);
  line.count();
  t.mock.timers.tick(400);
  line.end();
  t.mock.timers.tick(4000);
  assert.deepEqual(terminal.texts, [`\rChecking 0 of 3${clear}`, `\rChecking 1 of 3${clear}`, `\r${clear}`]);
});

test('how far work is, is not said to a log', t => {
  t.mock.timers.enable({ apis: ['setInterval'] });
  using terminal = asTerminal();
  process.stderr.isTTY = false;
  const line = progressLine('Checking', 3);
  t.mock.timers.tick(4000);
  line.end();
  assert.deepEqual(terminal.texts, []);
});

/** What a command says while the registry keeps back answers about paths of a kind; none downloads what is here. */
const waiting: readonly (readonly [held: RegExp, says: RegExp, args: readonly string[]])[] = [
  [/./, /^Reviewing 0 of 1$/, ['publish', 'skills', '--yes']],
  [/./, /^Looking at 0 of 1$/, ['status', 'skills']],
  [/./, /^Asking http:/, ['list']],
  [/./, /^Asking http:/, ['versions', 'greeter']],
  [/content/, /^Downloading v1 of greeter$/, ['download', 'greeter', '--to', 'down']],
  [/content/, /^Downloading two versions of greeter$/, ['diff', 'greeter', 'v2', 'v3']],
  [/content/, /^Downloading v4 of greeter$/, ['show', 'greeter', '--version', 'v4']],
  [/content/, /^Downloading v5 of greeter$/, ['trust', 'greeter', '--version', 'v5']],
];

test('every command that a registry keeps waiting says at a terminal what it waits for', async () => {
  await using folder = await tempFolder();
  let held: RegExp | null = null;
  let goOn = Promise.withResolvers<void>();
  await using server = await startTestRegistry({
    wrap: listener => async (request, response) => {
      if (held?.test(request.url ?? '')) {
        await goOn.promise;
      }
      listener(request, response);
    },
  });
  await mkdir(join(folder.path, 'skills/greeter'), { recursive: true });
  const write = (body: string) =>
    writeFile(join(folder.path, 'skills/greeter/SKILL.md'), skillText('greeter', body));
  const there = ['--registry', server.baseURL];
  process.env.SKILLWRIGHT_KEY = server.token;
  try {
    for (const body of ['One.', 'Two.', 'Three.', 'Four.', 'Five.']) {
      await write(body);
      const { code, stderr } = await runInProcess(['publish', 'skills', ...there, '--yes'], folder.path);
      assert.equal(code, 0, stderr);
    }
    await write('Six.');
    for (const [path, wanted, args] of waiting) {
      goOn = Promise.withResolvers();
      let isSaid = false;
      using terminal = asTerminal(text => {
        if (wanted.test(text.slice(1).replace(clear, ''))) {
          isSaid = true;
          goOn.resolve();
        }
      });
      held = path;
      const { stdout } = await runInProcess([...args, ...there], folder.path);
      held = null;
      assert.ok(isSaid, args.join(' '));
      assert.equal(terminal.texts.at(-1), `\r${clear}`, args.join(' '));
      assert.ok(!stdout.includes('\r'));
    }
  } finally {
    delete process.env.SKILLWRIGHT_KEY;
  }
});
