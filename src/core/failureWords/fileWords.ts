import { plainText } from '../plainText.ts';
import { type FailureText, type Of, say, sentence } from './phrases.ts';

export function unreadable({ path, cause }: Of<'unreadable'>): FailureText {
  return say(`${plainText(path)} cannot be read: ${systemCause(cause)}.`, 'Put it right, then try again.');
}

export function unwritable({ path, cause }: Of<'unwritable'>): FailureText {
  return say(`${plainText(path)} cannot be written: ${systemCause(cause)}.`, 'Put it right, then try again.');
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
    `${plainText(path)} has more than ${limit} files and folders.`,
    'Leave some out with a .skillignore.',
  );
}

export function malformedFile({ path, why }: Of<'malformed-file'>): FailureText {
  return say(`${plainText(path)} is damaged: ${sentence(why)}`, 'Repair it, or delete it to begin afresh.');
}

export function badArchive({ entry, why }: Of<'bad-archive'>): FailureText {
  const subject = entry === null ? 'The bundle' : `The bundle is refused: "${plainText(entry, 200)}"`;
  return say(`${subject} ${sentence(why)}`, 'Nothing of it was kept. Do not trust this bundle.');
}

export function portTaken({ port, cause }: Of<'port-taken'>): FailureText {
  return cause === 'EADDRINUSE'
    ? say(`Port ${port} is in use by another program.`, 'Choose another port, or 0 for any free one.')
    : say(
        `Port ${port} cannot be used: ${systemCause(cause)}.`,
        'Choose one above 1023, or 0 for any free one.',
      );
}

/** What the usual codes of a failed file operation mean. */
function systemCause(cause: string): string {
  switch (cause) {
    case 'ENOENT':
      return 'it does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'this user may not';
    case 'EROFS':
      return 'the disk is read-only';
    case 'EISDIR':
      return 'it is a folder';
    case 'ENOTDIR':
      return 'a part of the path is not a folder';
    case 'EBUSY':
      return 'another program holds it';
    case 'ENAMETOOLONG':
      return 'the name is too long';
    case 'EMFILE':
      return 'too many files are open';
    case 'ELOOP':
      return 'its links go round in a circle';
    default:
      return plainText(cause, 200);
  }
}
