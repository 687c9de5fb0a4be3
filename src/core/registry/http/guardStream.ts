import type { Failure } from '../../failure/failure.ts';

interface Guard {
  readonly registry: string;
  /** Bytes. */
  readonly limit: number;
  /** Longest wait for the next bytes, in milliseconds. */
  readonly stall: number;
  /** What it means that the connection ended with `cause`. */
  readonly failureOf: (cause: unknown) => Failure;
}

/** A download that ends with a `RegistryStreamError` when it stalls, breaks off or grows beyond the limit. */
export function guardStream(body: ReadableStream<Uint8Array>, guard: Guard): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let size = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = await nextChunk(reader, guard);
      if ('failure' in chunk) {
        controller.error(new RegistryStreamError(chunk.failure));
        return reader.cancel().catch(() => undefined);
      }
      if (chunk.done) {
        return controller.close();
      }
      size += chunk.value.byteLength;
      if (size <= guard.limit) {
        return controller.enqueue(chunk.value);
      }
      const { registry, limit } = guard;
      controller.error(new RegistryStreamError({ kind: 'too-large', registry, limit }));
      return reader.cancel().catch(() => undefined);
    },
    cancel: reason => reader.cancel(reason),
  });
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { registry, stall, failureOf }: Guard,
): Promise<ReadableStreamReadResult<Uint8Array> | { failure: Failure }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stalled = new Promise<{ failure: Failure }>(resolve => {
    timer = setTimeout(() => resolve({ failure: { kind: 'timed-out', registry, afterMs: stall } }), stall);
  });
  try {
    return await Promise.race([reader.read(), stalled]);
  } catch (error) {
    return { failure: failureOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** What a download's stream fails with when the answer breaks off, stalls, grows too large or is cancelled. */
export class RegistryStreamError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`The download failed: ${failure.kind}.`);
    this.failure = failure;
  }
}

/** Aborts its signal when no life was shown for `limit` milliseconds. */
export class StallWatch {
  readonly #limit: number;
  readonly #abort = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStopped = false;

  constructor(limit: number) {
    this.#limit = limit;
    this.showLife();
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Does nothing after `stop`: a body that nobody waits for any more may still be read. */
  showLife(): void {
    if (this.#isStopped) {
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#abort.abort(), this.#limit);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }
}
