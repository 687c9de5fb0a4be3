import { requestIdIn } from '../../registry/http/answerFailure.ts';
import { plainText } from '../../text/plainText.ts';
import type { Discretion } from './discretion.ts';
import { type AskedOperation, operationOf } from './operation.ts';

/** Bytes of an answer that are looked at: as many as the client itself takes. */
const maxSeenBytes = 16 * 2 ** 20;

/** In place of an answer that has more. */
export const notReadWhole = Symbol('too large to be shown');

/** A request and its answer, as far as the doctor looks at them. Never printed whole: `json` is the registry's. */
export interface Recorded {
  readonly method: string;
  /** Null where it led to another server, or to nothing that the protocol knows. */
  readonly asked: AskedOperation | null;
  readonly query: URLSearchParams;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Milliseconds until the whole answer was there; for content until it began. */
  readonly ms: number;
  /** Without its parameters; null where there is none. */
  readonly contentType: string | null;
  /** The answer where it is JSON; undefined where it is none or was not read, `notReadWhole` where it was not read to its end. */
  readonly json: unknown;
  /** Where a redirect leads to. */
  readonly leadsTo: 'the same server' | 'another server' | null;
  readonly requestId: string | null;
}

/** A fetch that writes down what was asked and answered. */
export class Recorder {
  readonly #fetch: typeof globalThis.fetch;
  readonly #baseURL: string;
  readonly #discretion: Discretion;
  readonly #all: Recorded[] = [];

  constructor(fetch: typeof globalThis.fetch, baseURL: string, discretion: Discretion) {
    this.#fetch = fetch;
    this.#baseURL = baseURL;
    this.#discretion = discretion;
  }

  get all(): readonly Recorded[] {
    return this.#all;
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const begin = performance.now();
    const address = new URL(input instanceof Request ? input.url : String(input));
    const headers = new Headers(init?.headers);
    const method = init?.method ?? 'GET';
    const asked = operationOf(method, address, this.#baseURL, headers);
    this.#discretion.learnHeaders(headers);
    const note = (answer: Response | null, json: unknown) => {
      const id = answer && requestIdIn(answer.headers);
      this.#all.push({
        method,
        asked,
        query: address.searchParams,
        status: answer?.status ?? null,
        ms: Math.round(performance.now() - begin),
        contentType: answer?.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? null,
        json,
        leadsTo: answer && leadsTo(answer, address),
        requestId: id === null ? null : plainText(this.#discretion.cleanIds(id), 100),
      });
    };
    try {
      const answer = await this.#fetch(input, init);
      const isContent = (asked === null || asked.kind === 'content') && answer.ok;
      const json = isContent || answer.body === null ? undefined : await jsonIn(answer);
      this.#discretion.learnAnswer(json);
      note(answer, json);
      return answer;
    } catch (error) {
      note(null, undefined);
      throw error;
    }
  };
}

function leadsTo({ status, headers }: Response, from: URL): Recorded['leadsTo'] {
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null || !URL.canParse(location, from)) {
    return null;
  }
  return new URL(location, from).origin === from.origin ? 'the same server' : 'another server';
}

/** Reads a copy: the answer itself is left for whoever asked. */
async function jsonIn(answer: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  const reader = answer.clone().body?.getReader();
  let text = '';
  for (let chunk = await reader?.read(); chunk?.value; chunk = await reader?.read()) {
    text += decoder.decode(chunk.value, { stream: true });
    if (text.length > maxSeenBytes) {
      // A copy is given up only together with the answer: to wait for that would be to wait for ever.
      void reader?.cancel().catch(() => undefined);
      return notReadWhole;
    }
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
