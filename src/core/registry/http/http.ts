import ky, { HTTPError, type Options } from 'ky';
import type { Failure } from '../../failure/failure.ts';
import type { Expected } from '../../failure/parts.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { UploadOptions } from '../contract.ts';
import type { Credentials, RegistrySettings, Timing } from '../settings.ts';
import { addressOf, checkAddress } from './address.ts';
import { missing, refusalInside } from './answerFailure.ts';
import { type CallSubject, saysDeleted } from './answers.ts';
import { callFailure, connectionFailure } from './callFailure.ts';
import { guardStream, StallWatch } from './guardStream.ts';
import { multipartBody, type UploadForm } from './multipart.ts';
import { pinnedFetch } from './pinnedFetch.ts';
import type { Lookup } from './publicHost.ts';
import { readRetries } from './retries.ts';
import { webPageIn } from './webPage.ts';
import { withoutKey } from './withoutKey.ts';
import { startingLikeZip } from './zipStart.ts';

/** Largest bundle that is taken from a registry, in bytes: twice the largest that OpenAI takes. */
const maxDownloadBytes = 100 * 2 ** 20;

/** What a bundle is asked for as. OpenAI's own description offers JSON, too, which nobody here could unpack. */
const bundleTypes = 'application/zip, application/octet-stream, application/binary';

/** What a client needs to reach its registry. */
export interface Connection {
  readonly settings: RegistrySettings;
  readonly credentials: Credentials;
  readonly fetch: typeof globalThis.fetch;
  readonly timing: Timing;
  readonly lookup?: Lookup | undefined;
}

/** One request below the base address. */
export interface Call {
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  /** The headers of the vendor's protocol, with the key. */
  readonly headers: (key: string) => Readonly<Record<string, string>>;
  readonly what: CallSubject;
  readonly signal: AbortSignal | undefined;
}

/** An answer as it comes. Its stream ends with a `RegistryStreamError` where it breaks off or stalls. */
export interface AnswerStream {
  /** Server-sent events, and not one document. */
  readonly isEvents: boolean;
  readonly stream: ReadableStream<Uint8Array>;
}

type Method = 'GET' | 'POST' | 'DELETE';

/** What was answered, and the key that was sent, which an answer may echo. */
interface Sent {
  readonly response: Response;
  readonly key: string;
}

/** How a call is sent, and how its answer is read. */
interface Delivery {
  readonly method: Method;
  readonly body?: BodyInit;
  readonly contentType?: string;
  readonly isStreamed?: boolean;
  /** What is asked for, where it is not JSON. */
  readonly accept?: string;
  /** The content may lie at another https origin, which is asked without the key. */
  readonly mayLeaveOrigin?: boolean;
  /** Told the status of an answer that is a refusal. */
  readonly onRefusal?: (status: number) => void;
  /** Aborted when the call shows no life. */
  readonly stall?: AbortSignal;
  /** Milliseconds; false where the call watches its own progress. */
  readonly timeout: number | false;
}

/**
 * Speaks HTTP to one registry. The key goes to the configured origin only; reads are repeated after a passing
 * trouble, everything else is sent once; every expected trouble is a failure.
 */
export class RegistryHttp {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get label(): string {
    return this.#connection.settings.label;
  }

  /** Reads JSON. */
  async read(call: Call): Promise<Result<unknown, Failure>> {
    const timeout = this.#connection.timing.answer;
    return this.#json(await this.#send(call, { method: 'GET', timeout }));
  }

  /** Sends JSON, once. */
  async change(call: Call, body: unknown): Promise<Result<unknown, Failure>> {
    const timeout = this.#connection.timing.answer;
    const contentType = 'application/json';
    return this.#json(
      await this.#send(call, { method: 'POST', body: JSON.stringify(body), contentType, timeout }),
    );
  }

  /** Sends a small form, once. */
  async sendForm(call: Call, body: FormData): Promise<Result<unknown, Failure>> {
    const timeout = this.#connection.timing.answer;
    return this.#json(await this.#send(call, { method: 'POST', body, timeout }));
  }

  /** Sends JSON, once, and hands on the answer as it comes: server-sent events, or what the server sends instead. */
  async stream(call: Call, body: unknown, limit: number): Promise<Result<AnswerStream, Failure>> {
    const sent = await this.#send(call, {
      method: 'POST',
      body: JSON.stringify(body),
      contentType: 'application/json',
      isStreamed: true,
      timeout: false,
    });
    if (!sent.ok) {
      return sent;
    }
    const { body: answer, headers } = sent.value.response;
    if (answer === null) {
      return this.#notUnderstood('an answer');
    }
    const isEvents = headers.get('content-type')?.includes('text/event-stream') ?? false;
    return success({ isEvents, stream: this.#guarded(answer, call, limit) });
  }

  /**
   * Deletes a thing, once. Only an answer that says so is believed; after any other that is no refusal the registry is
   * asked whether it still has the thing.
   */
  async delete(call: Call): Promise<Result<null, Failure>> {
    const sent = await this.#send(call, { method: 'DELETE', timeout: this.#connection.timing.answer });
    if (!sent.ok && sent.failure.kind !== 'not-found') {
      return sent;
    }
    const answer = await this.#json(sent);
    if (answer.ok && saysDeleted(answer.value, call.path.at(-1) ?? '')) {
      return success(null);
    }
    const left = await this.read(call);
    if (!left.ok && left.failure.kind === 'not-found') {
      return sent.ok ? success(null) : sent;
    }
    if (!answer.ok && (answer.failure.kind === 'refused' || (!sent.ok && !left.ok))) {
      return answer;
    }
    // Who knows no deletions may answer 404 to one, too: the thing itself is there.
    return this.#notUnderstood('an answer that says that it was deleted');
  }

  /** Sends a bundle in a form, once, and waits for as long as bytes move. */
  async upload(
    call: Call,
    form: UploadForm,
    { onProgress, mayFinish }: UploadOptions,
  ): Promise<Result<unknown, Failure>> {
    const totalBytes = form.upload.blob.size;
    const watch = new StallWatch(this.#connection.timing.stall);
    let percent = -1;
    const onSent = (sentBytes: number) => {
      watch.showLife();
      const reached = Math.floor((sentBytes / Math.max(1, totalBytes)) * 100);
      if (reached === percent) {
        return;
      }
      percent = reached;
      onProgress?.({ sentBytes, totalBytes });
    };
    const body = multipartBody(form, onSent, mayFinish);
    try {
      return await this.#json(
        await this.#send(call, { method: 'POST', body, stall: watch.signal, timeout: false }),
      );
    } finally {
      watch.stop();
    }
  }

  /** Reads a bundle as a stream. */
  async download(call: Call): Promise<Result<ReadableStream<Uint8Array>, Failure>> {
    const timeout = this.#connection.timing.answer;
    let status406 = false;
    const onRefusal = (refused: number) => {
      status406 = refused === 406;
    };
    const asked = { method: 'GET', isStreamed: true, mayLeaveOrigin: true, onRefusal, timeout } as const;
    const sent = await this.#send(call, { ...asked, accept: bundleTypes });
    const answered = status406 ? await this.#send(call, { ...asked, accept: '*/*' }) : sent;
    if (!answered.ok) {
      return answered;
    }
    const { body, headers, status } = answered.value.response;
    if (body === null || headers.get('content-type')?.includes('text/html')) {
      await body?.cancel();
      return body === null
        ? this.#notUnderstood('a bundle')
        : failed({ kind: 'web-page', registry: this.label, status, title: null });
    }
    const bundle = await startingLikeZip(this.#guarded(body, call, maxDownloadBytes));
    return bundle === null ? this.#notUnderstood('a bundle') : success(bundle);
  }

  #guarded(body: ReadableStream<Uint8Array>, call: Call, limit: number): ReadableStream<Uint8Array> {
    return guardStream(body, {
      limit,
      stall: this.#connection.timing.stall,
      failureOf: cause =>
        call.signal?.aborted ? { kind: 'cancelled' } : connectionFailure(this.#connection.settings, cause),
      registry: this.label,
    });
  }

  async #send(call: Call, delivery: Delivery): Promise<Result<Sent, Failure>> {
    const { settings, credentials, timing } = this.#connection;
    const base = checkAddress(settings);
    if (!base.ok) {
      return base;
    }
    const url = addressOf(base.value, call.path, new Map(Object.entries(call.query ?? {})));
    if (url === null) {
      return failed(missing(settings.label, call.what, base.value.href));
    }
    const key = (await credentials.readKey(settings.id, url.origin))?.trim() ?? '';
    if (key === '') {
      return failed({ kind: 'no-key', registry: settings.label });
    }
    if (/[^\x21-\x7e]/.test(key)) {
      return failed({ kind: 'unauthorised', registry: settings.label });
    }
    const fetch = pinnedFetch(this.#connection.fetch, settings.label, {
      isStreamed: delivery.isStreamed ?? false,
      mayLeaveOrigin: delivery.mayLeaveOrigin ?? false,
      lookup: this.#connection.lookup,
      ...(delivery.body === undefined ? {} : { body: delivery.body }),
    });
    const signals = [call.signal, delivery.stall].filter(signal => signal !== undefined);
    const options: Options = {
      method: delivery.method,
      headers: {
        accept: delivery.accept ?? 'application/json',
        ...contentType(delivery),
        ...sendable(call.headers(key)),
      },
      fetch,
      timeout: delivery.timeout,
      retry: delivery.method === 'GET' ? readRetries(timing) : 0,
      ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
    };
    try {
      return success({ response: await ky(url, options), key });
    } catch (error) {
      if (delivery.stall?.aborted && !call.signal?.aborted) {
        return failed({ kind: 'timed-out', registry: settings.label, afterMs: timing.stall });
      }
      if (error instanceof HTTPError) {
        delivery.onRefusal?.(error.response.status);
      }
      const failure = callFailure(error, {
        settings,
        timing,
        what: call.what,
        signal: call.signal,
        secret: key,
      });
      if (failure === null) {
        throw error;
      }
      return failed(failure);
    }
  }

  async #json(sent: Result<Sent, Failure>): Promise<Result<unknown, Failure>> {
    if (!sent.ok) {
      return sent;
    }
    const { response, key } = sent.value;
    const text = await response.text();
    try {
      const value: unknown = JSON.parse(text);
      const refusal = refusalInside(value, this.label, key);
      return refusal === null ? success(value) : failed(refusal);
    } catch {
      const page = webPageIn(text, response.headers, title => withoutKey(title, key));
      return page === null
        ? this.#notUnderstood('complete JSON')
        : failed({ kind: 'web-page', registry: this.label, status: response.status, ...page });
    }
  }

  #notUnderstood(what: Expected): Result<never, Failure> {
    return failed({ kind: 'not-understood', registry: this.label, what });
  }
}

function contentType({ contentType }: Delivery): Record<string, string> {
  return contentType === undefined ? {} : { 'content-type': contentType };
}

/** A setting that was pasted with a line break, or with anything else that a header cannot carry. */
function sendable(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, '')]),
  );
}
