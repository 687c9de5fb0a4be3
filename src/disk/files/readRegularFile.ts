import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { systemErrorCode } from '../../core/failure/systemError.ts';

/** Never waits for the other end of a pipe, nor makes a terminal of a device. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

/**
 * What is in a plain file of at most `maxBytes`; null where there is none, it is something else, larger, or may not be
 * read. For files that anybody may have put there: a device, a pipe or a huge file costs nothing.
 */
export async function readRegularFile(path: string, maxBytes: number): Promise<Buffer | null> {
  try {
    const file = await open(path, flags);
    try {
      const facts = await file.stat();
      if (!facts.isFile() || facts.size > maxBytes) {
        return null;
      }
      const bytes = Buffer.allocUnsafe(facts.size);
      const { bytesRead } = await file.read(bytes, 0, facts.size, 0);
      return bytes.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (systemErrorCode(error) === null) {
      throw error;
    }
    return null;
  }
}
