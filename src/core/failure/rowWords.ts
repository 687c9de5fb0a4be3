import type { Failure } from './failure.ts';

/**
 * What keeps a registry's row from being filled, short enough for a narrow side bar; undefined where only the whole
 * message says it. The registry's name stands in the row above.
 */
export function rowWords(failure: Failure): string | undefined {
  switch (failure.kind) {
    case 'no-key':
      return 'No key';
    case 'unauthorised':
      return 'Key not accepted';
    case 'unreachable':
      return 'Cannot be reached';
    case 'timed-out':
      return 'No answer in time';
    case 'rate-limited':
      return 'Too many requests';
    case 'unavailable':
      return 'Has trouble of its own';
    case 'wrong-address':
      return 'Wrong address';
    case 'web-page':
      return 'A web page answered';
    case 'not-understood':
      return 'Answer not understood';
    default:
      return undefined;
  }
}
