import { systemErrorCode } from '../core/failure/systemError.ts';
import { failed, type Result } from '../core/text/result.ts';
import type { Refusal } from './refusal.ts';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const unusable = ['EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENXIO', 'ESTALE'];

/** Turns what the disk refused into a refusal; anything else is a bug and passes. */
export async function guardStorage<T>(work: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
  try {
    return await work();
  } catch (error) {
    const cause = systemErrorCode(error);
    if (cause !== null && (full.includes(cause) || unusable.includes(cause))) {
      return failed({ kind: 'storage', isFull: full.includes(cause), cause });
    }
    throw error;
  }
}
