import type { Failure } from '../../failure/failure.ts';
import type { RemoteThing } from '../../failure/parts.ts';
import { anything, type Decoder, decode, record } from '../../text/decode.ts';
import { failed, type Result, success } from '../../text/result.ts';

/** OpenAI's `"deleted": true`, or Anthropic's types that end so, said of the thing with this key or of none by name. */
export function saysDeleted(answer: unknown, key: string): boolean {
  const read = decode(record({ deleted: anything, type: anything, id: anything, version: anything }), answer);
  const { deleted, type, id, version } = read.ok ? read.value : {};
  const named = [id, version].filter(name => typeof name === 'string');
  const isSaid =
    deleted === true || (deleted === undefined && typeof type === 'string' && type.endsWith('_deleted'));
  return isSaid && (named.length === 0 || named.includes(key));
}

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

/**
 * Why a version was not taken. A server without a place for versions answers 404, too, and the skill is not gone.
 * `isThere` asks for the skill.
 */
export async function versionRefusal(failure: Failure, isThere: () => Promise<boolean>): Promise<Failure> {
  if (failure.kind !== 'not-found' || !(await isThere())) {
    return failure;
  }
  const { registry } = failure;
  return { kind: 'unsupported', registry, operation: 'add a version to a skill that it has', status: 404 };
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

/** What is missing when a new skill has no way in. */
export const newSkillAtAddress = 'a place for new skills at its address' as const;

/** What a call is about, and what is missing where it is answered with 404. */
export type CallSubject = RemoteThing | typeof skillsAtAddress | typeof newSkillAtAddress;
