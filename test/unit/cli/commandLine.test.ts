import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadCommands } from '../../../src/cli/commands.ts';
import { runCli } from '../../support/process/runCli.ts';
import { runInProcess } from '../../support/process/runInProcess.ts';

const commands = await loadCommands();
const root = join(import.meta.dirname, '../../..');
const run = (...args: string[]) => runInProcess(args, root);

describe('skillwright', () => {
  for (const args of [[], ['help'], ['--help'], ['-h']]) {
    it(`tells its commands for "${args.join(' ')}"`, async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stderr], [0, '']);
      for (const { name, usage, does } of commands) {
        assert.ok(stdout.includes(`skillwright ${name} ${usage}\n      ${does}`), name);
      }
    });
  }

  for (const args of [['publsh'], ['help', 'publsh'], ['--versio'], [''], ['Pack'], ['constructor']]) {
    it(`has no command "${args.join(' ')}", and tells which it has`, async () => {
      const { code, stdout, stderr } = await run(...args);
      assert.deepEqual([code, stdout], [2, '']);
      assert.ok(stderr.startsWith(`skillwright has no command "${args.at(-1)}"`), stderr);
      assert.match(stderr, /^It has validate, new, pack, .*: "skillwright --help" tells what they do\.$/m);
      const { error } = JSON.parse((await run(...args, '--json')).stdout);
      assert.equal(error, stderr.trim());
    });
  }

  it('names the command and the option that were probably meant', async () => {
    assert.match((await run('publsh')).stderr, /no command "publsh"; "publish" is one\./);
    const { code, stderr, stdout } = await run('publish', 'x', '--chnged', '--json');
    assert.deepEqual(
      [code, stderr],
      [2, 'There is no option --chnged; --changed is one. --help tells all of them.\n'],
    );
    assert.equal(JSON.parse(stdout).ok, false);
    for (const { name } of commands.filter(each => each.name !== 'completion')) {
      const wrong = await run(name, '--no-such-thing', '--json');
      assert.equal(wrong.code, 2, name);
      assert.equal(wrong.stderr, 'There is no option --no-such-thing. --help tells all of them.\n', name);
      assert.equal(JSON.parse(wrong.stdout).ok, false, name);
    }
  });

  it('says of an option before the command where it belongs', async () => {
    const { code, stderr } = await run('--json', 'list');
    assert.equal(code, 2);
    assert.match(stderr, /^skillwright has no command "--json": options stand behind one\.$/m);
    assert.equal((await run('--help', '--json')).code, 0);
    assert.equal((await run('help', '--json', 'list')).stdout, (await run('list', '--help')).stdout);
  });

  it('is what its program runs', async () => {
    const wrong = await runCli(['publsh'], { cwd: root });
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /no command "publsh"/);
  });

  it('is shown in README with commands that it has', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const shown = [...readme.matchAll(/npm run (?:--silent )?skillwright -- (\S+)/g)].map(([, name]) => name);
    assert.ok(shown.length >= 4);
    for (const name of shown) {
      assert.ok(
        commands.some(command => command.name === name),
        name,
      );
    }
  });
});

for (const command of commands) {
  describe(`skillwright ${command.name} --help`, () => {
    it('is the same however it is asked for, and does nothing else', async () => {
      const asked = [
        ['help', command.name],
        [command.name, '--help'],
        [command.name, '-h'],
        [command.name, '--nonsense', '--help'],
        [command.name, 'not/there', '-h'],
      ];
      for (const args of asked) {
        const { code, stdout, stderr } = await run(...args);
        assert.deepEqual([code, stdout, stderr], [0, `${command.help}\n`, ''], args.join(' '));
      }
    });

    it('begins with what it is for, shows how it is called, and ends with its exit codes', () => {
      assert.match(command.help, /^[A-Z][^\n]+\.[\s\n]/);
      assert.ok(command.help.includes(`\n  skillwright ${command.name} `));
      assert.match(command.help, /\nExit code: 0 [^\n]+, 2 [^\n]+\.(\n|$)/);
      for (const line of command.help.split('\n')) {
        assert.ok(line.length <= 120, line);
      }
    });

    it('tells of no option that there is not', async () => {
      const options = new Set(command.help.match(/--[a-z-]+/g));
      assert.ok(options.size > 1 || command.name === 'completion', 'it takes a shell and no option');
      for (const option of options) {
        const { code, stderr } = await run(command.name, option, '', '--nonsense');
        assert.equal(code, 2);
        assert.match(stderr, /no option --nonsense/, `${option} is not known: ${stderr}`);
      }
    });

    it('tells of every option in its usage', async () => {
      for (const option of command.usage.match(/--?[a-z]+/g) ?? []) {
        assert.ok(command.help.includes(option), option);
      }
    });
  });
}

for (const command of commands.filter(({ help }) => help.includes('--json'))) {
  it(`skillwright ${command.name} --json prints a document also when it cannot run`, async () => {
    for (const wrong of [['--nonsense'], [], ['not/there', 'b', 'c', 'd', 'e']]) {
      const { code, stdout, stderr } = await run(command.name, '--json', ...wrong);
      const { ok, error, errors } = JSON.parse(stdout);
      assert.deepEqual([code, ok], [2, false], wrong.join(' '));
      assert.equal(error ?? errors.join('\n'), stderr.trim());
    }
  });
}
