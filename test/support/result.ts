import assert from 'node:assert/strict';
import type { Result } from '../../src/core/text/result.ts';

/** Holds that something went well; else the test says what it was refused for. */
export function assertOk<R extends Result<unknown, unknown>>(
  result: R,
): asserts result is Extract<R, { readonly ok: true }> {
  assert.ok(result.ok, result.ok ? '' : `refused: ${JSON.stringify(result.failure)}`);
}

/** What came of something that has to go well. */
export function ok<T>(result: Result<T, unknown>): T {
  assertOk(result);
  return result.value;
}

/** What something was refused for that must not go well. */
export function failure<F>(result: Result<unknown, F>): F {
  assert.ok(!result.ok, 'it was not refused');
  return result.failure;
}
