import assert from 'node:assert/strict';
import { test } from 'node:test';
import { totalCases } from '../../../support/evals/evalFolder.ts';
import { startEvals } from '../../../support/evals/startEvals.ts';
import type { ModelFault } from '../../../support/models/scriptedServer.ts';

function refusal(status: number, message: string): ModelFault {
  const error = { message, type: 'invalid_request_error', code: null };
  return { kind: 'answer', status, body: JSON.stringify({ type: 'error', error }) };
}

/** What only an editor has: its buttons, views and commands. */
const ofTheEditor =
  /Update Key|Open Settings|Add Registry|Refresh|Show Log|Choose|Manage Trust|Testing view|Restricted Mode|workspace|window|panel|button|toast/i;

/** What comes back from where the model runs, and what is said of it at a terminal. */
const answers: readonly (readonly [what: string, ModelFault, RegExp])[] = [
  [
    'a key that is wrong',
    refusal(401, 'Incorrect API key provided.'),
    /did not accept the key: .* Set SKILLWRIGHT_KEY to another one, or name .* with --key-env\.$/,
  ],
  [
    'a key without access',
    refusal(403, 'Your project has no access to gpt-test.'),
    /does not allow this: Your project has no access to gpt-test\. Set SKILLWRIGHT_KEY to a key that may do this/,
  ],
  [
    'a key whose account is empty',
    {
      kind: 'answer',
      status: 429,
      body: '{"error":{"message":"You exceeded your quota.","code":"insufficient_quota"}}',
    },
    /does not allow this: You exceeded your quota\. Set SKILLWRIGHT_KEY/,
  ],
  [
    'a model that nobody knows',
    refusal(404, 'The model gpt-test does not exist.'),
    /has no model "gpt-test".*: The model gpt-test does not exist\. Check the name after --model/,
  ],
  [
    'a request that is declined',
    refusal(400, 'Tool shell is not supported.'),
    /refused: Tool shell is not supported\./,
  ],
  [
    'a prompt that is too large',
    refusal(413, 'Too large'),
    /A prompt with what goes along with it is too large for /,
  ],
  ['a server that knows no such thing', refusal(405, 'No'), /answered that with 405\..*“skillwright doctor”/],
  [
    'a page of a firewall',
    {
      kind: 'answer',
      status: 403,
      body: '<!doctype html><html><title>Blocked</title></html>',
      headers: { 'content-type': 'text/html' },
    },
    /a web page answered, “Blocked” \(status 403\)/,
  ],
  [
    'a server of the other protocol',
    refusal(400, 'anthropic-version: header is required'),
    /speaks Anthropic’s protocol.* Say so where the model runs: --with anthropic=ADDRESS\./,
  ],
  [
    'a redirect to another server',
    {
      kind: 'answer',
      status: 307,
      body: '',
      headers: { location: 'https://elsewhere.example/v1/responses' },
    },
    /pointed to another server, https:\/\/elsewhere\.example\. The key was not sent there\./,
  ],
];

for (const [what, fault, says] of answers) {
  test(`eval says what to do at a terminal after ${what}`, async () => {
    await using started = await startEvals({ 'evals/evals.json': totalCases('12.50') }, () => fault);
    const { code, stdout, stderr } = await started.run('--runs', '1', '--json');
    assert.equal(code, 2);
    const { outcome, error } = JSON.parse(stdout);
    assert.equal(outcome, 'could-not-run');
    assert.match(error, says);
    const text = await started.run('--runs', '1');
    assert.equal(text.code, 2);
    assert.ok(text.stdout.includes(error), text.stdout);
    for (const said of [error, stderr, text.stdout, text.stderr]) {
      assert.doesNotMatch(said, ofTheEditor);
    }
  });
}

test('eval takes a key of nothing but blanks for none', async () => {
  await using started = await startEvals({ 'evals/evals.json': totalCases('12.50') });
  process.env.SKILLWRIGHT_KEY = ' \n';
  const { code, stderr } = await started.run();
  assert.equal(code, 2);
  assert.match(stderr, /^Set SKILLWRIGHT_KEY to the key for openai=/);
  assert.equal(started.server.requests.length, 0);
});
