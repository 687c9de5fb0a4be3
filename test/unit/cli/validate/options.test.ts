import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readValidateArguments, validateHelp } from '../../../../src/cli/validate/options.ts';

test('a path alone is checked by the usual rules, and nothing is written', () => {
  assert.deepEqual(readValidateArguments(['skills']), {
    paths: ['skills'],
    format: 'text',
    isFixing: false,
    isVerbose: false,
    withSecrets: false,
    profiles: [],
    changedSince: undefined,
    maxWarnings: 0,
  });
});

test('options may stand anywhere, and a profile may be given several times', () => {
  assert.deepEqual(
    readValidateArguments(['--json', 'a', '--profile', 'spec', 'b', '--fix', '--profile=anthropic']),
    {
      paths: ['a', 'b'],
      format: 'json',
      isFixing: true,
      isVerbose: false,
      withSecrets: false,
      profiles: ['spec', 'anthropic'],
      changedSince: undefined,
      maxWarnings: 0,
    },
  );
});

test('a path that begins with a hyphen comes after two of them', () => {
  const options = readValidateArguments(['--', '-odd']);
  assert.deepEqual(typeof options === 'string' ? options : options.paths, ['-odd']);
});

const mistakes: readonly (readonly [args: readonly string[], said: RegExp])[] = [
  [[], /^Say what to check/],
  [['--json'], /^Say what to check/],
  [
    ['a', '--profile', 'gpt'],
    /^There is no profile "gpt"\. Profiles: spec, openai, anthropic, vscode, advice\.$/,
  ],
  [['a', '--profile'], /--profile/],
  [['a', '--fixx'], /--fixx/],
  [['a', '--json=yes'], /--json/],
  [['a', '--format', 'xml'], /^There is no format "xml"\. Formats: text, json, github, sarif, junit\.$/],
  [['a', '--json', '--format', 'sarif'], /^--json and --format sarif exclude each other\.$/],
  [['a', '--max-warnings', '-1'], /max-warnings/],
];
for (const [args, said] of mistakes) {
  test(`"${args.join(' ')}" is answered with what is wrong`, () => {
    const options = readValidateArguments(args);
    assert.ok(typeof options === 'string', 'it was taken');
    assert.match(options, said);
  });
}

test('the help tells every option and every exit code', () => {
  for (const part of ['--json', '--profile', '--fix', '0 no errors', '1 some', '2 something']) {
    assert.ok(validateHelp.includes(part), part);
  }
});

test('--secrets also looks for keys in every file', () => {
  const read = readValidateArguments(['skills', '--secrets']);
  assert.ok(typeof read !== 'string' && read.withSecrets);
});
