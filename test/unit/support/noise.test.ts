import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isError, isHarmless } from '../../support/window/noise.ts';

const code =
  'at activate (file:///tmp/x/extensions/skillwright.skillwright-0.1.0/dist/extension.js:14:43709)';

/** As VS Code 1.139 wrote them into the console when the extension made each of these mistakes. */
const mistakes: readonly (readonly [string, string])[] = [
  ['error', '%c  ERR color: #f33 [Extension Host] something is wrong'],
  ['error', "Error: command 'skillwright.skill.publish' not found"],
  ['error', '%c  ERR color: #f33 An unknown error occurred. Please consult the log for more details.'],
  ['warning', `%c[Extension Host] %cstack trace: Error: nobody caught this\n\t${code} color: blue color: `],
  ['warning', `%c[Extension Host] %cstack trace: Canceled: Canceled\n\t${code} color: blue color: `],
  ['error', `Cannot read properties of undefined (reading 'vsda')\n\t${code}`],
  ['error', `the agentHost is gone\n\t${code}`],
];

const noise: readonly (readonly [string, string])[] = [
  ['error', 'Failed to load resource: the server responded with a status of 404 (Not Found)'],
  ['error', 'Error: Actual command not found, wanted to execute skillwright.skill.publish /20'],
  ['error', 'Could not locate the bindings file. Tried: /tmp/skillwright-cache/server/node_modules/x.node'],
  ['warning', '%c[Extension Host] %c(node:1) ExperimentalWarning: SQLite color: blue color: '],
  [
    'warning',
    '%c[Extension Host] %cstack trace: Error: Timed out\n\tat /tmp/vscode/extensions/git/dist/main.js',
  ],
];

test('a spec fails for each mistake of ours, whatever its message looks like', () => {
  for (const [type, text] of mistakes) {
    assert.equal(isHarmless(text), false, text);
    assert.equal(isError(type, text), true, text);
  }
});

test('and not for what every window says', () => {
  for (const [type, text] of noise) {
    assert.equal(!isHarmless(text) && isError(type, text), false, text);
  }
});

test('while a page is taken down, only what names our code fails a spec', () => {
  const gone = '%c  ERR color: #f33 Error: Something is disposed\n    at Tp.queue (workbench.js:31:73445)';
  assert.equal(isError('error', gone), true);
  assert.equal(isError('error', gone, true), false);
  assert.equal(
    isError('error', `${gone}\n    at skillwright.skillwright-0.1.0/dist/extension.js`, true),
    true,
  );
  const cut =
    '%c  ERR color: #f33 [CHAT] request FAILED skillwright.skillwright 9507 Canceled: Canceled\n    at Rw';
  assert.equal(isHarmless(cut), true);
});
