import { Readable } from 'node:stream';
import type { SkillStore } from './store/skillStore.ts';

/** An answer before it becomes HTTP. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A bundle to be sent. Owns an open file until it is sent. */
export class BundleAnswer {
  readonly #name: string;
  readonly #body: BodyInit;
  readonly #size: number;

  /** `name` without `.zip`; `size` in bytes. */
  constructor(name: string, body: BodyInit, size: number) {
    this.#name = name;
    this.#body = body;
    this.#size = size;
  }

  /** A stored version's; null when it is gone. */
  static async ofVersion(
    store: SkillStore,
    { skillId, number }: { readonly skillId: string; readonly number: number },
    name: string,
  ): Promise<BundleAnswer | null> {
    const file = await store.bundle(skillId, number);
    if (!file) {
      return null;
    }
    const { size } = await file.stat();
    return new BundleAnswer(name, Readable.toWeb(file.createReadStream()) as BodyInit, size);
  }

  toResponse(): Response {
    const plain = this.#name.replace(/[^\w.-]/g, '_');
    return new Response(this.#body, {
      headers: {
        'content-type': 'application/zip',
        'content-length': String(this.#size),
        'content-disposition': `attachment; filename="${plain}.zip"; filename*=UTF-8''${encodeURIComponent(`${this.#name}.zip`)}`,
      },
    });
  }
}

export function sendJson({ status, body }: JsonAnswer): Response {
  return Response.json(body, { status });
}
