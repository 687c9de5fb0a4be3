import { createHash, timingSafeEqual } from 'node:crypto';
import type { Refusal } from './refusal.ts';

/** Why a request's key is not the registry's, or null when it is. Takes the same time for every wrong key. */
export function credentialProblem(headers: Headers, token: string): Refusal | null {
  const [, bearer] = /^Bearer\s+(\S+)\s*$/i.exec(headers.get('authorization') ?? '') ?? [];
  const given = bearer ?? headers.get('x-api-key') ?? '';
  if (given === '') {
    return { kind: 'unauthorised', isMissing: true };
  }
  return timingSafeEqual(sha256(given), sha256(token)) ? null : { kind: 'unauthorised', isMissing: false };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
