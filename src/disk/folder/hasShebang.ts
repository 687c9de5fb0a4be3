import { open } from 'node:fs/promises';

/** True for a file that begins with `#!`. Rejects with a system error. */
export async function hasShebang(absolutePath: string): Promise<boolean> {
  const file = await open(absolutePath, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === '#!';
  } finally {
    await file.close();
  }
}
