import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { placesToTellApart } from '../../../../src/core/text/placesToTellApart.ts';

describe('the place beside a skill’s name', () => {
  const cases: readonly [what: string, folders: readonly string[], places: readonly (string | null)[]][] = [
    ['is left out where names differ', ['one:skills/pdf', 'one:skills/csv'], [null, null]],
    [
      'tells two of one name apart',
      ['one:skills/pdf', 'one:.claude/skills/pdf'],
      ['skills', '.claude/skills'],
    ],
    [
      'is only where it is needed',
      ['one:skills/pdf', 'one:csv', 'one:.claude/skills/pdf'],
      ['skills', null, '.claude/skills'],
    ],
    [
      'begins with the folder where several are open',
      ['one:skills/pdf', 'two:skills/pdf'],
      ['one/skills', 'two/skills'],
    ],
    ['is the folder alone for what lies right in it', ['one:pdf', 'two:pdf'], ['one', 'two']],
    ['is the folder for a folder that is a skill itself', ['pdf:.', 'two:skills/pdf'], ['pdf', 'two/skills']],
  ];
  for (const [what, folders, places] of cases) {
    test(what, () => {
      const named = folders.map(folder => {
        const [workspaceFolder = '', path = ''] = folder.split(':');
        return { workspaceFolder, path };
      });
      assert.deepEqual(placesToTellApart(named), places);
    });
  }
});
