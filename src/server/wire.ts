import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { systemErrorCode } from '../core/failure/systemError.ts';
import { failed, type Result } from '../core/text/result.ts';
import { BundleAnswer, type JsonAnswer, sendJson } from './answers.ts';
import type { Refusal } from './refusal.ts';

/** A request that fits a route. */
export interface WireCall {
  readonly skill: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  /** For uploads, which are not held in memory. */
  readonly request: IncomingMessage;
  /** The body; undefined when it is not JSON, or of more than 64 KB. */
  json(): Promise<unknown>;
}

/** One operation: its address below `/v1`, and what answers with a JSON body or a `BundleAnswer`. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  answer(call: WireCall): Promise<Result<unknown, Refusal>>;
}

/** A vendor's protocol. */
export interface Wire {
  readonly routes: readonly Route[];
  readonly requestIdHeader: string;
  makeRequestId(): string;
  /** What is wrong with a request's headers, besides its key. */
  headerProblem(headers: Headers): Refusal | null;
  refusal(refusal: Refusal, requestId: string): JsonAnswer;
}

export type WireApp = Hono<{ Bindings: HttpBindings; Variables: { requestId: string } }>;
type WireContext = Context<{ Bindings: HttpBindings; Variables: { requestId: string } }>;

/** The largest JSON body that is read, in bytes. */
const maxJsonBytes = 64 * 1024;

/** Serves a wire to whoever has the token. */
export function createWireApp(wire: Wire, token: string, onBug: (error: unknown) => void): WireApp {
  const app: WireApp = new Hono();
  const refuse = (c: WireContext, refusal: Refusal) => sendJson(wire.refusal(refusal, c.get('requestId')));

  app.use(async (c, next) => {
    const requestId = wire.makeRequestId();
    c.set('requestId', requestId);
    c.env.outgoing.setHeader(wire.requestIdHeader, requestId);
    const { headers } = c.req.raw;
    const problem = wire.headerProblem(headers) ?? credentialProblem(headers, token);
    return problem ? refuse(c, problem) : next();
  });
  for (const { method, path, answer } of wire.routes) {
    app.on(method, `/v1${path}`, async (c, next) => {
      // Neither vendor has HEAD; for it the router comes here, and would leave a bundle open that nobody reads.
      if (c.req.method === 'HEAD') {
        return next();
      }
      const outcome = await guardStorage(() => answer(toCall(c)));
      if (!outcome.ok) {
        return refuse(c, outcome.failure);
      }
      const { value } = outcome;
      if (value instanceof BundleAnswer) {
        await value.send(c.env.outgoing);
        return RESPONSE_ALREADY_SENT;
      }
      return sendJson({ status: 200, body: value });
    });
  }
  for (const [path, routes] of Map.groupBy(wire.routes, ({ path }) => path)) {
    app.all(`/v1${path}`, c => {
      c.env.outgoing.setHeader('allow', routes.map(({ method }) => method).join(', '));
      const message = `Not allowed to ${c.req.method} ${c.req.path}.`;
      return refuse(c, { kind: 'method-not-allowed', message });
    });
  }
  app.notFound(c => refuse(c, { kind: 'not-found', message: `Invalid URL (${c.req.method} ${c.req.path})` }));
  app.onError((error, c) => {
    onBug(error);
    return refuse(c, { kind: 'internal' });
  });
  return app;
}

function toCall(c: WireContext): WireCall {
  return {
    skill: c.req.param('skill') ?? '',
    version: c.req.param('version') ?? '',
    query: c.req.query(),
    request: c.env.incoming,
    json: async () => readJson(c.env.incoming),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += (chunk as Buffer).length;
      if (size <= maxJsonBytes) {
        chunks.push(chunk as Buffer);
      }
    }
    return size > maxJsonBytes ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Why a request's key is not the registry's, or null when it is. Takes the same time for every wrong key. */
function credentialProblem(headers: Headers, token: string): Refusal | null {
  const [, bearer] = /^Bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '') ?? [];
  const given = bearer ?? headers.get('x-api-key') ?? '';
  if (given === '') {
    return { kind: 'unauthorised', isMissing: true };
  }
  return timingSafeEqual(sha256(given), sha256(token)) ? null : { kind: 'unauthorised', isMissing: false };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const unusable = [
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'EMFILE',
  'ENFILE',
  'ENXIO',
  'ESTALE',
  'ELOOP',
  'ENOTDIR',
];

/** Turns what the disk refused into a refusal; anything else is a bug and passes. */
async function guardStorage<T>(work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    const cause = systemErrorCode(error);
    if (cause !== null && (full.includes(cause) || unusable.includes(cause))) {
      return failed({ kind: 'storage', isFull: full.includes(cause), cause });
    }
    throw error;
  }
}
