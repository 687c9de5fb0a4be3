import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

/** An answer before it becomes HTTP. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

export function sendJson({ status, body }: JsonAnswer): Response {
  return Response.json(body, { status });
}

/** Streams a bundle, and closes it whatever happens. */
export async function sendBundle(file: FileHandle, name: string): Promise<Response> {
  const { size } = await file.stat();
  const stream = Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>;
  return new Response(stream, {
    headers: {
      'content-type': 'application/zip',
      'content-length': String(size),
      'content-disposition': attachment(name),
    },
  });
}

function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${plain}.zip"; filename*=UTF-8''${encodeURIComponent(`${name}.zip`)}`;
}
