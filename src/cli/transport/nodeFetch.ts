import http from 'node:http';
import https from 'node:https';
import { requestBody, sendBody } from './requestBody.ts';
import { responseOf } from './responseBody.ts';

/** How long a connection may take to come about, in ms; as long as the platform's `fetch` gives it. */
const connectLimit = 10_000;

/**
 * A `fetch` over `node:http`, for the command line. The platform's own, undici, throws where nobody can catch it when
 * a server ends the connection after an answer that is read slowly (nodejs/undici#5360), and takes the process along
 * in the middle of a publish.
 *
 * It does what the registry's client asks of a fetch: a text, a form or a Blob is sent with its length and read from the disk
 * no faster than the network takes it; answers are streamed; redirects are handed back as they are. What does not
 * come to an answer rejects as `fetch` does, with the system's error as the cause.
 *
 * A proxy of the environment (HTTPS_PROXY, NO_PROXY; Node 24.5 or newer) is reached by CONNECT for https alone, so
 * that it sees no header of ours. Plain http, which is for this machine only, goes past every proxy.
 */
export function nodeFetch(env: NodeJS.ProcessEnv = process.env): typeof globalThis.fetch {
  // An upload never goes out on a connection that the server may be closing: that would look like a lost answer.
  const agents = {
    'http:': { kept: new http.Agent({ keepAlive: true }), fresh: new http.Agent() },
    'https:': {
      kept: new https.Agent({ keepAlive: true, proxyEnv: proxyOf(env) }),
      fresh: new https.Agent({ proxyEnv: proxyOf(env) }),
    },
  };
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    const body = await requestBody(init.body, headers);
    const protocol = url.protocol === 'https:' ? 'https:' : 'http:';
    const options = {
      agent: agents[protocol][body === null ? 'kept' : 'fresh'],
      method: init.method ?? 'GET',
      headers: { 'accept-encoding': 'gzip, deflate, br', ...Object.fromEntries(headers) },
    };
    init.signal?.throwIfAborted();
    const request = protocol === 'https:' ? https.request(url, options) : http.request(url, options);
    return exchange(request, body, init.signal ?? undefined);
  };
}

/** Sends the request and resolves to its answer, whose body comes as it is read. */
async function exchange(
  request: http.ClientRequest,
  body: Blob | null,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const onAbort = () => request.destroy(abortError(signal));
  signal?.addEventListener('abort', onAbort, { once: true });
  const forget = () => signal?.removeEventListener('abort', onAbort);
  request.once('close', forget);
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    // Stays on: what goes wrong after the answer has begun is told by its body.
    request.on('error', reject);
    request.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
  });
  limitConnecting(request);
  try {
    const sending = sendBody(request, body);
    // An answer before the end of the body stands for itself; what is left of the body is not sent.
    const message = await Promise.race([answered, sending.then(() => answered)]);
    return responseOf(message, request);
  } catch (error) {
    request.destroy();
    signal?.throwIfAborted();
    throw new TypeError('fetch failed', { cause: error });
  }
}

function limitConnecting(request: http.ClientRequest): void {
  request.once('socket', socket => {
    if (!socket.connecting) {
      return;
    }
    const timer = setTimeout(
      () =>
        // Named as the platform's fetch names it, which the failures know.
        request.destroy(Object.assign(new Error('no connection'), { code: 'UND_ERR_CONNECT_TIMEOUT' })),
      connectLimit,
    );
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop).once('close', stop);
  });
}

function abortError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('This operation was aborted', 'AbortError');
}

/** What an https agent takes of the environment: nothing that would lead plain http anywhere. */
function proxyOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    HTTPS_PROXY: env.HTTPS_PROXY,
    https_proxy: env.https_proxy,
    NO_PROXY: env.NO_PROXY,
    no_proxy: env.no_proxy,
  };
}
