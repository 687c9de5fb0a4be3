import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commitAddress,
  type HistoryEntry,
  maxHistory,
  plainRemote,
  provenanceBrief,
  provenanceLines,
  provenanceWords,
  readHistory,
  unknownProvenance,
  withHistoryEntry,
  writeHistoryEntry,
} from '../../../../src/core/provenance/provenance.ts';

const entry = (version: string, changes: Partial<HistoryEntry> = {}): HistoryEntry => ({
  ...unknownProvenance,
  version,
  digest: 'sha256:00',
  publishedAt: '2026-11-27T04:12:00.000Z',
  ...changes,
});

test('a remote’s address is told without user, password and query, and a path of the machine not at all', () => {
  const cases: readonly (readonly [string, string | null])[] = [
    ['https://github.com/a/b.git', 'https://github.com/a/b.git'],
    ['https://me:secret@github.com/a/b.git', 'https://github.com/a/b.git'],
    ['https://ghp_secret@github.com/a/b.git?x=secret#y', 'https://github.com/a/b.git'],
    ['git@github.com:a/b.git', 'github.com:a/b.git'],
    ['ssh://git:secret@host.example:2222/a/b', 'ssh://host.example:2222/a/b'],
    ['/home/me/repository.git', null],
    ['../repository.git', null],
    ['file:///home/me/b.git', null],
    ['C:\\Users\\me\\b.git', null],
    ['', null],
  ];
  for (const [address, told] of cases) {
    assert.equal(plainRemote(address), told, address);
  }
});

test('a commit is looked at where its host shows commits', () => {
  const commit = 'a1b2c3d4';
  const cases: readonly (readonly [string | null, string | null])[] = [
    ['https://github.com/a/b.git', 'https://github.com/a/b/commit/a1b2c3d4'],
    ['github.com:a/b.git', 'https://github.com/a/b/commit/a1b2c3d4'],
    [
      'https://gitlab.example.com/group/sub/b.git',
      'https://gitlab.example.com/group/sub/b/-/commit/a1b2c3d4',
    ],
    ['ssh://bitbucket.org/a/b', 'https://bitbucket.org/a/b/commits/a1b2c3d4'],
    ['https://git.unknown.example/a/b', null],
    [null, null],
  ];
  for (const [remote, address] of cases) {
    assert.equal(commitAddress({ commit, remote }), address, String(remote));
  }
  assert.equal(commitAddress({ commit: 'x;rm', remote: 'https://github.com/a/b' }), null);
});

test('the history keeps the newest twenty versions, each once, and reads back what it wrote', () => {
  let history: readonly HistoryEntry[] = [];
  for (let number = 1; number <= maxHistory + 5; number++) {
    history = withHistoryEntry(
      history,
      entry(`${number}`, { commit: `c${number}`, isDirty: number % 2 === 0 }),
    );
  }
  assert.equal(history.length, maxHistory);
  assert.equal(history[0]?.version, `${maxHistory + 5}`);
  history = withHistoryEntry(history, entry('10', { notes: 'again' }));
  assert.deepEqual([history.length, history[0]?.version], [maxHistory, '10']);
  assert.deepEqual(readHistory(JSON.parse(JSON.stringify(history.map(writeHistoryEntry)))), history);
});

test('notes that are longer than what is kept end in a sign that there was more', () => {
  const [kept] = withHistoryEntry([], entry('1', { notes: `${'x'.repeat(3_997)}${'\u{1f600}'.repeat(5)}` }));
  assert.equal(kept?.notes, `${'x'.repeat(3_997)} …`);
  const whole = 'x'.repeat(4_000);
  assert.equal(withHistoryEntry([], entry('1', { notes: whole }))[0]?.notes, whole);
});

test('an entry that is not understood is left out, and the others stay', () => {
  const kept = writeHistoryEntry(entry('1'));
  assert.deepEqual(readHistory([kept, null, { version: 2 }, 'x', kept]).length, 2);
  assert.deepEqual(readHistory({ not: 'a list' }), []);
  assert.deepEqual(readHistory(undefined), []);
});

test('where a version comes from is told in a few words, and nothing where nothing is known', () => {
  assert.equal(provenanceWords(unknownProvenance), '');
  const all = { commit: 'a1b2c3d4e5', branch: 'main', isDirty: true, by: 'Ada', run: 'https://ci.example/1' };
  assert.equal(
    provenanceWords({ ...unknownProvenance, ...all }),
    'a1b2c3d on main, with changes that were not committed, by Ada, in CI',
  );
});

test('a version’s row has the short commit, and says when the folder was another', () => {
  const commit = 'a1b2c3d4e5';
  assert.equal(provenanceBrief(unknownProvenance), '');
  assert.equal(provenanceBrief({ ...unknownProvenance, commit }), 'a1b2c3d');
  assert.equal(provenanceBrief({ ...unknownProvenance, commit, isDirty: true }), 'a1b2c3d + changes');
});

test('all that is known of a version is told in lines, which nobody can give a meaning of their own', () => {
  assert.deepEqual(provenanceLines(unknownProvenance), []);
  const lines = provenanceLines({
    commit: 'a1b2c3d4e5',
    branch: 'main',
    isDirty: false,
    remote: 'github.com:a/b',
    by: '[Ada](command:x)\u202e',
    run: 'https://ci.example/1',
    notes: '- Says more.\n- And more.',
  });
  assert.deepEqual(
    lines.map(line => line.replace(/^By: .*/, 'By')),
    [
      'Commit: a1b2c3d on main',
      'Repository: github.com:a/b',
      'By',
      'CI run: https://ci.example/1',
      '',
      '- Says more.',
      '- And more.',
    ],
  );
  assert.doesNotMatch(lines.join('\n'), /\]\(command|\u202e/);
});
