import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesRow, ownNotes, type ReleaseNotes } from '../../../../../src/core/publish/review/notesRow.ts';

const words = (notes: ReleaseNotes) => {
  const { label, description, action } = notesRow(notes);
  assert.deepEqual(action, { kind: 'write-notes' });
  return [label, description];
};

test('the review says what will be said of the new version, where that comes from, and that it can be changed', () => {
  const changelog = '- Reads forms.\n- Writes forms.\n\n### Fixed\n\n- A crash.';
  assert.deepEqual(words(ownNotes({ changelog, commits: '- Read' })), [
    'Reads forms.',
    'and 3 more lines · from CHANGELOG.md · change…',
  ]);
  assert.deepEqual(words(ownNotes({ changelog: null, commits: '- Read forms' })), [
    'Read forms',
    'from its commits · change…',
  ]);
  assert.deepEqual(words({ from: 'author', text: 'By hand' }), ['By hand', 'change…']);
});

test('the review says that nothing will be said, and of several skills that each speaks for itself', () => {
  for (const text of [null, '', ' \n']) {
    assert.deepEqual(words({ from: 'author', text }), ['None', 'write some…']);
  }
  assert.deepEqual(words(ownNotes({ changelog: null, commits: null })), ['None', 'write some…']);
  assert.equal(words({ from: 'each' })[0], "Each skill's own");
});
