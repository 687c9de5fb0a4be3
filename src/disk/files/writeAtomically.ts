import writeFileAtomic from 'write-file-atomic';
import type { Failure } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';
import { failed, type Result, success } from '../../core/text/result.ts';

/**
 * Replaces a file's content such that a reader, or a crash at any instant, sees the old content or the new one whole.
 * Fails as `unwritable` or `disk-full`, with the old content in place.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array,
): Promise<Result<null, Failure>> {
  try {
    await writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content));
    return success(null);
  } catch (error) {
    return failed(writeFailure(path, error));
  }
}
