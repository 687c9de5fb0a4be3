import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { failed, type Result, success } from '../core/text/result.ts';
import { hasCode } from '../disk/files/system.ts';
import type { Refusal } from './refusal.ts';
import type { VersionRecord } from './store/records.ts';
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
  readonly #size: number | null;

  /** `name` without `.zip`; `size` in bytes, null where it is only known at the end. */
  constructor(name: string, content: Readable, size: number | null) {
    this.#name = name;
    this.#content = content;
    this.#size = size;
  }

  static ofBytes(name: string, bytes: Uint8Array): BundleAnswer {
    return new BundleAnswer(name, Readable.from([bytes]), bytes.length);
  }

  /** A stored version's, which is still what was uploaded; null when it is gone. */
  static async ofVersion(
    store: SkillStore,
    { skillId, number, ulid, facts }: VersionRecord,
    name: string,
  ): Promise<Result<BundleAnswer | null, Refusal>> {
    const damaged = failed({
      kind: 'damaged',
      message: `The bundle of version ${number} is damaged: skills/${skillId}/bundles/${number}.zip in the registry's folder is not what was uploaded.`,
    } as const);
    let file: FileHandle | null = null;
    try {
      file = await store.bundle(skillId, number);
      if (!file) {
        return success(null);
      }
      const { size } = await file.stat();
      if (size === 0) {
        await file.close();
        // What is deleted leaves an empty file, maybe since the version was looked up; what is there has a bundle.
        return (await store.version(skillId, { number, ulid, turn: 0 })) ? damaged : success(null);
      }
      if (facts.sha256 && (await sha256Of(file)) !== facts.sha256) {
        await file.close();
        return damaged;
      }
      return success(new BundleAnswer(name, file.createReadStream({ start: 0 }), size));
    } catch (error) {
      await file?.close();
      if (hasCode(error, 'EISDIR', 'ELOOP', 'EFTYPE', 'ENOTDIR')) {
        return damaged;
      }
      throw error;
    }
  }

  /** Lets go of it unsent. */
  close(): void {
    this.#content.destroy();
  }

  /** Sends it; the connection breaks off where reading fails. Never fails. */
  async send(outgoing: ServerResponse): Promise<void> {
    const plain = this.#name.replace(/[^\w.-]/g, '_');
    const encoded = encodeURIComponent(`${this.#name}.zip`);
    outgoing.writeHead(200, {
      'content-type': 'application/zip',
      ...(this.#size === null ? {} : { 'content-length': this.#size }),
      'content-disposition': `attachment; filename="${plain}.zip"; filename*=UTF-8''${encoded}`,
    });
    // A client that went away, or a disk that fails: both ends are closed, and there is nobody to tell.
    await pipeline(this.#content, outgoing).catch(() => undefined);
  }
}

/** Hexadecimal. */
export async function sha256Of(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(256 * 1024);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(piece, 0, piece.length, at);
    if (bytesRead === 0) {
      return hash.digest('hex');
    }
    hash.update(piece.subarray(0, bytesRead));
    at += bytesRead;
  }
}
