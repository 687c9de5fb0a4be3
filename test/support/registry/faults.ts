import { once } from 'node:events';
import { type IncomingMessage, type RequestListener, request, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A request as it came in, before anything was done with it. */
export interface SeenCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

/** What goes wrong. Bytes count from the start of the body, or of the whole answer with its head. */
export type Fault =
  /** The registry works, later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Something on the way answers instead of the registry, which never sees the request. */
  | ({ readonly kind: 'answer' } & FaultAnswer)
  /** The registry carries the request out, and something on the way replaces its answer. */
  | ({ readonly kind: 'replace-answer' } & FaultAnswer)
  /** The connection is reset once so many bytes of the request's body have arrived. */
  | { readonly kind: 'break-request'; readonly afterBytes: number }
  /**
   * The registry carries the request out, and the connection breaks when so many bytes of the answer were sent
   * (`Infinity`: all): it is reset, ended in order, or falls silent.
   */
  | { readonly kind: 'break-answer'; readonly afterBytes: number; readonly how: 'reset' | 'end' | 'stall' }
  /** Nothing answers, and the registry never sees the request. */
  | { readonly kind: 'hang' }
  /** Something on the way answers at once, or resets the connection, and hands the whole request on later. */
  | { readonly kind: 'late'; readonly answer: FaultAnswer | 'reset'; readonly delivery: Delivery }
  /** Something on the way hands the request on twice, one after the other, and passes the first answer back. */
  | { readonly kind: 'twice' };

/** When a request that was held back goes on. */
export class Delivery {
  readonly #begin = Promise.withResolvers<void>();
  readonly #done = Promise.withResolvers<void>();

  /** Resolves when it may go on. */
  get begun(): Promise<void> {
    return this.#begin.promise;
  }

  /** Lets it go on. Resolves when the registry has answered. */
  async now(): Promise<void> {
    this.#begin.resolve();
    await this.#done.promise;
  }

  ended(): void {
    this.#done.resolve();
  }
}

export interface FaultAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FaultOptions {
  /** Which requests it hits; all when absent. */
  readonly when?: (call: SeenCall) => boolean;
  /** How many of them it spares first; 0 when absent. */
  readonly skip?: number;
  /** How many it hits after that; 1 when absent. */
  readonly times?: number;
}

/** A fault that waits for its requests. */
export interface ArmedFault {
  /** How many requests it was tried on. */
  readonly hits: number;
  /** How often it took effect: a request may end before `afterBytes`. */
  readonly effects: number;
}

/** A switch between clients and a registry that makes things go wrong, and counts. Hand `wrap` to the registry. */
export class Faults {
  readonly calls: SeenCall[] = [];
  readonly #armed: Armed[] = [];

  readonly wrap = (listener: RequestListener): RequestListener => {
    return (incoming, outgoing) => {
      const call = seenCall(incoming);
      if (handedOn in incoming.headers) {
        listener(incoming, outgoing);
        return;
      }
      this.calls.push(call);
      const armed = this.#armed.find(candidate => candidate.takes(call));
      if (armed) {
        apply(armed, { incoming, outgoing, listener });
      } else {
        listener(incoming, outgoing);
      }
    };
  };

  /** Makes the next request that fits go wrong. Of several faults that fit, the first armed is taken. */
  arm(fault: Fault, options: FaultOptions = {}): ArmedFault {
    const armed = new Armed(fault, options);
    this.#armed.push(armed);
    return armed;
  }

  /** Takes all faults back. The calls stay counted. */
  disarm(): void {
    this.#armed.length = 0;
  }

  /** How many requests came with this method, to a path that matches. */
  count(method: string, path: RegExp = /^/): number {
    return this.calls.filter(call => call.method === method && path.test(call.path)).length;
  }
}

/** For `FaultOptions.when`: creates of a skill or of a version. */
export function isUpload({ method, path }: SeenCall): boolean {
  return method === 'POST' && /^\/v1\/skills(\/[^/]+\/versions)?$/.test(path);
}

class Armed implements ArmedFault {
  readonly fault: Fault;
  readonly #when: (call: SeenCall) => boolean;
  #skip: number;
  #times: number;
  hits = 0;
  effects = 0;

  constructor(fault: Fault, { when = () => true, skip = 0, times = 1 }: FaultOptions) {
    this.fault = fault;
    this.#when = when;
    this.#skip = skip;
    this.#times = times;
  }

  takes(call: SeenCall): boolean {
    if (this.#times === 0 || !this.#when(call)) {
      return false;
    }
    if (this.#skip > 0) {
      this.#skip--;
      return false;
    }
    this.#times--;
    this.hits++;
    return true;
  }
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly listener: RequestListener;
}

function apply(armed: Armed, exchange: Exchange): void {
  const { incoming, outgoing, listener } = exchange;
  const { fault } = armed;
  const pass = () => listener(incoming, outgoing as Parameters<RequestListener>[1]);
  switch (fault.kind) {
    case 'delay':
      armed.effects++;
      setTimeout(pass, fault.ms);
      return;
    case 'answer':
      armed.effects++;
      incoming.on('end', () => answer(outgoing, fault)).resume();
      return;
    case 'replace-answer':
      armed.effects++;
      replaceAnswer(exchange, fault);
      return;
    case 'break-request':
      breakRequest(armed, incoming, fault.afterBytes);
      pass();
      return;
    case 'break-answer':
      breakAnswer(armed, outgoing, fault);
      pass();
      return;
    case 'hang':
      armed.effects++;
      incoming.resume();
      return;
    case 'late':
      armed.effects++;
      void deliverLate(exchange, fault);
      return;
    case 'twice':
      armed.effects++;
      void deliverTwice(exchange);
  }
}

function answer(outgoing: ServerResponse, { status, headers, body }: FaultAnswer): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body ?? '');
}

async function deliverLate(
  { incoming, outgoing }: Exchange,
  { answer: first, delivery }: Extract<Fault, { kind: 'late' }>,
): Promise<void> {
  const port = incoming.socket.localPort;
  const body = await bodyOf(incoming);
  if (first === 'reset') {
    reset(incoming.socket);
  } else {
    answer(outgoing, first);
  }
  await delivery.begun;
  await handOn(incoming, port, body);
  delivery.ended();
}

async function deliverTwice({ incoming, outgoing }: Exchange): Promise<void> {
  const port = incoming.socket.localPort;
  const body = await bodyOf(incoming);
  const first = await handOn(incoming, port, body);
  await handOn(incoming, port, body);
  answer(outgoing, first);
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** Sends the request to the registry once more, past the faults. */
async function handOn(
  { method, url, headers }: IncomingMessage,
  port: number | undefined,
  body: Buffer,
): Promise<FaultAnswer> {
  const options = { host: '127.0.0.1', port, method, path: url, agent: false };
  const sent = request({ ...options, headers: { ...headers, [handedOn]: '1', connection: 'close' } });
  sent.end(body);
  const [message] = (await once(sent, 'response')) as [IncomingMessage];
  const text = (await bodyOf(message)).toString();
  const contentType = message.headers['content-type'] ?? 'text/plain';
  return { status: message.statusCode ?? 0, headers: { 'content-type': contentType }, body: text };
}

/** Marks a request that has had its fault. */
const handedOn = 'x-handed-on';

function replaceAnswer({ incoming, outgoing, listener }: Exchange, fault: FaultAnswer): void {
  const shadow = new ServerResponse(incoming);
  const sink = new Duplex({ read: () => undefined, write: (_chunk, _encoding, done) => done() });
  shadow.assignSocket(sink as Socket);
  shadow.on('finish', () => answer(outgoing, fault));
  listener(incoming, shadow as Parameters<RequestListener>[1]);
}

function breakRequest(armed: Armed, incoming: IncomingMessage, afterBytes: number): void {
  const push = incoming.push.bind(incoming);
  let rest = afterBytes;
  incoming.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    if (rest === Number.NEGATIVE_INFINITY) {
      return false;
    }
    rest -= chunk?.length ?? 0;
    if (chunk === null || rest > 0) {
      return push(chunk, encoding);
    }
    push(chunk.subarray(0, chunk.length + rest), encoding);
    rest = Number.NEGATIVE_INFINITY;
    armed.effects++;
    reset(incoming.socket);
    return false;
  };
}

function breakAnswer(
  armed: Armed,
  outgoing: ServerResponse,
  { afterBytes, how }: Extract<Fault, { kind: 'break-answer' }>,
): void {
  const { socket } = outgoing;
  if (!socket) {
    throw new Error('The answer has no connection.');
  }
  const write = socket.write.bind(socket) as (chunk: Buffer, done: () => void) => boolean;
  const sever = () => {
    armed.effects++;
    if (how !== 'stall') {
      if (how === 'reset') {
        reset(socket);
      } else {
        socket.end();
      }
    }
  };
  let rest = afterBytes;
  let isBroken = false;
  const limited = (chunk: Buffer | string, ...others: unknown[]): boolean => {
    const done = others.find(other => typeof other === 'function') as (() => void) | undefined;
    if (isBroken) {
      return true;
    }
    const encoding = typeof others[0] === 'string' ? (others[0] as BufferEncoding) : 'utf8';
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
    if (bytes.length < rest) {
      rest -= bytes.length;
      return write(bytes, () => done?.());
    }
    isBroken = true;
    write(bytes.subarray(0, rest), sever);
    return true;
  };
  socket.write = limited as Socket['write'];
  outgoing.on('finish', () => {
    if (!isBroken && rest === Number.POSITIVE_INFINITY) {
      isBroken = true;
      sever();
    }
  });
}

function seenCall({ method = '', url = '/', headers }: IncomingMessage): SeenCall {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return { method, path: pathname, query: searchParams, headers };
}

/** Of a socket that is being ended in order, node can reset nothing any more, and would keep its handle for ever. */
function reset(socket: Socket): void {
  if (socket.writableEnded) {
    socket.destroy();
  } else {
    socket.resetAndDestroy();
  }
}
