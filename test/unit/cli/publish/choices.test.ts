import assert from 'node:assert/strict';
import { createInterface } from 'node:readline/promises';
import { PassThrough } from 'node:stream';
import { describe, it, type TestContext } from 'node:test';
import { isYes } from '../../../../src/cli/publish/choices.ts';

/** What is understood when somebody types this at the question. */
async function answering(test: TestContext, typed: string): Promise<boolean> {
  test.mock.method(console, 'log', () => undefined);
  const input = new PassThrough();
  const terminal = createInterface({ input, output: new PassThrough(), terminal: true });
  const answer = isYes(terminal, 'Publish? [y/N] ');
  input.write(typed);
  try {
    return await answer;
  } finally {
    terminal.close();
  }
}

describe('the question before a publish', () => {
  for (const typed of ['y\r', 'Yes\r', ' y \r']) {
    it(`takes ${JSON.stringify(typed)} for a yes`, async t => assert.equal(await answering(t, typed), true));
  }
  for (const typed of ['n\r', '\r', 'yellow\r', '\u0003', '\u0004']) {
    it(`takes ${JSON.stringify(typed)} for a no`, async t => assert.equal(await answering(t, typed), false));
  }
});
