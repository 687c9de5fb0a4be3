import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readPublishArguments } from '../../../../src/cli/publish/options.ts';

describe('the options of publish', () => {
  it('says what is missing or makes no sense', () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /which folder/],
      [['a'], /--registry/],
      [['a', '--registry', 'local', '--link', 'skill_1', '--new'], /exclude each other/],
      [['a', '--registry', 'local', '--data'], /--data/],
      [['a', '--colour'], /--colour/],
    ];
    for (const [args, words] of cases) {
      const read = readPublishArguments(args);
      assert.ok(typeof read === 'string', args.join(' '));
      assert.match(read, words);
    }
  });

  it('takes several folders, registries and files', () => {
    const read = readPublishArguments([
      ...['a', 'b', '--registry', 'local', '--registry', 'openai', '--default', '--yes'],
      ...['--allow-secret', 'x', '--allow-secret', 'y'],
    ]);
    assert.ok(typeof read !== 'string');
    assert.deepEqual(read.folders, ['a', 'b']);
    assert.deepEqual(
      read.asked.registries.map(asked => (asked.kind === 'local' ? 'local' : asked.keyVariable)),
      ['local', 'OPENAI_API_KEY'],
    );
    assert.deepEqual(read.allowedSecrets, ['x', 'y']);
    assert.deepEqual([read.makeDefault, read.yes, read.dryRun, read.json], [true, true, false, false]);
  });
});
