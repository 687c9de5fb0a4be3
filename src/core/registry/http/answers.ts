import type { Failure } from '../../failure/failure.ts';
import type { RemoteThing } from '../../failure/parts.ts';
import { type Decoder, decode } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';

/** Reads an answer as what the protocol says. */
export function readAs<T>(
  answer: Result<unknown, Failure>,
  decoder: Decoder<T>,
  registry: string,
): Result<T, Failure> {
  if (!answer.ok) {
    return answer;
  }
  const read = decode(decoder, answer.value);
  return read.ok ? read : failed({ kind: 'not-understood', registry, what: read.failure });
}

export function mapResult<From, To>(
  result: Result<From, Failure>,
  change: (value: From) => To,
): Result<To, Failure> {
  return result.ok ? success(change(result.value)) : result;
}

/** What completes "has no …" in a failure. */
export function skillOf(skillId: string): RemoteThing {
  return `skill "${skillId}"`;
}

export function versionOf(skillId: string, version: string): `version "${string}" of skill "${string}"` {
  return `version "${version}" of skill "${skillId}"`;
}

/** What is missing when even the list is. */
export const skillsAtAddress = 'skills at its address' as const;

/** What a call is about, and what is missing where it is answered with 404. */
export type CallSubject = RemoteThing | typeof skillsAtAddress;
