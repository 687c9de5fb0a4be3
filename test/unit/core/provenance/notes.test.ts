import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changelogNotes, commitNotes, notesByDefault } from '../../../../src/core/provenance/notes.ts';

const changelog = `# Changelog

## [Unreleased]

- Not out yet.

## 1.2.0 - 2026-11-01

- Reads forms.
- Writes forms.

### Fixed

- A crash.

## 1.1.0

`;

test('the notes of a version are the section of the changelog that names it', () => {
  assert.equal(
    changelogNotes(changelog, '1.2.0'),
    '- Reads forms.\n- Writes forms.\n\n### Fixed\n\n- A crash.',
  );
});

test('a version without a section takes what is not released yet', () => {
  assert.equal(changelogNotes(changelog, '9.9.9'), '- Not out yet.');
  assert.equal(changelogNotes(changelog, null), '- Not out yet.');
});

test('an empty section, or a changelog without one, gives no notes', () => {
  assert.equal(changelogNotes(changelog, '1.1.0'), null);
  assert.equal(changelogNotes('# Changelog\n\nNothing.\n', '1.0'), null);
});

test('commits are listed by their subjects, and counted where there are many', () => {
  assert.equal(commitNotes([]), null);
  assert.equal(commitNotes(['Read forms', 'Write forms']), '- Read forms\n- Write forms');
  const many = commitNotes(Array.from({ length: 25 }, (_, index) => `Commit ${index}`));
  assert.match(many ?? '', /- Commit 19\n- and 5 more$/);
});

test('a section names a version by its whole number', () => {
  const sections =
    '# C\n\n## v11.2\n\n- Eleven.\n\n## 1.2.1\n\n- Later.\n\n## [v1.2] (2026-11-01)\n\n- It.\n';
  assert.equal(changelogNotes(sections, '1.2'), '- It.');
  assert.equal(changelogNotes(sections, '1'), null);
});

test('a section is found whatever wrote the changelog', () => {
  const code = '- Run:\n\n```sh\n## not a heading\n```\n\n- More.';
  assert.equal(changelogNotes(`## 2.0.0\n\n${code}\n\n## 1.0.0\n\n- One.\n`, '2.0.0'), code);
  assert.equal(changelogNotes('\uFEFF## 1.0.0\r\n\r\n- One.\r\n- Two.\r\n', '1.0.0'), '- One.\n- Two.');
  const patches =
    '# Changes\n\n### [1.0.1](https://x) (2026-11-01)\n\n### Bug Fixes\n\n* One.\n\n## 1.0.0\n\n* Two.\n';
  assert.equal(changelogNotes(patches, '1.0.1'), '### Bug Fixes\n\n* One.');
  assert.equal(changelogNotes('# 1.1.0\n\n- New.\n\n# 1.0.0\n\n- Old.\n', '1.1.0'), '- New.');
  assert.equal(changelogNotes('# What is next\n\nA plan.\n\n## 1.0.0\n\n- Old.\n', null), null);
});

test('notes that nobody wrote for this name no mail address', () => {
  assert.equal(commitNotes(['Merge work of Ada <ada@example.com>']), '- Merge work of Ada');
  assert.equal(changelogNotes('## Unreleased\n\n- By ada@example.com.\n', null), '- By.');
  assert.equal(commitNotes(['Call git@host and @team']), '- Call git@host and @team');
});

test('where nobody writes notes the changelog speaks before the commits', () => {
  assert.equal(notesByDefault({ changelog: 'a', commits: 'b' }), 'a');
  assert.equal(notesByDefault({ changelog: null, commits: 'b' }), 'b');
  assert.equal(notesByDefault({ changelog: null, commits: null }), null);
});
