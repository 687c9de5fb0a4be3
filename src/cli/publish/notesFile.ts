import { constants, createReadStream, fstatSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';

/** Opening does not wait for the other end of a pipe. Windows has neither flag. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * The text of a file, or of what a shell puts in a file's place: `/dev/stdin`, a named pipe, `<(…)`. Whoever writes is
 * waited for until `signal` aborts, so that Ctrl+C always ends it. Null where there are more than `maxCharacters`;
 * rejects with a system error, or with an `AbortError`.
 */
export async function readNotesFile(
  file: string,
  { maxCharacters, signal }: { readonly maxCharacters: number; readonly signal: AbortSignal },
): Promise<string | null> {
  const stream = await openNotes(file);
  const abort = () => stream.destroy(Object.assign(new Error('Cancelled.'), { name: 'AbortError' }));
  signal.addEventListener('abort', abort);
  if (signal.aborted) {
    abort();
  }
  try {
    let text = '';
    for await (const part of stream.setEncoding('utf8')) {
      text += part;
      if (text.length > maxCharacters) {
        return null;
      }
    }
    return text;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/**
 * What may let one wait is read as a connection is: a thread that waits for a file keeps the process from ending. What
 * the shell opened already is not opened again, since its writer may be gone by now, and would be waited for.
 */
async function openNotes(file: string): Promise<Readable> {
  const path = resolve(file);
  const [, opened] =
    /^\/(?:dev|proc\/self)\/fd\/(\d{1,5})$/.exec(path === '/dev/stdin' ? '/dev/fd/0' : path) ?? [];
  const fd = opened === undefined ? openSync(path, flags) : Number(opened);
  const kind = fstatSync(fd);
  if (kind.isFIFO() || kind.isSocket()) {
    const { Socket } = await import('node:net');
    return new Socket({ fd, readable: true, writable: false });
  }
  const { isatty, ReadStream } = await import('node:tty');
  return isatty(fd) ? new ReadStream(fd) : createReadStream('', { fd });
}
