import { failed, type Result, success } from '../../failure/failure.ts';
import { type Decoder, decode } from './wire.ts';

/** Reads an answer as what the protocol says. */
export function readAs<T>(answer: Result<unknown>, decoder: Decoder<T>, registry: string): Result<T> {
  if (!answer.ok) return answer;
  const read = decode(decoder, answer.value);
  return read.ok ? read : failed({ kind: 'not-understood', registry, what: read.what });
}

export function mapResult<From, To>(result: Result<From>, change: (value: From) => To): Result<To> {
  return result.ok ? success(change(result.value)) : result;
}

/** What completes "has no …" in a failure. */
export function skillOf(skillId: string): string {
  return `skill "${skillId}"`;
}

export function versionOf(skillId: string, version: string): string {
  return `version "${version}" of skill "${skillId}"`;
}

/** What is missing when even the list is. */
export const skillsAtAddress = 'skills at its address';
