import { systemErrorCode } from '../core/failure/systemError.ts';
import { type Outcome, refused } from './refusal.ts';

const full = ['ENOSPC', 'EDQUOT', 'EFBIG'];
const unusable = ['EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE', 'ENXIO', 'ESTALE'];

/** Turns what the disk refused into a refusal; anything else is a bug and passes. */
export async function guardStorage<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const cause = systemErrorCode(error);
    if (cause !== null && (full.includes(cause) || unusable.includes(cause))) {
      return refused({ kind: 'storage', isFull: full.includes(cause), cause });
    }
    throw error;
  }
}
