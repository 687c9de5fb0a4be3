import type { IncomingMessage } from 'node:http';
import { openaiCapabilities } from '../../../../src/core/registry/capabilities.ts';
import type { ConnectOptions } from '../../../../src/core/registry/connect.ts';
import { type ContractKind, contractKinds } from '../contractSubject.ts';
import { type RawServer, startRawServer } from '../rawServer.ts';
import { seedRegistry } from '../seedRegistry.ts';
import { startTestRegistry, type TestRegistry } from '../startTestRegistry.ts';

/** A request as the scripted server got it. */
export interface QuirkRequest {
  readonly method: string;
  /** Below `/v1`, such as `/skills/skill_1`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Buffer<ArrayBuffer>;
}

/** What it answers. */
export interface QuirkAnswer {
  status: number;
  headers: Headers;
  body: Buffer<ArrayBuffer>;
  /** Sent in place of all that, byte for byte, before the connection ends. */
  raw?: Buffer<ArrayBuffer>;
}

/** How a server differs from what the vendor's documents say. */
export interface Behaviour {
  /** Answers by itself; undefined leaves it to the registry, which gets the request as it is then. */
  readonly instead?: (request: QuirkRequest) => Partial<QuirkAnswer> | undefined;
  /** Changes what the registry answers. */
  readonly change?: (answer: QuirkAnswer, request: QuirkRequest) => void;
  /** Looks at what is answered, before it is. */
  readonly watch?: (request: QuirkRequest, answer: QuirkAnswer) => Promise<void>;
}

export type Speaks = 'OpenAI' | 'Anthropic' | 'Anthropic, earlier';

/** A registry in one protocol behind a server that is told how to be odd. */
export interface QuirkServer extends AsyncDisposable {
  readonly server: RawServer;
  readonly registry: TestRegistry;
  readonly connection: ConnectOptions;
  /** What it does from now on; null for nothing odd. */
  behave(behaviour: Behaviour | null): void;
}

/** The embedded registry with three skills of three versions each, behind a scripted server. */
export async function startQuirkServer(speaks: Speaks, skills = 3): Promise<QuirkServer> {
  const kind = contractKinds.find(({ name }) => name === speaks) as ContractKind;
  const registry = await startTestRegistry({
    wrap: listener => (request, response) => {
      if (!kind.restrict?.(request, response)) {
        listener(request, response);
      }
    },
  });
  await seedRegistry(registry.dataDirectory, { skills, versions: 3 });
  let behaviour: Behaviour | null = null;
  const server = await startRawServer(async (request, response) => {
    const asked = await read(request);
    const own = behaviour?.instead?.(asked);
    const answer = own
      ? { status: 200, headers: new Headers(), body: Buffer.alloc(0), ...own }
      : await passOn(registry, asked);
    if (!own) {
      behaviour?.change?.(answer, asked);
    }
    await behaviour?.watch?.(asked, answer);
    if (answer.raw) {
      response.socket?.end(answer.raw);
      return;
    }
    answer.headers.delete('content-length');
    answer.headers.delete('transfer-encoding');
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(answer.body);
  });
  const isOpenai = kind.capabilities === openaiCapabilities;
  return {
    server,
    registry,
    connection: {
      settings: {
        id: 'r',
        label: 'R',
        kind: isOpenai ? 'openai' : 'anthropic',
        baseURL: isOpenai ? `${server.origin}/v1` : server.origin,
      },
      credentials: { readKey: async () => registry.token },
      fetch: globalThis.fetch,
      timing: { answer: 30_000, stall: 30_000, retries: 2, firstPause: 1, maxPause: 100 },
    },
    behave: next => {
      behaviour = next;
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await registry.dispose();
    },
  };
}

async function read(request: IncomingMessage): Promise<QuirkRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const url = new URL(request.url ?? '/', 'http://localhost');
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    headers.set(name, String(value));
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname.replace(/^\/v1/, ''),
    query: url.searchParams,
    headers,
    body: Buffer.concat(chunks),
  };
}

async function passOn(
  registry: TestRegistry,
  { method, path, query, headers, body }: QuirkRequest,
): Promise<QuirkAnswer> {
  const passed = new Headers(headers);
  for (const name of ['host', 'connection', 'content-length', 'accept-encoding']) {
    passed.delete(name);
  }
  const search = query.size === 0 ? '' : `?${query}`;
  const answer = await fetch(`${registry.baseURL}${path}${search}`, {
    method,
    headers: passed,
    ...(method === 'POST' ? { body } : {}),
  });
  return {
    status: answer.status,
    headers: new Headers(answer.headers),
    body: Buffer.from(await answer.arrayBuffer()),
  };
}

type Json = Record<string, unknown>;

/** The JSON of an answer, put back as it is after the change. */
export function changeJson(answer: QuirkAnswer, change: (json: Json) => unknown): void {
  const json = JSON.parse(answer.body.toString()) as Json;
  const changed = change(json);
  answer.body = Buffer.from(JSON.stringify(changed === undefined ? json : changed));
}

/** The items of a list, or the one object. */
export function itemsOf(json: Json): Json[] {
  return Array.isArray(json.data) ? (json.data as Json[]) : [json];
}

export function json(status: number, body: unknown): Partial<QuirkAnswer> {
  return {
    status,
    headers: new Headers({ 'content-type': 'application/json' }),
    body: Buffer.from(JSON.stringify(body)),
  };
}

export function page(status: number, html: string): Partial<QuirkAnswer> {
  return { status, headers: new Headers({ 'content-type': 'text/html' }), body: Buffer.from(html) };
}
