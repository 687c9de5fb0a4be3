import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAbout, parseAbout, versionAbout } from '../../../../src/core/published/versionAbout.ts';

const entry = {
  version: '2',
  digest: 'sha256:00',
  publishedAt: '2026-11-27T04:12:00.000Z',
  commit: 'a1b2c3d4e5',
  branch: 'main',
  isDirty: false,
  remote: null,
  by: 'Ada',
  run: null,
  notes: '- Says more.',
};

test('a comparison says of each version which commit it is, why it was made, and what lies between', () => {
  const since = [{ hash: 'b'.repeat(40), subject: 'Say [more](command:x)' }];
  const text = versionAbout('v2', entry, since);
  assert.match(
    text,
    /^v2\nPublished: 2026-11-27 04:12 UTC\nCommit: a1b2c3d on main\nBy: Ada\n\n- Says more\.\n\nCommits since the other version:\n {2}bbbbbbb Say /,
  );
  assert.doesNotMatch(text, /\]\(command/);
  assert.doesNotMatch(versionAbout('v1', entry), /Commits since/);
  const { version: _, digest: __, publishedAt: ___, ...folder } = { ...entry, by: null, isDirty: true };
  assert.match(
    versionAbout('Working Copy', folder, since),
    /^Working Copy\nCommit: a1b2c3d on main, with changes that were not committed\n\n- Says more/,
  );
});

test('what a version is about survives its address, and nothing else is taken for it', () => {
  assert.equal(parseAbout(formatAbout('a\n"b"&?#%')), 'a\n"b"&?#%');
  for (const query of ['', '{}', '{"about":1}', '{"size":1}', 'x']) {
    assert.equal(parseAbout(query), null);
  }
});
