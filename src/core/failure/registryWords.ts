import { plainText } from '../text/plainText.ts';
import { megabyteWords } from '../text/words.ts';
import { isOfModel } from './parts.ts';
import { duration, type FailureText, type Of, say, sentence } from './phrases.ts';

export function noKey({ registry }: Of<'no-key'>): FailureText {
  return say(`No key is stored for ${plainText(registry)}.`, 'Give one.');
}

export function unauthorised({ registry }: Of<'unauthorised'>): FailureText {
  return say(
    `${plainText(registry)} did not accept the key: it is wrong, was revoked or has expired.`,
    'Use another one.',
  );
}

export function forbidden({ registry, reason, requestId }: Of<'forbidden'>): FailureText {
  return say(
    `${plainText(registry)} does not allow this: ${sentence(reason)}${request(requestId)}`,
    'Use a key that may do this, or ask who manages the account.',
  );
}

export function notFound({ registry, what, reason }: Of<'not-found'>): FailureText {
  if (isOfModel(what)) {
    const said = reason === undefined ? '.' : `: ${sentence(reason)}`;
    return say(
      `${plainText(registry)} has no ${plainText(what)}${said}`,
      'Check the name of the model, and whether the version is still there.',
    );
  }
  return say(
    `${plainText(registry)} has no ${plainText(what)}.`,
    'Look again: somebody may have deleted it.',
  );
}

export function wrongAddress({ registry, address, status, isUpload }: Of<'wrong-address'>): FailureText {
  const shown = endOf(address);
  if (isUpload) {
    return say(
      `${plainText(registry)} has no place for new skills at its address: ${shown} answered ${status} to an upload.`,
      'Look whether it can be read only; else check the address and the kind of the registry.',
    );
  }
  return say(
    `${plainText(registry)} has no list of skills at its address: ${shown} answered ${status}.`,
    /\/skills\/skills$/.test(shown)
      ? 'Change the address: it ends before /skills.'
      : 'Check the address and the kind of the registry.',
  );
}

export function otherProtocol({ registry, speaks }: Of<'other-protocol'>): FailureText {
  return say(
    `${plainText(registry)} speaks ${speaks}’s protocol, and is set up as a registry of another kind.`,
    `Add its address again as the kind ${speaks} (on the command line: ${speaks.toLowerCase()}=ADDRESS).`,
  );
}

export function webPage({ registry, status, title, requestId }: Of<'web-page'>): FailureText {
  const named = title === null ? '' : `, “${plainText(title, 80)}”`;
  return say(
    `${plainText(registry)} was not reached: a web page answered${named} (status ${status}).${request(requestId)}`,
    'Look whether a firewall, a proxy or a sign-in stands before it, and check its address.',
  );
}

export function registryGone({ registry }: Of<'registry-gone'>): FailureText {
  return say(
    `None of the registries that are set up here is ${plainText(registry)}.`,
    'Add it, then try again.',
  );
}

export function emptySkill({ registry, skill }: Of<'empty-skill'>): FailureText {
  return say(`“${plainText(skill)}” on ${plainText(registry)} has no version.`, 'Publish one first.');
}

export function refused({ registry, reason, requestId }: Of<'refused'>): FailureText {
  return say(
    `${plainText(registry)} refused: ${sentence(reason)}${request(requestId)}`,
    'Change what it names, then try again.',
  );
}

export function labelTaken({ registry, label, requestId }: Of<'label-taken'>): FailureText {
  return say(
    `${plainText(registry)} has a skill with the display name “${plainText(label, 100)}” already, and no two may share one there.${request(requestId)}`,
    'Give the new skill another one (on the command line: --label), or publish to the skill that has it.',
  );
}

export function tooLargeWords({ registry, what, size, limit }: Of<'too-large'>): FailureText {
  if (what !== undefined) {
    const subject = what.charAt(0).toUpperCase() + what.slice(1);
    return say(
      `${subject} is too large for ${plainText(registry)}: ${sizes(size, limit)}`,
      'Give the case a smaller file, or a shorter prompt.',
    );
  }
  return say(
    `The bundle is too large for ${plainText(registry)}: ${sizes(size, limit)}`,
    'Leave files out with a .skillignore, then try again.',
  );
}

export function rateLimited({ registry, retryAfterMs }: Of<'rate-limited'>): FailureText {
  return say(
    `${plainText(registry)} gets too many requests from this account.`,
    `Try again in ${retryAfterMs === undefined ? 'a minute' : duration(retryAfterMs)}.`,
  );
}

export function unavailable({ registry, status, requestId }: Of<'unavailable'>): FailureText {
  return say(
    `${plainText(registry)} has trouble of its own: ${trouble(status)}.${request(requestId)}`,
    'Try again in a few minutes.',
  );
}

export function unreachable({ registry, origin, cause }: Of<'unreachable'>): FailureText {
  return say(
    `${plainText(registry)} at ${originOf(origin)} cannot be reached: ${connection(cause)}.`,
    connectionHint(cause),
  );
}

export function timedOut({ registry, afterMs }: Of<'timed-out'>): FailureText {
  return say(
    `${plainText(registry)} did not answer within ${duration(afterMs)}.`,
    'Check the connection, then try again.',
  );
}

export function notUnderstood({ registry, what }: Of<'not-understood'>): FailureText {
  return say(
    `${plainText(registry)} answered something else than ${plainText(what)}.`,
    'Check its address and kind; a proxy may also have answered in its place.',
  );
}

export function foreignOrigin({ registry, origin }: Of<'foreign-origin'>): FailureText {
  return say(
    `${plainText(registry)} pointed to another server, ${originOf(origin)}. The key was not sent there.`,
    'If the registry has moved, use its new address, and the key for that.',
  );
}

export function insecureAddress({ registry, address }: Of<'insecure-address'>): FailureText {
  return say(
    `The key for ${plainText(registry)} is not sent to ${originOf(address)}: that address is not encrypted.`,
    `Use an https address; plain http is for this machine only. ${tunnelWords(address)}`,
  );
}

export function partlyDeleted({ registry, what, deletedVersions }: Of<'partly-deleted'>): FailureText {
  const versions = deletedVersions === 1 ? 'a version' : `${deletedVersions} versions`;
  return say(
    `${plainText(registry)} still has ${plainText(what)}: the deletion ended after ${versions}, which cannot be brought back.`,
    'Delete the skill again to remove the rest.',
  );
}

export function defaultUnmoved({ registry, asked, is }: Of<'default-unmoved'>): FailureText {
  const now = is === null ? 'it has none' : `it is ${plainText(is)}`;
  return say(
    `${plainText(registry)} did not make ${plainText(asked)} the default, though it did not refuse: ${now}.`,
    'Look again, then set the default again.',
  );
}

export function unsupported({ registry, operation, status }: Of<'unsupported'>): FailureText {
  if (status !== undefined) {
    return say(
      `${plainText(registry)} cannot ${operation}: it answered that with ${status}.`,
      'Look whether it, or what stands before it, offers this at all; “Check Registry”, in a terminal “skillwright doctor”, finds out what it can do.',
    );
  }
  return say(`${plainText(registry)} cannot ${operation}: registries of its kind do not know this.`);
}

/** How to reach a server on another machine that has no https: the command to paste, and the address to enter then. */
function tunnelWords(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  const port = url?.port || '8123';
  const host = url && /^[\w.-]+$/.test(url.hostname) ? url.hostname : 'HOST';
  return `Or keep “ssh -N -L ${port}:127.0.0.1:${port} ${host}” running, and use http://127.0.0.1:${port} in its place.`;
}

/** What support asks for. */
function request(requestId: string | undefined): string {
  return requestId === undefined ? '' : ` (Request ${plainText(requestId, 100)}.)`;
}

/**
 * The end of an address, as far as it is made of plain words: `…/v1/skills`. What stands before is left out, since a
 * gateway's address may hold a key.
 */
function endOf(address: string): string {
  const names = URL.canParse(address) ? new URL(address).pathname.split('/').filter(Boolean) : [];
  const start = names.findLastIndex(name => !/^(?:[a-z]{1,16}|v\d{1,3})$/.test(name)) + 1;
  return `…/${names.slice(start).slice(-3).join('/')}`;
}

/** Scheme, host and port alone: the rest of an address may hold a key. */
function originOf(address: string): string {
  const origin = URL.canParse(address) ? new URL(address).origin : 'null';
  return origin === 'null' ? 'its address' : plainText(origin, 200);
}

function sizes(size: number | undefined, limit: number | undefined): string {
  if (size === undefined) {
    return limit === undefined ? 'its limit is not known.' : `it takes at most ${megabyteWords(limit)}.`;
  }
  return limit === undefined
    ? `it has ${megabyteWords(size)}.`
    : `it has ${megabyteWords(size)} of at most ${megabyteWords(limit)}.`;
}

function trouble(status: number): string {
  switch (status) {
    case 408:
    case 499:
      return 'what stands before it did not wait for its answer';
    case 425:
      return 'it does not want to be asked yet';
    case 502:
      return 'its front door gets no answer from the service behind it';
    case 503:
      return 'the service is not available';
    case 504:
      return 'the service took too long';
    case 529:
      return 'it is overloaded';
    default:
      return `an internal error (status ${status})`;
  }
}

/** What the usual system codes of a failed connection mean. */
function connection(cause: string): string {
  switch (cause) {
    case 'ECONNREFUSED':
      return 'nothing answers there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name is not known, or this machine is offline';
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'the connection broke off';
    case 'ENETUNREACH':
    case 'EHOSTUNREACH':
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return 'there is no way to it from here';
    case 'ERR_INVALID_URL':
      return 'that is not an address';
    default:
      if (isOtherTls(cause)) {
        return `what answers there does not speak https, or no version of it that is known here (${plainText(cause, 60)})`;
      }
      return isCertificateProblem(cause)
        ? `its certificate is not trusted (${plainText(cause, 60)})`
        : `no connection (${plainText(cause, 60)})`;
  }
}

function connectionHint(cause: string): string {
  if (cause === 'ERR_INVALID_URL') {
    return 'Correct the address.';
  }
  if (isOtherTls(cause)) {
    return 'Check the address and its port, or for a proxy in between.';
  }
  if (isCertificateProblem(cause)) {
    return "Add the certificate's authority to this system, or check for a proxy in between.";
  }
  return 'Check the connection and the address, then try again.';
}

/** A handshake that failed before any certificate was looked at. */
function isOtherTls(cause: string): boolean {
  return /^EPROTO$|WRONG_VERSION|PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|HANDSHAKE_FAILURE|PACKET_LENGTH/.test(
    cause,
  );
}

function isCertificateProblem(cause: string): boolean {
  return /CERT|SELF_SIGNED|SIGNATURE|ERR_TLS|ERR_SSL/.test(cause);
}
