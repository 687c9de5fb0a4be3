import type { FileFailure } from './failure.ts';

/** The code of a Node system error, such as `ENOENT`; null for anything else, which is a bug to be thrown on. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** What the system was asked for; null where it refused, for whatever reason. Rejects with what is no system error. */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  return asked.catch((error: unknown) => {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return null;
  });
}

/** The failure for a read that the system refused. Throws on what is no system error. */
export function readFailure(path: string, error: unknown): FileFailure {
  const cause = systemErrorCode(error);
  if (cause === null) {
    throw error;
  }
  return { kind: 'unreadable', path, cause };
}

/** The same for a file that a list has named: where it is gone, or something else by now, it changed meanwhile. */
export function listedFailure(path: string, error: unknown): FileFailure {
  const failure = readFailure(path, error);
  const isOther =
    failure.kind === 'unreadable' && ['ENOENT', 'ENOTDIR', 'EISDIR', 'EFTYPE'].includes(failure.cause);
  return isOther ? { kind: 'changed-meanwhile', path } : failure;
}

/** The failure for a write that the system refused. Throws on what is no system error. */
export function writeFailure(path: string, error: unknown): FileFailure {
  const cause = systemErrorCode(error);
  if (cause === null) {
    throw error;
  }
  if (cause === 'ENOSPC' || cause === 'EDQUOT') {
    return { kind: 'disk-full', path };
  }
  if (cause === 'EEXIST' || cause === 'ENOTEMPTY') {
    return { kind: 'already-exists', path };
  }
  return { kind: 'unwritable', path, cause };
}
