import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOptions } from '../../../src/cli/readOptions.ts';

const table = {
  data: { type: 'string' },
  notes: { type: 'string' },
  profile: { type: 'string', multiple: true },
  yes: { type: 'boolean', default: false },
} as const;

function read(...args: readonly string[]): string | readonly string[] {
  const typed = readOptions(args, table, ['notes']);
  return typed.ok ? typed.value.positionals : typed.failure;
}

describe('what is typed behind a command', () => {
  it('is refused where a word is empty, as of a variable that is not set, and would mean the working directory', () => {
    assert.match(String(read('')), /^One of the words is empty, as of a variable that is not set/);
    assert.match(String(read('a', '--data', '')), /^--data is empty, as of a variable that is not set/);
    assert.match(String(read('a', '--data=')), /^--data is empty/);
    assert.match(String(read('--profile', 'x', '--profile', '')), /^--profile is empty/);
    assert.deepEqual(read('a', '--notes', ''), ['a'], 'this one may be empty');
  });

  it('is refused where an option is given twice with two values, of which one would be lost', () => {
    assert.match(
      String(read('--data', 'a', '--data', 'b')),
      /^--data is given twice, as "a" and as "b": say it once/,
    );
    assert.deepEqual(read('--data', 'a', '--data', 'a'), []);
    assert.deepEqual(read('--profile', 'a', '--profile', 'b', '--yes', '--yes'), []);
  });
});
