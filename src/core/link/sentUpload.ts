/** An upload that left and was not seen to arrive, or that was sent once more since. Kept to find out later. */
export interface SentUpload {
  /** The content digest. */
  readonly digest: string;
  /** The skill that it is a version of; null for a new skill. */
  readonly skillId: string | null;
  /** By this machine's clock, in ms since 1970. */
  readonly sentAt: number;
  /** What was there before: ids of skills, or keys of versions. */
  readonly before: readonly string[];
  /** Where the same content is stored by another sending; what else shows up of it is a copy. Null where it is not. */
  readonly stored: { readonly skillId: string; readonly version: string } | null;
}

/** After so long nothing arrives any more, in ms: a day. */
const maxDelay = 86_400_000;

/** A registry that has a whole bundle may be at work on it for so long, in ms. */
export const workTime = 30_000;

/** Reads what was kept, without what is too old; anything that is not understood is nothing. */
export function readSentUploads(text: string, now: number): readonly SentUpload[] {
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return [];
  }
  return (Array.isArray(kept) ? kept : []).filter(isSentUpload).filter(({ sentAt }) => {
    const age = now - sentAt;
    return age < maxDelay && age > -maxDelay;
  });
}

function isSentUpload(value: Partial<Record<keyof SentUpload, unknown>> | null): value is SentUpload {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof value.digest === 'string' &&
    (value.skillId === null || typeof value.skillId === 'string') &&
    typeof value.sentAt === 'number' &&
    Array.isArray(value.before) &&
    value.before.every(item => typeof item === 'string') &&
    (value.stored === null || isVersion(value.stored))
  );
}

function isVersion(value: unknown): value is SentUpload['stored'] {
  return (
    typeof value === 'object' &&
    value !== null &&
    'skillId' in value &&
    typeof value.skillId === 'string' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
