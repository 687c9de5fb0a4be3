import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import type { Failure } from '../core/failure/failure.ts';
import { systemErrorCode } from '../core/failure/systemError.ts';
import { failed, type Result, success } from '../core/text/result.ts';
import { createApp } from './app.ts';
import { SkillStore } from './store/skillStore.ts';

/** Handles a request; resolves when the registry is done with it, also where the client is gone by then. */
export type RegistryListener = (...exchange: Parameters<RequestListener>) => Promise<void>;

export interface RegistryOptions {
  /** Made where it does not exist. Several processes may use one. */
  readonly dataDirectory: string;
  /** What clients must send as their key. */
  readonly token: string;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** Puts something around the registry that sees each request first. */
  readonly wrap?: (listener: RegistryListener) => RequestListener;
  /** Told of what should never happen; the client gets a 500. */
  readonly onBug?: (error: unknown) => void;
}

/** A registry that answers. */
export interface RunningRegistry {
  /** For OpenAI's clients, with `/v1`; Anthropic's take it without. */
  readonly baseURL: string;
  readonly token: string;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** A client may take so long for its whole request, and be silent for so long between two. ms. */
const timeouts = { requestTimeout: 10 * 60_000, headersTimeout: 60_000, keepAliveTimeout: 60_000 };

/**
 * Starts the embedded registry on 127.0.0.1. Fails as `unwritable` or `disk-full` for the data directory, and as
 * `port-taken`.
 */
export async function startRegistry(options: RegistryOptions): Promise<Result<RunningRegistry, Failure>> {
  const { dataDirectory, token, port = 0, wrap = listener => listener, onBug = () => undefined } = options;
  const store = await SkillStore.open(dataDirectory);
  if (!store.ok) {
    return store;
  }
  const app = createApp(store.value, token, onBug);
  const answer = getRequestListener((request, env) => app(request, env as HttpBindings), {
    overrideGlobalObjects: false,
  });
  const listener = guardHost((incoming, outgoing) => answer(incoming, outgoing).catch(onBug));
  const server = createServer(timeouts, wrap(listener));
  const cause = await listen(server, port);
  if (cause !== null) {
    return failed({ kind: 'port-taken', port, cause });
  }
  const { port: actual } = server.address() as AddressInfo;
  return success({ baseURL: `http://127.0.0.1:${actual}/v1`, token, close: () => close(server) });
}

/** Null when the server listens, else the system's code. */
async function listen(server: Server, port: number): Promise<string | null> {
  return new Promise(resolve => {
    server.once('error', error => resolve(systemErrorCode(error) ?? error.message));
    server.listen(port, '127.0.0.1', () => resolve(null));
  });
}

async function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const ownHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses requests that call this machine by another name: a web page that had its own domain resolve to 127.0.0.1
 * (DNS rebinding) must not reach the registry. The port may differ, since editors forward ports.
 */
function guardHost(listener: RegistryListener): RegistryListener {
  return async (incoming, outgoing) => {
    if (ownHosts.test(incoming.headers.host ?? '')) {
      await listener(incoming, outgoing);
      return;
    }
    const message = 'This registry answers to 127.0.0.1 and localhost only.';
    const error = { message, type: 'invalid_request_error', param: null, code: 'wrong_host' };
    outgoing.writeHead(421, { 'content-type': 'application/json', connection: 'close' });
    outgoing.end(JSON.stringify({ error }));
  };
}
