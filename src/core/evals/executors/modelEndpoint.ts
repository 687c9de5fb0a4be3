import { createParser } from 'eventsource-parser';
import type { Failure } from '../../failure/failure.ts';
import type { RemoteThing } from '../../failure/parts.ts';
import type { ConnectOptions } from '../../registry/connect.ts';
import { RegistryStreamError } from '../../registry/http/guardStream.ts';
import { type AnswerStream, type Call, RegistryHttp } from '../../registry/http/http.ts';
import { defaultTiming } from '../../registry/settings.ts';
import { decode, id, record } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { InputContent } from '../run/executor.ts';

/** Largest answer with all its events, in bytes; the longest answers of today have some 2 MB. */
const maxAnswerBytes = 64 * 2 ** 20;

/** How long a deletion may take, in ms; after a cancel everything ends within a second. */
const removeMs = 10_000;
const cancelledRemoveMs = 800;

/** A place below the address, and what is missing when the answer is 404: completes "has no …". */
export interface ModelTarget {
  readonly path: readonly string[];
  readonly what: RemoteThing;
}

/** What a call is given. `limitMs` is for the whole call; aborting the signal ends it at once. */
export interface ModelCallOptions {
  readonly signal: AbortSignal;
  readonly limitMs: number;
}

/**
 * Speaks to the models behind a registry's address, with its key and by its rules: the key goes to the address it was
 * entered for only, nothing is sent twice, and each expected trouble is a failure. A cut stream is `unreachable`.
 */
export class ModelEndpoint {
  readonly label: string;
  readonly #http: RegistryHttp;
  readonly #headers: (key: string) => Readonly<Record<string, string>>;

  constructor(connection: ConnectOptions, headers: (key: string) => Readonly<Record<string, string>>) {
    this.label = connection.settings.label;
    this.#http = new RegistryHttp({ ...connection, timing: { ...defaultTiming, ...connection.timing } });
    this.#headers = headers;
  }

  /** Sends a request and tells each event of the answer, parsed; a server that does not stream has one: the answer. */
  async events(
    target: ModelTarget,
    body: unknown,
    onEvent: (event: unknown) => void,
    { signal, limitMs }: ModelCallOptions,
  ): Promise<Result<null, Failure>> {
    const limit = AbortSignal.timeout(limitMs);
    const call = this.#call(target, AbortSignal.any([signal, limit]));
    const sent = await this.#http.stream(call, body, maxAnswerBytes);
    const read = sent.ok ? await readEvents(sent.value, onEvent, this.label) : sent;
    if (!read.ok && !signal.aborted && limit.aborted) {
      return failed({ kind: 'timed-out', registry: this.label, afterMs: limitMs });
    }
    // The answer, and nothing that was sent.
    return sent.ok && !read.ok && read.failure.kind === 'too-large'
      ? failed({ kind: 'not-understood', registry: this.label, what: 'an answer of at most 64 MB' })
      : read;
  }

  /** Uploads a file; hands out its id. */
  async upload(
    target: ModelTarget,
    file: InputContent,
    fields: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Result<string, Failure>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) {
      form.set(name, value);
    }
    form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
    const answer = await this.#http.sendForm(this.#call(target, signal), form);
    if (!answer.ok) {
      return answer;
    }
    const stored = decode(record({ id }), answer.value);
    return stored.ok
      ? success(stored.value.id)
      : failed({ kind: 'not-understood', registry: this.label, what: stored.failure });
  }

  /**
   * Deletes what was uploaded, after a cancel as well. Whether it succeeds is of no consequence to the answer, which does
   * not wait for it for long.
   */
  async remove(target: ModelTarget, { aborted: isCancelled }: AbortSignal): Promise<void> {
    const limit = AbortSignal.timeout(isCancelled ? cancelledRemoveMs : removeMs);
    await this.#http.delete(this.#call(target, limit));
  }

  #call({ path, what }: ModelTarget, signal: AbortSignal | undefined): Call {
    return { path, what, headers: this.#headers, signal };
  }
}

async function readEvents(
  { isEvents, stream }: AnswerStream,
  onEvent: (event: unknown) => void,
  registry: string,
): Promise<Result<null, Failure>> {
  const notUnderstood = failed({ kind: 'not-understood', registry, what: 'events of this protocol' });
  const decoder = new TextDecoder();
  let whole = '';
  let isWrong = false;
  const tell = (data: string) => {
    const event = parsed(data);
    if (event === undefined) {
      isWrong = true;
    } else {
      onEvent(event);
    }
  };
  const parser = createParser({ onEvent: ({ data }) => data !== '[DONE]' && tell(data) });
  try {
    for await (const chunk of stream) {
      const text = decoder.decode(chunk, { stream: true });
      if (isEvents) {
        parser.feed(text);
      } else {
        whole += text;
      }
    }
  } catch (error) {
    if (error instanceof RegistryStreamError) {
      return failed(error.failure);
    }
    throw error;
  }
  if (!isEvents) {
    tell(whole);
  }
  return isWrong ? notUnderstood : success(null);
}

/** JSON; undefined where it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
