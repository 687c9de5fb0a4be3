import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { commandNames } from '../../../src/cli/commands.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';
import { tempFolder } from '../../support/process/tempFolder.ts';

/** What bash proposes for the last of these words. */
async function proposedByBash(): Promise<(words: string) => string> {
  const { stdout } = await runInProcess(['completion', 'bash'], '.');
  return words => {
    const typed = `COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))`;
    const script = `${stdout}\n${typed}; _skillwright; echo "\${COMPREPLY[@]}"`;
    return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim();
  };
}

test('bash completes commands, and the options of each', async () => {
  const ask = await proposedByBash();
  assert.equal(ask('skillwright val'), 'validate');
  assert.match(ask('skillwright publish --dry'), /^--dry-run$/);
  assert.equal(ask('skillwright roll'), 'rollback');
});

test('bash completes the words behind an option, and leaves files to itself', async () => {
  const ask = await proposedByBash();
  assert.equal(ask('skillwright validate x --format s'), 'sarif');
  assert.equal(ask('skillwright list --registry o'), 'openai');
  assert.equal(ask('skillwright completion f'), 'fish');
  assert.equal(ask('skillwright validate sk'), '');
});

test('the words behind an option are completed also after its "="', async () => {
  const ask = await proposedByBash();
  assert.equal(ask('skillwright list --registry = o'), 'openai');
  assert.equal(ask('skillwright validate x --format ='), 'text json github sarif junit');
  assert.equal(ask('skillwright download x --to = sk'), '');
  if (has('zsh')) {
    const { stdout } = await runInProcess(['completion', 'zsh'], '.');
    const typed = 'compadd() { echo "$@"; }; compset() { PREFIX=o; }; compdef() { :; }';
    const words = 'words=(skillwright list --registry=o); CURRENT=3; PREFIX=--registry=o';
    const script = `${typed}\n${stdout}\n${words}; _skillwright`;
    assert.equal(
      execFileSync('zsh', ['-fc', script], { encoding: 'utf8' }).trim(),
      '-- local openai anthropic',
    );
  }
});

/** Whether a shell is here; what it is told reaches nobody otherwise. */
function has(shell: string): boolean {
  return spawnSync(shell, ['--version']).error === undefined;
}

for (const shell of ['bash', 'zsh', 'fish']) {
  test(`the script for ${shell} has every command, and is one that ${shell} can read where it is installed`, async () => {
    await using folder = await tempFolder();
    const { stdout } = await runInProcess(['completion', shell], '.');
    for (const name of commandNames) {
      assert.match(stdout, new RegExp(`\\b${name}\\b`));
    }
    if (has(shell)) {
      const file = join(folder.path, 'script');
      await writeFile(file, stdout);
      const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
      assert.deepEqual([status, stderr], [0, '']);
    }
  });
}

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
