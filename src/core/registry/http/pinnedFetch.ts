import type { Failure } from '../../failure/failure.ts';
import { isPublicPlace, type Lookup } from './publicHost.ts';

/** Largest answer that is read as text, in bytes. A page of 1,000 skills has about 1 MB. */
const maxAnswerBytes = 16 * 2 ** 20;

/** Largest refusal whose reason is read, in bytes. */
const maxRefusalBytes = 2 ** 20;

const maxRedirects = 5;

/** An answer that cannot be used; never a reason to ask again. */
export class AnswerError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`The answer was not used: ${failure.kind}.`);
    this.failure = failure;
  }
}

interface FetchOptions {
  /** A successful answer's body is handed on unread. */
  readonly isStreamed: boolean;
  /** A redirect of content to another https origin is followed, without the key and never to a private address. */
  readonly mayLeaveOrigin?: boolean;
  /** Finds out where a name of another origin leads. */
  readonly lookup?: Lookup | undefined;
  readonly body?: BodyInit;
}

/**
 * A fetch for one call. It follows redirects itself: for reads, and within the origin only, because the platform
 * would forward `x-api-key` anywhere. It reads the whole answer, up to a limit, so that a time-out and a repetition
 * cover the body too. The request's body goes past ky, so that `fetch` sees the Blob and sends its length.
 */
export function pinnedFetch(fetch: typeof globalThis.fetch, registry: string, options: FetchOptions) {
  const fail = (failure: Failure): never => {
    throw new AnswerError(failure);
  };

  const lookup = options.lookup ?? (async () => []);
  const checkLeaving = async (target: URL): Promise<void> => {
    if (options.mayLeaveOrigin !== true || !(await isPublicPlace(target, lookup))) {
      fail({ kind: 'foreign-origin', registry, origin: target.origin });
    }
  };

  async function follow(request: Request): Promise<Response> {
    let url = new URL(request.url);
    let isAway = false;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const response = await connect(fetch, url, request, options.body, isAway);
      if (response.status < 300 || response.status > 399) {
        return response;
      }
      await response.body?.cancel();
      const location = response.headers.get('location');
      if (location === null || !URL.canParse(location, url)) {
        break;
      }
      const target = new URL(location, url);
      if (target.origin !== url.origin) {
        await checkLeaving(target);
        isAway = true;
      }
      if (request.method !== 'GET') {
        break;
      }
      url = target;
    }
    return fail({ kind: 'not-understood', registry, what: 'an answer instead of a redirect' });
  }

  return async (input: string | URL | Request): Promise<Response> => {
    const request = input instanceof Request ? input : new Request(input);
    const response = await follow(request);
    const { ok, status, headers } = response;
    if (status < 200 || status > 599) {
      await response.body?.cancel();
      return fail({ kind: 'not-understood', registry, what: 'an HTTP answer' });
    }
    if (ok && options.isStreamed) {
      return response;
    }
    const text = await readText(response, ok ? maxAnswerBytes : maxRefusalBytes).catch((error: unknown) =>
      lostConnection(error, request.signal),
    );
    if (ok && text === null) {
      return fail({ kind: 'not-understood', registry, what: 'an answer of at most 16 MB' });
    }
    return new Response(status === 204 || status === 205 ? null : (text ?? ''), { status, headers });
  };
}

async function connect(
  fetch: typeof globalThis.fetch,
  url: URL,
  { method, headers, signal }: Request,
  body: BodyInit | undefined,
  isAway: boolean,
): Promise<Response> {
  try {
    // Elsewhere nothing of ours is sent but what is wanted: no key, no account, no protocol.
    const sent = isAway ? new Headers({ accept: '*/*' }) : headers;
    const init = { method, headers: sent, signal, redirect: 'manual' as const };
    return await fetch(url.href, body === undefined ? init : { ...init, body });
  } catch (error) {
    return lostConnection(error, signal);
  }
}

/** Other stacks word a lost connection in other ways; ky knows this one. */
function lostConnection(error: unknown, signal: AbortSignal): never {
  if (signal.aborted) {
    throw error;
  }
  throw new TypeError('fetch failed', { cause: error });
}

/** The body as text; null when it has more than `limit` bytes, of which no more is read then. */
async function readText(response: Response, limit: number): Promise<string | null> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) {
      return null;
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
