import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { runInProcess } from '../../support/process/runInProcess.ts';

test('bash completes commands, and the options of each', async () => {
  const { stdout } = await runInProcess(['completion', 'bash'], '.');
  const ask = (words: string) =>
    execFileSync(
      'bash',
      [
        '-c',
        `${stdout}\nCOMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _skillwright; echo "\${COMPREPLY[@]}"`,
      ],
      {
        encoding: 'utf8',
      },
    ).trim();
  assert.equal(ask('skillwright val'), 'validate');
  assert.match(ask('skillwright publish --dry'), /^--dry-run$/);
  assert.equal(ask('skillwright roll'), 'rollback');
});

test('a shell without a script is told which ones have one', async () => {
  const { code, stderr } = await runInProcess(['completion', 'tcsh'], '.');
  assert.equal(code, 2);
  assert.match(stderr, /bash, zsh, fish/);
});

test('--version prints the version of the program and nothing else', async () => {
  const { code, stdout } = await runInProcess(['--version'], '.');
  assert.equal(code, 0);
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});
