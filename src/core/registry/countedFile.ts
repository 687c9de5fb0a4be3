/**
 * A bundle as a form's file that tells how many of its bytes were taken. A form of such files is still sent with a
 * Content-Length and straight from the disk; a request stream, which is how ky counts, loses the length.
 */
export class CountedFile extends File {
  readonly #onBytes: (sentBytes: number) => void;

  constructor(blob: Blob, name: string, onBytes: (sentBytes: number) => void) {
    super([blob], name, { type: 'application/zip' });
    this.#onBytes = onBytes;
  }

  override stream(): ReturnType<File['stream']> {
    let sentBytes = 0;
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform: (chunk, controller) => {
        sentBytes += chunk.byteLength;
        this.#onBytes(sentBytes);
        controller.enqueue(chunk);
      },
    });
    return super.stream().pipeThrough(counter);
  }
}
