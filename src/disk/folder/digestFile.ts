import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

/** Bytes read at a time. */
const pieceBytes = 256 * 1024;

/**
 * A file's size in bytes and its digest, `sha256:…`. Every piece is read into the same memory: a stream makes new
 * buffers, which for a large file are 25 MB until they are collected. Rejects with a system error.
 */
export async function digestFile(path: string): Promise<{ readonly size: number; readonly digest: string }> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(pieceBytes);
    let size = 0;
    while (true) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes);
      if (bytesRead === 0) {
        return { size, digest: `sha256:${hash.digest('hex')}` };
      }
      hash.update(piece.subarray(0, bytesRead));
      size += bytesRead;
    }
  } finally {
    await file.close();
  }
}
