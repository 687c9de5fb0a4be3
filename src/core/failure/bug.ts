import { failed, type Result } from '../text/result.ts';
import type { Failure } from './failure.ts';

/** An exception as a failure, for work of which the person must be told how far it came. Without its message. */
export function bugFailure(error: unknown): Failure {
  const name = error instanceof Error ? error.name : typeof error;
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  const frame = error instanceof Error ? /([\w.-]+:\d+):\d+\)?$/m.exec(error.stack ?? '')?.[1] : undefined;
  return { kind: 'bug', place: [name, code, frame && `at ${frame}`].filter(Boolean).join(' ') };
}

/** Does the work; an exception in it is a failure like others. */
export async function guarded<T>(work: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
  try {
    return await work();
  } catch (error) {
    return failed(bugFailure(error));
  }
}
