import type { ArchiveFailure, FileFailure } from '../../failure/failure.ts';

/** What reading an archive's content throws; carries the failure to be returned. */
export class BundleError extends Error {
  readonly failure: ArchiveFailure | FileFailure;

  constructor(failure: ArchiveFailure | FileFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** `why` ends a sentence that begins with the entry's name or, where that is null, with "The bundle". */
export function badArchive(entry: string | null, why: string): ArchiveFailure {
  return { kind: 'bad-archive', entry, why };
}
