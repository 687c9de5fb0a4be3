import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { nodeFetch } from '../../../../src/cli/transport/nodeFetch.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { deadOrigin, startRawServer, startSocketServer } from '../../../support/registry/rawServer.ts';
import { selfSigned } from '../../../support/registry/selfSigned.ts';

const fetch = nodeFetch({});
const run = promisify(execFile);
const readSlowly = resolve(import.meta.dirname, '../../../support/process/readSlowly.ts');

/** Answers with the body at once and then ends the connection, as a server without keep-alive does. */
function answerAndEnd(socket: Socket, size: number): void {
  socket.once('data', () => {
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\nConnection: close\r\n\r\n`);
    socket.end(Buffer.alloc(size, 1));
  });
}

describe("the command line's fetch", () => {
  it('reads an answer slowly to its end though the server has ended the connection', async () => {
    await using server = await startSocketServer(socket => answerAndEnd(socket, 700_000));
    const { stdout } = await run(process.execPath, [readSlowly, 'ours', server.origin]);
    assert.equal(stdout.trim(), '700000');
  });

  it('sends a Blob with its length and its type, and a text', async () => {
    const got: unknown[] = [];
    await using server = await startRawServer((request, response) => {
      let size = 0;
      request.on('data', chunk => {
        size += chunk.length;
      });
      request.on('end', () => {
        got.push([request.headers['content-length'], request.headers['content-type'], size]);
        response.end('{}');
      });
    });
    const blob = new Blob([Buffer.alloc(300_000), 'x'], { type: 'multipart/form-data; boundary=b' });
    const init = { method: 'POST', headers: { 'x-a': 'b' } };
    assert.equal((await fetch(server.origin, { ...init, body: blob })).status, 200);
    await (await fetch(server.origin, { ...init, body: '{"a":"ä"}' })).text();
    assert.deepEqual(got, [
      ['300001', 'multipart/form-data; boundary=b', 300_001],
      ['10', undefined, 10],
    ]);
    assert.equal(server.requests[0]?.headers['x-a'], 'b');
  });

  it('sends a form, so that whoever reads it finds its fields and files', async () => {
    const got: string[] = [];
    await using server = await startRawServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) {
        parts.push(part);
      }
      const headers = { 'content-type': request.headers['content-type'] ?? '' };
      const form = await new Response(new Uint8Array(Buffer.concat(parts)), { headers }).formData();
      const file = form.get('file');
      got.push(String(form.get('purpose')), file instanceof File ? `${file.name}: ${await file.text()}` : '');
      response.end('{}');
    });
    const form = new FormData();
    form.set('purpose', 'user_data');
    form.set('file', new Blob(['amount 12.50']), 'a.csv');
    await (await fetch(server.origin, { method: 'POST', body: form })).text();
    assert.deepEqual(got, ['user_data', 'a.csv: amount 12.50']);
  });

  it('takes no more of a body than the network does', async () => {
    await using server = await startRawServer(request => request.pause());
    let taken = 0;
    const body = new (class extends Blob {
      override stream() {
        return super.stream().pipeThrough(
          new TransformStream({
            transform: (chunk, controller) => {
              taken += chunk.byteLength;
              controller.enqueue(chunk);
            },
          }),
        ) as ReturnType<Blob['stream']>;
      }
    })(Array.from({ length: 1024 }, () => Buffer.alloc(2 ** 16)));
    const abort = new AbortController();
    const sent = fetch(server.origin, { method: 'POST', body, signal: abort.signal });
    let before = -1;
    while (taken === 0 || taken > before) {
      before = taken;
      await new Promise(done => setTimeout(done, 50));
    }
    assert.ok(taken < 48 * 2 ** 20, `${taken}`);
    abort.abort();
    await assert.rejects(sent, { name: 'AbortError' });
  });

  it('sends nothing more once it is answered', async () => {
    let arrived = 0;
    const closed = Promise.withResolvers<void>();
    await using server = await startSocketServer(socket => {
      socket.on('data', chunk => {
        if (arrived === 0) {
          socket.write('HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\nno');
        }
        arrived += chunk.length;
      });
      socket.once('close', () => closed.resolve());
    });
    const size = 64 * 2 ** 20;
    const response = await fetch(server.origin, { method: 'POST', body: new Blob([Buffer.alloc(size)]) });
    assert.deepEqual([response.status, await response.text()], [503, 'no']);
    await closed.promise;
    assert.ok(arrived < size, `${arrived}`);
  });

  it('hands redirects, empty answers and unheard-of statuses on as they are', async () => {
    await using server = await startRawServer(({ url }, response) => {
      const status = Number(url?.slice(1));
      response
        .writeHead(status, { location: 'http://elsewhere.example/', 'set-cookie': ['a=1', 'b=2'] })
        .end();
    });
    for (const status of [204, 205, 302, 304, 307, 404, 599, 700]) {
      const response = await fetch(`${server.origin}/${status}`);
      assert.equal(response.status, status);
      assert.equal(response.ok, status < 300);
      assert.equal(response.headers.get('location'), 'http://elsewhere.example/');
      assert.equal(await response.text(), '');
    }
  });

  it('reads what a server has compressed', async () => {
    const codings = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync };
    await using server = await startRawServer(({ url }, response) => {
      const coding = url?.slice(1) as keyof typeof codings;
      response.writeHead(200, { 'content-encoding': coding }).end(codings[coding]('{"a":1}'));
    });
    for (const coding of Object.keys(codings)) {
      assert.deepEqual(await (await fetch(`${server.origin}/${coding}`)).json(), { a: 1 });
    }
  });

  it('fails as fetch does where nothing answers, and where the answer breaks off', async () => {
    const nobody = await fetch(await deadOrigin()).catch(error => error);
    assert.ok(nobody instanceof TypeError);
    assert.equal((nobody.cause as NodeJS.ErrnoException).code, 'ECONNREFUSED');
    await using cut = await startSocketServer(socket =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')),
    );
    const response = await fetch(cut.origin);
    await assert.rejects(response.text(), { code: 'ECONNRESET' });
    await using silent = await startSocketServer(socket => socket.once('data', () => socket.destroy()));
    const gone = await fetch(silent.origin, { method: 'POST', body: 'x' }).catch(error => error);
    assert.equal((gone.cause as NodeJS.ErrnoException).code, 'ECONNRESET');
  });

  it('ends with its signal, before the answer and in the middle of it', async () => {
    await using server = await startRawServer((_request, response) => void response.write('begun'));
    const early = AbortSignal.abort();
    await assert.rejects(fetch(server.origin, { signal: early }), { name: 'AbortError' });
    const late = new AbortController();
    const response = await fetch(server.origin, { signal: late.signal });
    const reading = response.text();
    late.abort();
    await assert.rejects(reading);
  });

  it('lets go of the connection when nobody wants the rest', async () => {
    const closed = Promise.withResolvers<void>();
    await using server = await startRawServer((_request, response) => {
      response.socket?.once('close', () => closed.resolve());
      response.write(Buffer.alloc(100));
    });
    const response = await fetch(server.origin);
    await response.body?.cancel();
    await closed.promise;
  });
});

describe('proxies of the environment', () => {
  const script = resolve(import.meta.dirname, '../../../support/process/fetchOnce.ts');

  /** A proxy that notes what it can read, and makes tunnels. */
  async function startProxy() {
    const seen: string[] = [];
    const proxy = createServer((request, response) => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'no key'}`);
      response.end('by proxy');
    });
    proxy.on('connect', (request, socket: Socket) => {
      seen.push(`CONNECT ${request.headers.authorization ?? 'no key'}`);
      const [host, port] = (request.url ?? '').split(':');
      const tunnel = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        tunnel.pipe(socket).pipe(tunnel);
      });
      tunnel.on('error', () => socket.destroy());
      socket.on('error', () => tunnel.destroy());
    });
    proxy.listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    return { seen, proxy, address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  }

  it('never see a request to this machine over plain http, whatever the platform is told', async () => {
    const { seen, proxy, address } = await startProxy();
    await using server = await startRawServer((_request, response) => response.end('direct'));
    const env = { ...process.env, NODE_USE_ENV_PROXY: '1', HTTP_PROXY: address, http_proxy: address };
    const { stdout } = await run(process.execPath, [script, server.origin], { env });
    proxy.close();
    assert.equal(stdout.trim(), 'direct');
    assert.deepEqual(seen, []);
  });

  it('pass https on without seeing what is inside', async () => {
    await using folder = await tempFolder();
    const { key, cert } = selfSigned();
    const authority = join(folder.path, 'cert.pem');
    await writeFile(authority, cert);
    const server = createSecureServer({ key, cert }, (request, response) =>
      response.end(`with ${request.headers.authorization}`),
    );
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { seen, proxy, address } = await startProxy();
    const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
    const base = { ...process.env, NODE_EXTRA_CA_CERTS: authority };
    const ask = async (env: NodeJS.ProcessEnv) =>
      (await run(process.execPath, [script, origin], { env: { ...base, ...env } })).stdout.trim();
    const answers = [
      await ask({ HTTPS_PROXY: address }),
      await ask({ HTTPS_PROXY: address, NO_PROXY: 'localhost' }),
    ];
    proxy.close();
    server.close();
    assert.deepEqual(answers, ['with Bearer the-key', 'with Bearer the-key']);
    assert.deepEqual(seen, ['CONNECT no key']);
  });
});
