import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One address behind which models and a registry are, as a vendor's is. Both are handed over as origins. */
export async function startGateway(models: string, registry: string) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) {
      parts.push(part);
    }
    const path = request.url ?? '';
    const target = `${/^\/v1\/(?:responses|messages)/.test(path) ? models : registry}${path}`;
    const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
    const body = parts.length === 0 ? {} : { body: new Uint8Array(Buffer.concat(parts)) };
    const answer = await fetch(target, {
      method: request.method ?? 'GET',
      headers: new Headers(headers as Record<string, string>),
      ...body,
    });
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>(done => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
