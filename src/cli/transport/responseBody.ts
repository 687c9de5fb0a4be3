import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** How much of an answer is read ahead of who reads it, in bytes. */
const readAhead = 2 ** 20;

/** Statuses whose answer has no body, which a `Response` insists on. */
const bodiless = [204, 205, 304];

/** The answer as a `Response`. Its body ends the request when nobody wants more of it. */
export function responseOf(message: IncomingMessage, request: ClientRequest): Response {
  // What is not sent by the time that the answer is here never will be: no half of a bundle arrives later.
  message.once('end', () => {
    if (!request.writableFinished) {
      request.destroy();
    }
  });
  message.on('error', () => undefined);
  const status = message.statusCode ?? 0;
  const isPlain = status >= 200 && status <= 599;
  const headers = new Headers();
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.append(message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '');
  }
  if (bodiless.includes(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  const response = new Response(streamOf(decoded(message, headers), request), {
    status: isPlain ? status : 200,
    headers,
  });
  // No server may say this, and a `Response` cannot; who reads it finds out.
  return isPlain
    ? response
    : Object.defineProperties(response, { status: { value: status }, ok: { value: false } });
}

/** The bytes as they were before the server compressed them for the way. */
function decoded(message: IncomingMessage, headers: Headers): Readable {
  const coding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  const decoder = decoders[coding]?.();
  if (!decoder) {
    return message;
  }
  // The decoder fails as the message does; that is all to be known about it.
  return pipeline(message, decoder, () => undefined);
}

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** A stream that is read no faster than it is wanted, and fails when the connection ends before the answer does. */
function streamOf(source: Readable, request: ClientRequest): ReadableStream<Uint8Array> {
  let isOver = false;
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    const end = (error?: Error) => {
      if (isOver) {
        return;
      }
      isOver = true;
      if (error) {
        controller.error(error);
      } else {
        controller.close();
      }
    };
    source.on('data', (chunk: Buffer) => {
      if (isOver) {
        return;
      }
      controller.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      if ((controller.desiredSize ?? 0) <= 0) {
        source.pause();
      }
    });
    source.once('end', () => end());
    source.on('error', end);
    source.once('close', () => end(Object.assign(new Error('cut off'), { code: 'ECONNRESET' })));
    source.pause();
  };
  const cancel = () => {
    isOver = true;
    request.destroy();
  };
  return new ReadableStream(
    { start, pull: () => void source.resume(), cancel },
    { highWaterMark: readAhead, size: chunk => chunk?.byteLength ?? 0 },
  );
}
