/**
 * How much of an answer is read ahead of whoever wants it, in bytes: nearly every bundle as a whole, and no more than
 * an extension host can spare.
 */
const readAhead = 16 * 2 ** 20;

/**
 * VS Code's `fetch`, which follows its proxy settings, with answers that are read as fast as they come. Read slowly,
 * one whose connection the server ends can throw where nobody catches it (nodejs/undici#5360): the extension host
 * goes on, but the answer may never end, and is then given up as one that stalls.
 */
export const eagerFetch: typeof globalThis.fetch = async (input, init) => {
  const response = await globalThis.fetch(input, init);
  const { body, status, headers } = response;
  // No server may say another status, and a `Response` cannot: whoever reads it finds out from the original.
  if (body === null || status < 200 || status > 599) {
    return response;
  }
  const bytes = { highWaterMark: readAhead, size: (chunk?: Uint8Array) => chunk?.byteLength ?? 0 };
  const ahead = new TransformStream<Uint8Array, Uint8Array>({}, undefined, bytes);
  return new Response(body.pipeThrough(ahead), { status, headers });
};
