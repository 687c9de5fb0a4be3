import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SkillStore } from './store/skillStore.ts';

/** An answer before it becomes HTTP. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Both vendors' clients send a request again after most errors, unless they are told not to. */
export const noRetry = { 'x-should-retry': 'false' };

export function sendJson({ status, body, headers = {} }: JsonAnswer): Response {
  return Response.json(body, { status, headers });
}

/** A bundle to be sent. Owns an open file until it is sent. */
export class BundleAnswer {
  readonly #name: string;
  readonly #content: Readable;
  readonly #size: number;

  /** `name` without `.zip`; `size` in bytes. */
  constructor(name: string, content: Readable, size: number) {
    this.#name = name;
    this.#content = content;
    this.#size = size;
  }

  static ofBytes(name: string, bytes: Uint8Array): BundleAnswer {
    return new BundleAnswer(name, Readable.from([bytes]), bytes.length);
  }

  /** A stored version's; null when it is gone. */
  static async ofVersion(
    store: SkillStore,
    { skillId, number }: { readonly skillId: string; readonly number: number },
    name: string,
  ): Promise<BundleAnswer | null> {
    const file = await store.bundle(skillId, number);
    return file && new BundleAnswer(name, file.createReadStream(), (await file.stat()).size);
  }

  /** Sends it; the connection breaks off where reading fails. Never fails. */
  async send(outgoing: ServerResponse): Promise<void> {
    const plain = this.#name.replace(/[^\w.-]/g, '_');
    const encoded = encodeURIComponent(`${this.#name}.zip`);
    outgoing.writeHead(200, {
      'content-type': 'application/zip',
      'content-length': this.#size,
      'content-disposition': `attachment; filename="${plain}.zip"; filename*=UTF-8''${encoded}`,
    });
    // A client that went away, or a disk that fails: both ends are closed, and there is nobody to tell.
    await pipeline(this.#content, outgoing).catch(() => undefined);
  }
}
