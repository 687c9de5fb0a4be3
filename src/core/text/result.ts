/** What an operation that may fail as expected returns: its value, or why there is none. An exception means a bug. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: E };

/** Wraps a value as a success. */
export function success<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function failed<const E>(failure: E): { readonly ok: false; readonly failure: E } {
  return { ok: false, failure };
}
