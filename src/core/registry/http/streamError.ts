import type { Failure } from '../../failure/failure.ts';

/** What a download's stream fails with when the answer breaks off, stalls, grows too large or is cancelled. */
export class RegistryStreamError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(`The download failed: ${failure.kind}.`);
    this.failure = failure;
  }
}
