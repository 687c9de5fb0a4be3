import { once } from 'node:events';
import type { ClientRequest } from 'node:http';

/** The body as a Blob, with its length and type in the headers; null for none. */
export async function requestBody(body: BodyInit | null | undefined, headers: Headers): Promise<Blob | null> {
  if (body === null || body === undefined) {
    return null;
  }
  const blob = await blobOf(body, headers);
  headers.set('content-length', String(blob.size));
  if (!headers.has('content-type') && blob.type !== '') {
    headers.set('content-type', blob.type);
  }
  return blob;
}

async function blobOf(body: BodyInit, headers: Headers): Promise<Blob> {
  if (typeof body === 'string') {
    return new Blob([body]);
  }
  if (body instanceof FormData) {
    const form = new Response(body);
    // Of the answer and not of its Blob, whose type is in small letters: the boundary is not.
    headers.set('content-type', form.headers.get('content-type') ?? '');
    return form.blob();
  }
  if (body instanceof Blob) {
    return body;
  }
  throw new TypeError('Only a text, a form or a Blob can be sent.');
}

/**
 * Sends the body no faster than the network takes it. Resolves when it has left, or when the request is over and the
 * rest is of no use. Rejects as the Blob does, such as for a file that cannot be read any more.
 */
export async function sendBody(request: ClientRequest, body: Blob | null): Promise<void> {
  if (body === null) {
    request.end();
    return;
  }
  const over = new AbortController();
  const end = () => over.abort();
  request.once('close', end).once('response', end);
  const reader = body.stream().getReader();
  try {
    for (;;) {
      const chunk = await reader.read();
      if (over.signal.aborted) {
        return;
      }
      if (chunk.done) {
        request.end();
        return;
      }
      if (!request.write(chunk.value)) {
        await once(request, 'drain', { signal: over.signal });
      }
    }
  } catch (error) {
    if (!over.signal.aborted) {
      throw error;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
