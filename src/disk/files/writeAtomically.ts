import writeFileAtomic from 'write-file-atomic';
import { failed, type Result, success } from '../../core/failure/failure.ts';
import { writeFailure } from '../../core/failure/systemError.ts';

/**
 * Replaces a file's content such that a reader, or a crash at any instant, sees the old content or the new one whole.
 * Fails as `unwritable` or `disk-full`, with the old content in place.
 */
export async function writeAtomically(path: string, content: string | Uint8Array): Promise<Result<null>> {
  try {
    await writeFileAtomic(path, typeof content === 'string' ? content : Buffer.from(content));
    return success(null);
  } catch (error) {
    return failed(writeFailure(path, error));
  }
}
