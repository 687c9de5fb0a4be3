import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Failure } from '../../../../src/core/failure/failure.ts';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';

/** What is said of a file that cannot be read, and of one that cannot be written. */
const causes: readonly (readonly [cause: string, reading: string, writing: string])[] = [
  [
    'EACCES',
    'a.md cannot be read: this user may not. Change its permissions, then try again.',
    'a.md cannot be written: this user may not. Change the permissions there, or choose another place.',
  ],
  [
    'EPERM',
    'a.md cannot be read: this user may not. Change its permissions, then try again.',
    'a.md cannot be written: this user may not. Change the permissions there, or choose another place.',
  ],
  [
    'ENOENT',
    'a.md cannot be read: it does not exist. Check the path.',
    'a.md cannot be written: it does not exist. Make the folder first.',
  ],
  [
    'EROFS',
    'a.md cannot be read: the disk is read-only. Try again.',
    'a.md cannot be written: the disk is read-only. Choose a place on another disk.',
  ],
  [
    'EISDIR',
    'a.md cannot be read: it is a folder. Name a file.',
    'a.md cannot be written: it is a folder. Choose another name.',
  ],
  [
    'ENOTDIR',
    'a.md cannot be read: a part of the path is not a folder. Check the path.',
    'a.md cannot be written: a part of the path is not a folder. Check the path.',
  ],
  [
    'EBUSY',
    'a.md cannot be read: another program holds it. Close that program, then try again.',
    'a.md cannot be written: another program holds it. Close that program, then try again.',
  ],
  [
    'ENAMETOOLONG',
    'a.md cannot be read: the name is too long. Check the path.',
    'a.md cannot be written: the name is too long. Choose a shorter name.',
  ],
  [
    'EMFILE',
    'a.md cannot be read: too many files are open. Close other programs, then try again.',
    'a.md cannot be written: too many files are open. Close other programs, then try again.',
  ],
  [
    'ELOOP',
    'a.md cannot be read: its links go round in a circle. Remove one of the links.',
    'a.md cannot be written: its links go round in a circle. Remove one of the links.',
  ],
  [
    'EIO',
    'a.md cannot be read: EIO. Look whether the disk is in order, then try again.',
    'a.md cannot be written: EIO. Look whether the disk is in order, then try again.',
  ],
];

for (const [cause, reading, writing] of causes) {
  test(`${cause}: what it means, and what to do`, () => {
    assert.equal(failureSentences({ kind: 'unreadable', path: 'a.md', cause }), reading);
    assert.equal(failureSentences({ kind: 'unwritable', path: 'a.md', cause }), writing);
  });
}

const others: readonly (readonly [Failure, string])[] = [
  [
    { kind: 'disk-full', path: '/data' },
    'The disk is full: /data was not written. Make room, then try again.',
  ],
  [
    { kind: 'unsaved', path: 'notes/SKILL.md' },
    'notes/SKILL.md has changes that cannot be saved, so the disk has something else than the editor shows. Save it, or take the file on the disk, then try again.',
  ],
  [
    { kind: 'already-exists', path: 'notes' },
    'notes exists already. Choose another name, or remove it first.',
  ],
  [
    { kind: 'changed-meanwhile', path: 'notes/a.md' },
    'notes/a.md changed while it was read. Wait until it is finished, then try again.',
  ],
  [
    { kind: 'too-many-files', path: 'notes', limit: 20_000 },
    'notes has more than 20,000 files and folders. Leave some out with a .skillignore.',
  ],
  [
    { kind: 'malformed-file', path: '.skillwright.json', why: 'it is not JSON: it ends too soon' },
    '.skillwright.json is damaged: it is not JSON: it ends too soon. Repair it, or delete it to begin afresh.',
  ],
  [
    { kind: 'bad-archive', entry: '../x', why: 'leads out of the folder' },
    'The bundle is refused: "../x" leads out of the folder. Nothing of it was kept. Do not trust this bundle.',
  ],
  [
    { kind: 'bad-archive', entry: null, why: 'is no zip archive' },
    'The bundle is no zip archive. Nothing of it was kept. Do not trust this bundle.',
  ],
  [
    { kind: 'port-taken', port: 8123, cause: 'EADDRINUSE' },
    'Port 8123 is in use by another program. Choose another port, or 0 for any free one.',
  ],
  [
    { kind: 'port-taken', port: 80, cause: 'EACCES' },
    'Port 80 cannot be used: this user may not. Choose one above 1023, or 0 for any free one.',
  ],
];

for (const [failure, expected] of others) {
  test(`${failure.kind}: ${expected.slice(0, 40)}`, () => {
    assert.equal(failureSentences(failure), expected);
  });
}

test('the name of an entry is cut, and shows what it hides', () => {
  const said = failureSentences({ kind: 'bad-archive', entry: `\u202E${'x'.repeat(500)}`, why: 'is odd' });
  assert.match(said, /^The bundle is refused: "⟨U\+202E⟩x+…" is odd\./);
  assert.ok(said.length < 300, `${said.length} characters`);
});
