import { plainText } from '../text/plainText.ts';
import { numberWords } from '../text/words.ts';
import { type FailureText, type Of, say, sentence } from './phrases.ts';

export function unreadable({ path, cause }: Of<'unreadable'>): FailureText {
  const { what, next } = systemCause(cause, 'read');
  return say(`${plainText(path)} cannot be read: ${what}.`, next);
}

export function unwritable({ path, cause }: Of<'unwritable'>): FailureText {
  const { what, next } = systemCause(cause, 'write');
  return say(`${plainText(path)} cannot be written: ${what}.`, next);
}

export function unsaved({ path }: Of<'unsaved'>): FailureText {
  return say(
    `${plainText(path)} has changes that cannot be saved, so the disk has something else than the editor shows.`,
    'Save it, or take the file on the disk, then try again.',
  );
}

export function diskFull({ path }: Of<'disk-full'>): FailureText {
  return say(`The disk is full: ${plainText(path)} was not written.`, 'Make room, then try again.');
}

export function alreadyExists({ path }: Of<'already-exists'>): FailureText {
  return say(`${plainText(path)} exists already.`, 'Choose another name, or remove it first.');
}

export function changedMeanwhile({ path }: Of<'changed-meanwhile'>): FailureText {
  return say(`${plainText(path)} changed while it was read.`, 'Wait until it is finished, then try again.');
}

export function tooManyFiles({ path, limit }: Of<'too-many-files'>): FailureText {
  return say(
    `${plainText(path)} has more than ${numberWords(limit)} files and folders.`,
    'Leave some out with a .skillignore.',
  );
}

export function malformedFile({ path, why }: Of<'malformed-file'>): FailureText {
  return say(`${plainText(path)} is damaged: ${sentence(why)}`, 'Repair it, or delete it to begin afresh.');
}

export function badConfig({ path, line, why }: Of<'bad-config'>): FailureText {
  return say(`${plainText(path)}, line ${line}: ${sentence(why)}`, 'Mend it there: nothing of it counts.');
}

export function badArchiveWords({ entry, why }: Of<'bad-archive'>): FailureText {
  const subject = entry === null ? 'The bundle' : `The bundle is refused: "${plainText(entry, 200)}"`;
  return say(`${subject} ${sentence(why)}`, 'Nothing of it was kept. Do not trust this bundle.');
}

export function portTaken({ port, cause }: Of<'port-taken'>): FailureText {
  return cause === 'EADDRINUSE'
    ? say(`Port ${port} is in use by another program.`, 'Choose another port, or 0 for any free one.')
    : say(
        `Port ${port} cannot be used: ${systemCause(cause, 'write').what}.`,
        'Choose one above 1023, or 0 for any free one.',
      );
}

/** What the usual codes of a failed file operation mean, and the way out of each. */
function systemCause(cause: string, act: 'read' | 'write'): { readonly what: string; readonly next: string } {
  const known = causes.get(cause);
  if (known) {
    return { what: known.what, next: known[act] };
  }
  return { what: plainText(cause, 200), next: 'Look whether the disk is in order, then try again.' };
}

const permission = {
  what: 'this user may not',
  read: 'Change its permissions, then try again.',
  write: 'Change the permissions there, or choose another place.',
};
const causes: ReadonlyMap<string, { readonly what: string; readonly read: string; readonly write: string }> =
  new Map([
    ['EACCES', permission],
    ['EPERM', permission],
    [
      'ESETTINGS',
      {
        what: 'VS Code refuses it, as where the file has a mistake',
        read: 'Open it and mend what is marked, then try again.',
        write: 'Open it and mend what is marked, then try again.',
      },
    ],
    ['ENOENT', { what: 'it does not exist', read: 'Check the path.', write: 'Make the folder first.' }],
    [
      'EROFS',
      {
        what: 'the disk is read-only',
        read: 'Try again.',
        write: 'Choose a place on another disk.',
      },
    ],
    ['EISDIR', { what: 'it is a folder', read: 'Name a file.', write: 'Choose another name.' }],
    [
      'ENOTDIR',
      { what: 'a part of the path is not a folder', read: 'Check the path.', write: 'Check the path.' },
    ],
    [
      'EBUSY',
      {
        what: 'another program holds it',
        read: 'Close that program, then try again.',
        write: 'Close that program, then try again.',
      },
    ],
    [
      'ENAMETOOLONG',
      { what: 'the name is too long', read: 'Check the path.', write: 'Choose a shorter name.' },
    ],
    [
      'EMFILE',
      {
        what: 'too many files are open',
        read: 'Close other programs, then try again.',
        write: 'Close other programs, then try again.',
      },
    ],
    [
      'EFBIG',
      {
        what: 'it is larger than such a file ever is',
        read: 'Look what has been put there.',
        write: 'Choose another name.',
      },
    ],
    [
      'EFTYPE',
      {
        what: 'it is a device, a pipe or a socket, and no file',
        read: 'Look what has been put there.',
        write: 'Choose another name.',
      },
    ],
    [
      'ETIMEDOUT',
      {
        what: 'the disk does not answer',
        read: 'Look whether it is there, then try again.',
        write: 'Try again.',
      },
    ],
    [
      'ELOOP',
      {
        what: 'its links go round in a circle',
        read: 'Remove one of the links.',
        write: 'Remove one of the links.',
      },
    ],
  ]);
