import { plainText } from '../text/plainText.ts';
import { countWords } from '../text/words.ts';
import type { Failure } from './failure.ts';
import * as fileWords from './fileWords.ts';
import type { TrustedAction } from './parts.ts';
import { type FailureText, type Of, say, sentence } from './phrases.ts';
import * as registryWords from './registryWords.ts';
import * as skillWords from './skillWords.ts';

type Words = { readonly [Kind in Failure['kind']]: (failure: Of<Kind>) => FailureText };

const words: Words = {
  cancelled: () => say('Cancelled.'),
  'bad-link': ({ why }) =>
    say(`The link was not followed: ${why}.`, 'Ask whoever gave it to you for another one.'),
  'untrusted-workspace': ({ action }) =>
    say(
      `${trustedActions[action]} is not possible in Restricted Mode.`,
      'Trust this workspace, then try again.',
    ),
  'no-key': registryWords.noKey,
  unauthorised: registryWords.unauthorised,
  forbidden: registryWords.forbidden,
  'not-found': registryWords.notFound,
  'wrong-address': registryWords.wrongAddress,
  'other-protocol': registryWords.otherProtocol,
  'web-page': registryWords.webPage,
  'registry-gone': registryWords.registryGone,
  'empty-skill': registryWords.emptySkill,
  refused: registryWords.refused,
  'label-taken': registryWords.labelTaken,
  'too-large': registryWords.tooLargeWords,
  'rate-limited': registryWords.rateLimited,
  unavailable: registryWords.unavailable,
  unreachable: registryWords.unreachable,
  'timed-out': registryWords.timedOut,
  'not-understood': registryWords.notUnderstood,
  'foreign-origin': registryWords.foreignOrigin,
  'insecure-address': registryWords.insecureAddress,
  'partly-deleted': registryWords.partlyDeleted,
  'default-unmoved': registryWords.defaultUnmoved,
  unsupported: registryWords.unsupported,
  problems: skillWords.problems,
  secrets: skillWords.secrets,
  'moved-on': skillWords.movedOn,
  'runs-another': skillWords.runsAnother,
  'changed-since-published': skillWords.changedSincePublished,
  'changed-since-review': skillWords.changedSinceReview,
  'link-undecided': skillWords.linkUndecided,
  'refused-paths': skillWords.refusedPaths,
  'name-fixed': skillWords.nameFixed,
  'name-twice': skillWords.nameTwice,
  'bundle-too-large': skillWords.bundleTooLarge,
  'bundle-too-dense': skillWords.bundleTooDense,
  'no-manifest': skillWords.noManifest,
  'unnamed-skill': skillWords.unnamedSkill,
  busy: skillWords.busy,
  bug: ({ place }) =>
    say(
      `Skillwright made a mistake of its own (${plainText(place, 200)}).`,
      'Please report it, with what you did.',
    ),
  'turn-lost': skillWords.turnLost,
  unreadable: fileWords.unreadable,
  unsaved: fileWords.unsaved,
  unwritable: fileWords.unwritable,
  'disk-full': fileWords.diskFull,
  'already-exists': fileWords.alreadyExists,
  'changed-meanwhile': fileWords.changedMeanwhile,
  'too-many-files': fileWords.tooManyFiles,
  'malformed-file': fileWords.malformedFile,
  'bad-config': fileWords.badConfig,
  'bad-archive': fileWords.badArchiveWords,
  'port-taken': fileWords.portTaken,
};

const trustedActions: Readonly<Record<TrustedAction, string>> = {
  publish: 'Publishing',
  download: 'Downloading',
  'use-local-registry': 'Using the local registry',
};

/** Words a failure for a person, as plain text: texts from elsewhere are cleaned, keys and queries never appear. */
export function describeFailure<Kind extends Failure['kind']>(failure: Of<Kind>): FailureText {
  return words[failure.kind as Kind](failure);
}

/** What happened, for a row of a narrow side bar below the registry's own; the rest is for its tooltip. */
export function failureRow(failure: Failure): string {
  return rowWords(failure) ?? describeFailure(failure).message;
}

/** What happened, in a few words after a name and a colon, without a full stop: `1 error`, `cannot be reached`. */
export function failureBrief(failure: Failure): string {
  switch (failure.kind) {
    case 'cancelled':
      return 'cancelled';
    case 'problems':
      return countWords(failure.problems.length, 'error');
    case 'secrets':
      return 'looks like a secret';
    case 'moved-on':
      return 'somebody else published it';
    case 'link-undecided':
      return 'not said which published skill it is';
    default: {
      const row = failureRow(failure).replace(/\.$/, '');
      return rowWords(failure) === undefined ? row : row.charAt(0).toLowerCase() + row.slice(1);
    }
  }
}

/** What happened and what to do, in one line. */
export function failureSentences(failure: Failure): string {
  const { message, next } = describeFailure(failure);
  return next === null ? message : `${message} ${next}`;
}

/**
 * What keeps a registry's row from being filled, short enough for a narrow side bar; undefined where only the whole
 * message says it. The registry's name stands in the row above.
 */
function rowWords(failure: Failure): string | undefined {
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
    case 'forbidden':
      return withReason('Not allowed', failure.reason);
    case 'refused':
      return withReason('Refused', failure.reason);
    case 'other-protocol':
      return `Speaks ${failure.speaks}’s protocol`;
    case 'foreign-origin':
      return 'Points to another server';
    case 'insecure-address':
      return 'Address is not encrypted';
    default:
      return undefined;
  }
}

function withReason(what: string, reason: string): string {
  return reason.trim() === '' ? what : `${what}: ${sentence(reason)}`;
}

/** All that somebody who helps would ask for; `text` is what was shown. Holds no key, since no failure does. */
export function failureDetails(text: string, failure: Failure): string {
  const facts = Object.entries(failure).filter(
    ([name, value]) => detailNames.has(name) && (typeof value === 'string' || typeof value === 'number'),
  );
  return [
    plainText(text, 2000),
    ...facts.map(([name, value]) => `${name}: ${plainText(String(value), 200)}`),
  ].join('\n');
}

/** What failures hold besides their words; addresses are told by the words alone, as far as they may be shown. */
const detailNames: ReadonlySet<string> = new Set([
  'kind',
  'registry',
  'status',
  'code',
  'requestId',
  'cause',
]);
