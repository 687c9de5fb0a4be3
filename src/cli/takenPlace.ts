import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { failureSentences } from '../core/failure/failureText.ts';
import { readFailure, systemErrorCode } from '../core/failure/systemError.ts';
import { plainText } from '../core/text/plainText.ts';

/** How every zip begins that has a file in it. */
const zipStart = 'PK';

/**
 * Why a bundle is not written to a path: what is there is none, and would be lost by a slip of the hand. Null where
 * nothing is there, or an earlier bundle. Folders are left to whoever writes.
 */
export function takenPlace(path: string): string | null {
  try {
    const facts = statSync(path);
    if (facts.isDirectory()) {
      return null;
    }
    // A device or a pipe is not even opened.
    return facts.isFile() && startsAsZip(path)
      ? null
      : `${plainText(path)} is there already and is no bundle: it was left as it is. Name another file.`;
  } catch (error) {
    const code = systemErrorCode(error);
    return code === 'ENOENT' || code === 'ENOTDIR' ? null : failureSentences(readFailure(path, error));
  }
}

/** An empty file counts: it has nothing to lose. */
function startsAsZip(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(zipStart.length);
    const length = readSync(file, start);
    return fstatSync(file).size === 0 || start.toString('latin1', 0, length) === zipStart;
  } finally {
    closeSync(file);
  }
}
