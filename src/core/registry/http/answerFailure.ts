import type { Failure } from '../../failure/failure.ts';
import { isOfModel, type SentThing } from '../../failure/parts.ts';
import { decode, literal, record, text } from '../../text/decode.ts';
import type { RegistryKind } from '../contract.ts';
import { type CallSubject, newSkillAtAddress, skillsAtAddress } from './answers.ts';
import { otherReason } from './otherReason.ts';
import { retryAfter } from './retries.ts';
import { webPageIn } from './webPage.ts';
import { withoutKey } from './withoutKey.ts';

/** A refusal as it came: the status, the headers and the body, parsed where it was JSON. */
export interface AnswerRefusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a refused call was about. `address` is what was asked; `secret` never appears in a failure. */
export interface RefusedCall {
  readonly registry: string;
  readonly kind: RegistryKind;
  readonly what: CallSubject;
  readonly address: string;
  readonly secret: string;
}

/** Both vendors' envelopes: OpenAI's has `code` and `param`, Anthropic's `request_id` beside it. */
const envelope = record({
  error: record({ message: text, code: textIfAny }),
  request_id: textIfAny,
});

/** A detail that may be missing or of another type without harm. */
function textIfAny(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The id that support asks for, by whichever header; null where there is none. */
export function requestIdIn(headers: Headers): string | null {
  return headers.get('x-request-id') ?? headers.get('request-id');
}

/** What came with a refusal, without the key that some servers echo. */
function contentOf({ headers, body }: AnswerRefusal, secret: string) {
  const clean = (text: string) => withoutKey(text, secret);
  const said = decode(envelope, body);
  const code = said.ok ? (said.value.error.code ?? detailCodeIn(body)) : null;
  const id = requestIdIn(headers) ?? (said.ok ? said.value.request_id : null);
  return {
    reason: said.ok ? clean(said.value.error.message) : otherReason(body, headers, clean),
    code: code === null ? null : clean(code),
    request: id === null ? {} : { requestId: clean(id) },
    page: webPageIn(body, headers, clean),
  };
}

/** Anthropic's `error.details.error_code`, which says more than the type. */
function detailCodeIn(body: unknown): string | null {
  const read = decode(record({ error: record({ details: record({ error_code: text }) }) }), body);
  return read.ok ? read.value.error.details.error_code : null;
}

/** Said by who stands before a registry that is slow, or already at work on it; it refuses nothing. */
const gaveUp: readonly number[] = [408, 425, 499];

/** What a refusal means. */
export function failureOfRefusal(refusal: AnswerRefusal, call: RefusedCall): Failure {
  const { registry, kind, secret } = call;
  if (kind !== 'anthropic' && wantsAnthropic(refusal.body)) {
    return { kind: 'other-protocol', registry, speaks: 'Anthropic' };
  }
  const content = contentOf(refusal, secret);
  const { reason, code, request } = content;
  const meant = failureOfStatus(refusal, call, content);
  if (meant !== null) {
    return meant;
  }
  if (reason === null) {
    return { kind: 'not-understood', registry, what: 'an answer of this protocol' };
  }
  return { kind: 'refused', registry, reason, ...(code === null ? {} : { code }), ...request };
}

/** What a status means, whatever else is said; null where it leaves that to the reason. */
function failureOfStatus(
  { status, headers }: AnswerRefusal,
  { registry, what, address }: RefusedCall,
  { reason, code, request, page }: ReturnType<typeof contentOf>,
): Failure | null {
  const isMissing = status === 404 || status === 410;
  if (status === 401 || (status === 400 && code === 'invalid_api_key')) {
    return { kind: 'unauthorised', registry };
  }
  if (isMissing && isOfAddress(what)) {
    return missing(registry, what, address, status);
  }
  if (page !== null && status < 500 && status !== 413 && status !== 429) {
    return { kind: 'web-page', registry, status, ...page, ...request };
  }
  if (status === 402 || status === 403 || code === 'insufficient_quota') {
    return { kind: 'forbidden', registry, reason: reason ?? '', ...request };
  }
  if (isMissing) {
    return missingIn(registry, what, address, reason);
  }
  if (status === 413) {
    return { kind: 'too-large', registry, ...sentThing(what) };
  }
  if (status === 429) {
    const retryAfterMs = retryAfter(headers);
    return { kind: 'rate-limited', registry, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
  if (status === 405 || status === 501) {
    return { kind: 'unsupported', registry, operation: 'do what it was asked for', status };
  }
  return status >= 500 || gaveUp.includes(status)
    ? { kind: 'unavailable', registry, status, ...request }
    : null;
}

/** What it means that it has not what was asked; of a model the vendor's own words say it. */
function missingIn(registry: string, what: CallSubject, address: string, reason: string | null): Failure {
  return isOfModel(what) && reason !== null
    ? { kind: 'not-found', registry, what, reason }
    : missing(registry, what, address);
}

/** What it means that a registry has not what it was asked for. `address` is what was asked. */
export function missing(registry: string, what: CallSubject, address: string, status = 404): Failure {
  if (isOfAddress(what)) {
    const isUpload = what === newSkillAtAddress;
    return { kind: 'wrong-address', registry, address, status, ...(isUpload ? { isUpload } : {}) };
  }
  return { kind: 'not-found', registry, what };
}

/** What was too large; nothing for a bundle. */
function sentThing(what: CallSubject): { readonly what?: SentThing } {
  if (what === 'address for files') {
    return { what: 'an input file' };
  }
  return isOfModel(what) ? { what: 'a prompt with what goes along with it' } : {};
}

function isOfAddress(what: CallSubject): what is typeof skillsAtAddress | typeof newSkillAtAddress {
  return what === skillsAtAddress || what === newSkillAtAddress;
}

/** A refusal that came as a success, as some gateways send it; null for anything else. `secret` is taken out. */
export function refusalInside(body: unknown, registry: string, secret: string): Failure | null {
  const said = decode(envelope, body);
  // A run that failed is an object of its own, and says so in the same field.
  if (!said.ok || Object.hasOwn(body as object, 'id') || Object.hasOwn(body as object, 'data')) {
    return null;
  }
  const { message, code } = said.value.error;
  const reason = withoutKey(message, secret);
  return { kind: 'refused', registry, reason, ...(code === null ? {} : { code }) };
}

/** Anthropic's envelope around a complaint about a header that its protocol alone has. */
function wantsAnthropic(body: unknown): boolean {
  const said = decode(record({ type: literal('error'), error: record({ message: text }) }), body);
  return said.ok && /\b(?:anthropic-version|x-api-key)\b/i.test(said.value.error.message);
}
