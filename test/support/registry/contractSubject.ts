import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  anthropicCapabilities,
  anthropicEarlierCapabilities,
  openaiCapabilities,
} from '../../../src/core/registry/capabilities.ts';
import type { Capabilities, Registry } from '../../../src/core/registry/contract.ts';
import type { RegistrySettings } from '../../../src/core/registry/settings.ts';
import { connectTo } from './connectTo.ts';
import { startTestRegistry, type TestRegistry } from './startTestRegistry.ts';

/** Answers instead of the registry where it returns true. */
export type Interception = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A way of speaking to the embedded registry. */
export interface ContractKind {
  readonly name: string;
  readonly capabilities: Capabilities;
  connect(server: TestRegistry, key: string | null, settings?: Partial<RegistrySettings>): Registry;
  /** Makes the embedded registry, which speaks everything, one that speaks this only. */
  readonly restrict?: Interception;
}

export const contractKinds: readonly ContractKind[] = [
  {
    name: 'OpenAI',
    capabilities: openaiCapabilities,
    connect: (server, key, settings) => connectTo(server.baseURL, key, { kind: 'openai', ...settings }),
  },
  {
    name: 'Anthropic',
    capabilities: anthropicCapabilities,
    connect: (server, key, settings) => connectTo(server.origin, key, { kind: 'anthropic', ...settings }),
    restrict: refuseUnless(
      request => request.headers['anthropic-beta'] === undefined,
      'anthropic-beta: Unexpected value(s) `skills-2025-10-02` for this server.',
    ),
  },
  {
    name: 'Anthropic, earlier',
    capabilities: anthropicEarlierCapabilities,
    connect: (server, key, settings) => connectTo(server.origin, key, { kind: 'anthropic', ...settings }),
    restrict: refuseUnless(
      request => String(request.headers['anthropic-beta']).includes('skills-2025-10-02'),
      'anthropic-version: "2026-10-21" is not a valid version.',
    ),
  },
];

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly contentLength: number | null;
}

/** A fresh registry of a kind, and what arrives there. */
export interface ContractSubject {
  readonly kind: ContractKind;
  readonly registry: Registry;
  readonly server: TestRegistry;
  readonly seen: SeenRequest[];
  /** Replaced by tests that want an answer other than the registry's. */
  intercept: Interception;
}

export async function openSubject(kind: ContractKind): Promise<ContractSubject & AsyncDisposable> {
  const seen: SeenRequest[] = [];
  const restrict = kind.restrict ?? (() => false);
  const wrap =
    (listener: RequestListener): RequestListener =>
    (request, response) => {
      const length = request.headers['content-length'];
      const { method = '', url = '' } = request;
      seen.push({ method, url, contentLength: length === undefined ? null : Number(length) });
      if (subject.intercept(request, response) || restrict(request, response)) {
        return;
      }
      listener(request, response);
    };
  const server = await startTestRegistry({ wrap });
  const subject = {
    kind,
    registry: kind.connect(server, server.token),
    server,
    seen,
    intercept: (() => false) as Interception,
    [Symbol.asyncDispose]: () => server.dispose(),
  };
  return subject;
}

function refuseUnless(isSpoken: (request: IncomingMessage) => boolean, message: string): Interception {
  return (request, response) => {
    if (isSpoken(request)) {
      return false;
    }
    answerJson(response, 400, { type: 'error', error: { type: 'invalid_request_error', message } });
    return true;
  };
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
