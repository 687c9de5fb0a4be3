import type { Upload } from '../contract.ts';

/** A bundle and what goes with it, as multipart parts. */
export interface UploadForm {
  readonly upload: Upload;
  /** The name of the bundle's part. */
  readonly part: string;
  /** Further parts, sent before the bundle. */
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A form as one Blob around the bundle's, which stays on disk. Unlike a `FormData`, which Node reads into memory as
 * fast as the disk gives it, a Blob is read no faster than the network takes it, and is still sent with its length.
 * `onSent` is told how many bytes of the bundle were taken. `mayFinish` is asked before its last byte is; a no makes
 * the stream fail without that byte.
 */
export function multipartBody(
  { upload, part, fields }: UploadForm,
  onSent: (sentBytes: number) => void,
  mayFinish: () => Promise<boolean> = async () => true,
): Blob {
  const boundary = `----skillwright-${crypto.randomUUID()}`;
  const head = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  );
  head.push(
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(part)}"; filename="${quoted(upload.fileName)}"\r\n`,
    'Content-Type: application/zip\r\n\r\n',
  );
  const headBytes = new Blob(head).size;
  const end = headBytes + upload.blob.size;
  return new WatchedBlob(
    [...head, upload.blob, `\r\n--${boundary}--\r\n`],
    `multipart/form-data; boundary=${boundary}`,
    async (taken, next) => {
      if (taken < end && taken + next >= end && !(await mayFinish())) {
        throw new Error('The upload was held back.');
      }
      onSent(Math.min(Math.max(0, taken + next - headBytes), upload.blob.size));
    },
  );
}

/** As the HTML standard writes names in a form. */
function quoted(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

class WatchedBlob extends Blob {
  readonly #beforeBytes: (taken: number, next: number) => Promise<void>;

  constructor(parts: BlobPart[], type: string, beforeBytes: (taken: number, next: number) => Promise<void>) {
    super(parts, { type });
    this.#beforeBytes = beforeBytes;
  }

  override stream(): ReturnType<Blob['stream']> {
    let taken = 0;
    const counter: Transformer<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> = {
      transform: async (chunk, controller) => {
        await this.#beforeBytes(taken, chunk.byteLength);
        taken += chunk.byteLength;
        controller.enqueue(chunk);
      },
    };
    // No chunk is read before the one ahead of it was taken.
    return super
      .stream()
      .pipeThrough(new TransformStream(counter, { highWaterMark: 1 }, { highWaterMark: 0 }));
  }
}
