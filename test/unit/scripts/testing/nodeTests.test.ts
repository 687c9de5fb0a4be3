import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { runNodeTests } from '../../../../scripts/testing/nodeTests.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';

const start = "import { after, before, describe, test } from 'node:test';\n";

/** Runs files, in one process, and resolves to a line for each test: its title, or its title and why it failed. */
async function run(
  context: TestContext,
  sources: readonly string[],
  maxIdle?: number,
): Promise<readonly string[]> {
  context.mock.method(console, 'log', () => undefined);
  await using folder = await tempFolder();
  const files = sources.map((_, index) => join(folder.path, `${index}.test.mjs`));
  await Promise.all(files.map((file, index) => writeFile(file, start + sources[index])));
  const told: string[] = [];
  await runNodeTests(
    [files],
    { isEachTold: false, ...(maxIdle === undefined ? {} : { maxIdle }) },
    {
      began: () => undefined,
      done: () => undefined,
      ended: ({ title, why }) =>
        told.push(
          why === undefined
            ? title
            : `${title.replaceAll(folder.path, '…')}: ${why.replaceAll(folder.path, '…').split('\n')[0]}`,
        ),
    },
  );
  return told;
}

test('files in one process are told of test by test, whatever any of them does', async context => {
  const told = await run(context, [
    "test('a', () => {}); test('skipped', { skip: true }, () => {});",
    "throw new Error('at load');",
    "describe('suite', () => { test('b', () => { throw new Error('broken'); }); test('c', () => {}); });",
    "describe('setup', () => { before(() => { throw new Error('no setup'); }); test('d', () => {}); });",
    "describe('end', () => { after(() => { throw new Error('no end'); }); test('e', () => {}); });",
  ]);
  assert.deepEqual(told, [
    'a',
    '…/1.test.mjs: Error: at load',
    'b: Error: broken',
    'c',
    'd: test did not finish before its parent and was cancelled',
    'setup: Error: no setup',
    'e',
    'end: Error: no end',
  ]);
});

test('a test fails that leaves the directory, a variable or a global changed for those after it', async context => {
  const changed =
    'AssertionError [ERR_ASSERTION]: The test changed what it shares with others, and left it so.';
  const told = await run(context, [
    "const home = process.cwd(); test('a', () => process.chdir('/')); test('back', () => process.chdir(home));",
    "test('b', () => { process.env.LEFT = '1'; }); test('gone', () => { delete process.env.LEFT; });",
    "test('c', () => { globalThis.left = 1; }); test('gone too', () => { delete globalThis.left; });",
    "test('d', () => { process.env.LEFT = '1'; delete process.env.LEFT; });",
  ]);
  assert.deepEqual(told, [
    `a: ${changed}`,
    'back',
    `b: ${changed}`,
    'gone',
    `c: ${changed}`,
    'gone too',
    'd',
  ]);
});

test('a process that ends in the middle of its tests, or does not end after them, has failed', async context => {
  const [a, ended] = await run(context, [
    "test('a', () => {}); test('b', () => process.kill(process.pid, 'SIGKILL'));",
  ]);
  assert.equal(a, 'a');
  assert.match(ended ?? '', /^the tests of .*0\.test\.mjs: It ended with SIGKILL\.$/);
  const [c, open] = await run(context, ["test('c', () => { setInterval(() => {}, 1000); });"], 500);
  assert.equal(c, 'c');
  assert.match(open ?? '', /Something that a test left open keeps it from ending/);
});
