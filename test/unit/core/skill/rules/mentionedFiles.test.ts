import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messagesIn, sound, withFiles } from '../../../../support/skill/skillChecks.ts';

/** The files of which nobody is said to know, in a skill with these other texts. */
function unknown(body: string, texts: Readonly<Record<string, string>>): readonly string[] {
  const context = { ...withFiles(...Object.keys(texts)), texts: new Map(Object.entries(texts)) };
  return messagesIn(sound('', `\n${body}\n`), 'file-unreferenced', context).map(
    message => /"([^"]+)"/.exec(message)?.[1] ?? message,
  );
}

describe('a file is known to somebody', () => {
  it('whom TypeScript imports by the name that it is compiled to, or by its folder', () => {
    const texts = {
      'scripts/a.ts': "import x from './b.js';\nimport y from './parts';\nimport z from './d.mjs';\n",
      'scripts/b.ts': '',
      'scripts/parts/index.ts': '',
      'scripts/d.mts': '',
      'scripts/e.ts': '',
    };
    assert.deepEqual(unknown('Run `scripts/a.ts`.', texts), ['scripts/e.ts']);
  });

  it('where a folder inside a folder is named, with a slash at its end or without', () => {
    const texts = {
      'scripts/tests/test_a.py': '',
      'scripts/tests/data/x.json': '',
      'scripts/other/y.json': '',
    };
    assert.deepEqual(unknown('The tests are in scripts/tests.', texts), ['scripts/other/y.json']);
    // One word names no folder.
    assert.deepEqual(unknown('The scripts are tests.', { 'tests/a.json': '' }), ['tests/a.json']);
  });
});
