import type { Failure } from '../../failure/failure.ts';
import { anything, decode, list, record, text } from '../../text/decode.ts';
import { type CallSubject, skillsAtAddress } from './answers.ts';
import { retryAfter } from './retries.ts';
import { webPageIn } from './webPage.ts';

/** A refusal as it came: the status, the headers and the body, parsed where it was JSON. */
export interface AnswerRefusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a refused call was about. `address` is what was asked; `secret` never appears in a failure. */
export interface RefusedCall {
  readonly registry: string;
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
  const clean = (text: string) => text.replaceAll(secret, '[key]');
  const said = decode(envelope, body);
  const id = requestIdIn(headers) ?? (said.ok ? said.value.request_id : null);
  return {
    reason: said.ok ? clean(said.value.error.message) : detailIn(body, clean),
    code: said.ok ? (said.value.error.code ?? detailCodeIn(body)) : null,
    request: id === null ? {} : { requestId: clean(id) },
    page: webPageIn(body, headers, clean),
  };
}

/** FastAPI's `{"detail": "…"}`, and its list of what is wrong with which field. */
function detailIn(body: unknown, clean: (text: string) => string): string | null {
  const plain = decode(record({ detail: text }), body);
  if (plain.ok) {
    return clean(plain.value.detail);
  }
  const fields = decode(record({ detail: list(record({ loc: list(anything), msg: text })) }), body);
  if (!fields.ok) {
    return null;
  }
  return clean(fields.value.detail.map(({ loc, msg }) => `${loc.slice(1).join('.')}: ${msg}`).join('; '));
}

/** Anthropic's `error.details.error_code`, which says more than the type. */
function detailCodeIn(body: unknown): string | null {
  const read = decode(record({ error: record({ details: record({ error_code: text }) }) }), body);
  return read.ok ? read.value.error.details.error_code : null;
}

/** Said by who stands before a registry that is slow, or already at work on it; it refuses nothing. */
const gaveUp: readonly number[] = [408, 425, 499];

/** What a refusal means. */
export function failureOfRefusal(
  refusal: AnswerRefusal,
  { registry, what, address, secret }: RefusedCall,
): Failure {
  const { status, headers } = refusal;
  const { reason, code, request, page } = contentOf(refusal, secret);
  if (status === 401) {
    return { kind: 'unauthorised', registry };
  }
  if (status === 404 && what === skillsAtAddress) {
    return missing(registry, what, address);
  }
  if (page !== null && status < 500 && status !== 413 && status !== 429) {
    return { kind: 'web-page', registry, status, ...page, ...request };
  }
  if (status === 402 || status === 403 || code === 'insufficient_quota') {
    return { kind: 'forbidden', registry, reason: reason ?? '', ...request };
  }
  if (status === 404) {
    return missing(registry, what, address);
  }
  if (status === 413) {
    return { kind: 'too-large', registry };
  }
  if (status === 429) {
    const retryAfterMs = retryAfter(headers);
    return { kind: 'rate-limited', registry, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
  if (status >= 500 || gaveUp.includes(status)) {
    return { kind: 'unavailable', registry, status, ...request };
  }
  if (reason === null) {
    return { kind: 'not-understood', registry, what: 'an answer of this protocol' };
  }
  return { kind: 'refused', registry, reason, ...(code === null ? {} : { code }), ...request };
}

/** What it means that a registry has not what it was asked for. `address` is what was asked. */
export function missing(registry: string, what: CallSubject, address: string): Failure {
  return what === skillsAtAddress
    ? { kind: 'wrong-address', registry, address, status: 404 }
    : { kind: 'not-found', registry, what };
}
