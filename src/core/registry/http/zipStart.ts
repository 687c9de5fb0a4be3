/** How a zip begins: with an entry, or with its end where it is empty. */
const zipStarts: readonly string[] = ['PK\u0003\u0004', 'PK\u0005\u0006'];

/** The stream, whole, where its first bytes are those of a zip; null for anything else. A broken start stays one. */
export async function startingLikeZip(
  stream: ReadableStream<Uint8Array>,
): Promise<ReadableStream<Uint8Array> | null> {
  const reader = stream.getReader();
  const first: Uint8Array[] = [];
  let size = 0;
  let trouble: unknown;
  while (size < 4 && trouble === undefined) {
    const chunk = await reader.read().catch((error: unknown) => {
      trouble = error;
      return { done: true as const, value: undefined };
    });
    if (chunk.done) {
      break;
    }
    first.push(chunk.value);
    size += chunk.value.byteLength;
  }
  const start = Buffer.concat(first).subarray(0, 4).toString('latin1');
  if (trouble === undefined && !zipStarts.includes(start)) {
    await reader.cancel().catch(() => undefined);
    return null;
  }
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const kept = first.shift();
      if (kept) {
        controller.enqueue(kept);
        return;
      }
      if (trouble !== undefined) {
        controller.error(trouble);
        return;
      }
      const { done, value } = await reader.read();
      if (done) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
    cancel: reason => reader.cancel(reason),
  });
}
