import type { Failure } from '../../failure/failure.ts';

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

  const checkLeaving = (target: URL): void => {
    if (options.mayLeaveOrigin !== true || !isPublic(target)) {
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
        checkLeaving(target);
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
    const text = await readText(response, ok ? maxAnswerBytes : maxRefusalBytes);
    if (ok && text === null) {
      return fail({ kind: 'not-understood', registry, what: 'an answer of at most 16 MB' });
    }
    return new Response(status === 204 || status === 205 ? null : (text ?? ''), { status, headers });
  };
}

/** Other stacks word a lost connection in other ways; ky knows this one. */
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
    if (signal.aborted) {
      throw error;
    }
    throw new TypeError('fetch failed', { cause: error });
  }
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

/** Https at a name or an address of the public network, as far as an address alone tells. */
function isPublic({ protocol, hostname, username, password }: URL): boolean {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (protocol !== 'https:' || username !== '' || password !== '') {
    return false;
  }
  if (host.startsWith('[')) {
    // Of IPv6 only global unicast, 2000::/3, and none of what carries an IPv4 address or is for documents.
    return /^\[[23][0-9a-f]{3}:/.test(host) && !/^\[2001:(0|db8|10):|^\[2002:/.test(host);
  }
  const [a = 0, b = 0, c = 0] = /^\d+\.\d+\.\d+\.\d+$/.test(host) ? host.split('.').map(Number) : [1, 1, 1];
  const isReserved =
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && (b === 168 || (b === 0 && c <= 2))) ||
    (a === 198 && (b === 18 || b === 19));
  const isLocalName =
    !host.includes('.') || /\.(localhost|local|internal|lan|home|corp|intranet|test)$/.test(host);
  return !isReserved && !isLocalName;
}
