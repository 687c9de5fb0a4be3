import { plainText } from '../../text/plainText.ts';
import { requestIdIn } from './answerFailure.ts';
import { withoutKey } from './withoutKey.ts';

/** One request and what came of it. Holds no key, no query and no content. */
export interface Exchange {
  readonly method: string;
  /** Below the registry's address, such as `/skills/skill_1/versions`. */
  readonly path: string;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Milliseconds until the answer began, or failed to. */
  readonly ms: number;
  /** What support asks for; null where the registry gives none. */
  readonly requestId: string | null;
  /** False for refusals, for web pages in place of an answer, and where no answer came. */
  readonly isGood: boolean;
}

/** A fetch that tells of every request, repetitions too; `baseURL` is left out of paths, since it may hold a key. */
export function observeFetch(
  fetch: typeof globalThis.fetch,
  baseURL: string,
  observe: (exchange: Exchange) => void,
): typeof globalThis.fetch {
  return async (input, init) => {
    const begin = performance.now();
    const tell = (answer: Response | null) => {
      const id = answer && requestIdIn(answer.headers);
      const isPage = answer?.headers.get('content-type')?.includes('text/html') ?? false;
      observe({
        method: init?.method ?? 'GET',
        path: pathBelow(input instanceof Request ? input.url : String(input), baseURL),
        status: answer?.status ?? null,
        ms: Math.round(performance.now() - begin),
        requestId: id === null ? null : plainText(withoutKeys(id, new Headers(init?.headers)), 100),
        isGood: answer !== null && answer.status < 400 && !isPage,
      });
    };
    try {
      const answer = await fetch(input, init);
      tell(answer);
      return answer;
    } catch (error) {
      tell(null);
      throw error;
    }
  };
}

/** `GET /skills 200, 34 ms, request req_1`. */
export function exchangeLine({ method, path, status, ms, requestId }: Exchange): string {
  const facts = [`${method} ${path} ${status ?? 'no answer'}`, `${ms} ms`];
  return [...facts, ...(requestId === null ? [] : [`request ${requestId}`])].join(', ');
}

function pathBelow(address: string, baseURL: string): string {
  const { pathname } = new URL(address);
  const base = URL.canParse(baseURL) ? new URL(baseURL).pathname.replace(/\/+$/, '') : '';
  return plainText(pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : '/…', 300);
}

/** Some servers echo what they were sent. */
function withoutKeys(text: string, headers: Headers): string {
  const keys = [headers.get('authorization')?.replace(/^Bearer /i, ''), headers.get('x-api-key')];
  return keys.reduce<string>((left, key) => withoutKey(left, key ?? ''), text);
}
