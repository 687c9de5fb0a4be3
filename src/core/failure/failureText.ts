import { plainText } from '../text/plainText.ts';
import type { Failure } from './failure.ts';
import * as fileWords from './fileWords.ts';
import { type FailureText, say } from './phrases.ts';
import * as registryWords from './registryWords.ts';
import { rowWords } from './rowWords.ts';
import * as skillWords from './skillWords.ts';

/** Words a failure for a person, as plain text: texts from elsewhere are cleaned, keys and queries never appear. */
export function describeFailure(failure: Failure): FailureText {
  switch (failure.kind) {
    case 'cancelled':
      return say('Cancelled.');
    case 'bad-link':
      return say(`The link was not followed: ${failure.why}.`, 'Ask whoever gave it to you for another one.');
    case 'untrusted-workspace':
      return untrustedWorkspace(failure.action);
    case 'no-key':
      return registryWords.noKey(failure);
    case 'unauthorised':
      return registryWords.unauthorised(failure);
    case 'forbidden':
      return registryWords.forbidden(failure);
    case 'not-found':
      return registryWords.notFound(failure);
    case 'refused':
      return registryWords.refused(failure);
    case 'too-large':
      return registryWords.tooLargeWords(failure);
    case 'rate-limited':
      return registryWords.rateLimited(failure);
    case 'unavailable':
      return registryWords.unavailable(failure);
    case 'unreachable':
      return registryWords.unreachable(failure);
    case 'timed-out':
      return registryWords.timedOut(failure);
    case 'not-understood':
      return registryWords.notUnderstood(failure);
    case 'foreign-origin':
      return registryWords.foreignOrigin(failure);
    case 'insecure-address':
      return registryWords.insecureAddress(failure);
    case 'partly-deleted':
      return registryWords.partlyDeleted(failure);
    case 'unsupported':
      return registryWords.unsupported(failure);
    case 'problems':
      return skillWords.problems(failure);
    case 'secrets':
      return skillWords.secrets(failure);
    case 'moved-on':
      return skillWords.movedOn(failure);
    case 'runs-another':
      return skillWords.runsAnother(failure);
    case 'changed-since-review':
      return skillWords.changedSinceReview(failure);
    case 'link-undecided':
      return skillWords.linkUndecided(failure);
    case 'refused-paths':
      return skillWords.refusedPaths(failure);
    case 'name-fixed':
      return skillWords.nameFixed(failure);
    case 'bundle-too-large':
      return skillWords.bundleTooLarge(failure);
    case 'no-manifest':
      return skillWords.noManifest(failure);
    case 'busy':
      return skillWords.busy(failure);
    case 'unreadable':
      return fileWords.unreadable(failure);
    case 'unsaved':
      return fileWords.unsaved(failure);
    case 'unwritable':
      return fileWords.unwritable(failure);
    case 'disk-full':
      return fileWords.diskFull(failure);
    case 'already-exists':
      return fileWords.alreadyExists(failure);
    case 'changed-meanwhile':
      return fileWords.changedMeanwhile(failure);
    case 'too-many-files':
      return fileWords.tooManyFiles(failure);
    case 'malformed-file':
      return fileWords.malformedFile(failure);
    case 'bad-archive':
      return fileWords.badArchiveWords(failure);
    case 'port-taken':
      return fileWords.portTaken(failure);
  }
}

function untrustedWorkspace(action: string): FailureText {
  return say(
    `${plainText(action)} is not possible in Restricted Mode.`,
    'Trust this workspace, then try again.',
  );
}

/** What happened, for a row of a narrow side bar below the registry's own; the rest is for its tooltip. */
export function failureRow(failure: Failure): string {
  return rowWords(failure) ?? describeFailure(failure).message;
}

/** What happened and what to do, in one line. */
export function failureSentences(failure: Failure): string {
  const { message, next } = describeFailure(failure);
  return next === null ? message : `${message} ${next}`;
}
