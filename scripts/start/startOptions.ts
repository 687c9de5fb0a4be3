import { once } from 'node:events';
import { createServer } from 'node:net';
import { parseArgs } from 'node:util';

/** What `npm start` was asked for. */
export interface StartOptions {
  /** In a browser, also where there is desktop VS Code. */
  readonly isServer: boolean;
  /** 0 for any free one. */
  readonly port: number;
}

/** Resolves to what the words after `npm start --` ask for, or, as text, to what is wrong with them. */
export async function readStartOptions(words: readonly string[]): Promise<StartOptions | string> {
  let values: { readonly server: boolean; readonly port?: string | undefined };
  try {
    const options = { server: { type: 'boolean', default: false }, port: { type: 'string' } } as const;
    ({ values } = parseArgs({ args: [...words], options }));
  } catch {
    const known = ['--server', '--port'];
    const wrong = words.find(word => word.startsWith('-') && !known.includes(word.replace(/=.*/, '')));
    return wrong === undefined
      ? 'After npm start -- come --server, or --port and a number; nothing else.'
      : `There is no option ${wrong}. There are --server, and --port with a number.`;
  }
  const { server, port } = values;
  if (port === undefined) {
    return { isServer: server, port: 0 };
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return `--port wants a number up to 65535, not "${port}".`;
  }
  return (await portProblem(Number(port))) ?? { isServer: true, port: Number(port) };
}

/** Why nobody could listen on a port of 127.0.0.1; null when one can. */
async function portProblem(port: number): Promise<string | null> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return null;
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    const why = isTaken ? `Port ${port} is taken.` : `Port ${port} cannot be used here.`;
    return `${why} Choose another with --port N, or leave it out for any free one.`;
  } finally {
    server.close();
  }
}
