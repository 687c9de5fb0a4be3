import type { Failure } from '../../failure/failure.ts';
import { decode, record, text } from './wire.ts';

/** A refusal as it came: the status, the headers and the body, parsed where it was JSON. */
export interface AnswerRefusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What a refused call was about. `what` completes "has no …"; `secret` never appears in a failure. */
export interface CallSubject {
  readonly registry: string;
  readonly what: string;
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

/** What a refusal means. */
export function failureOfRefusal(refusal: AnswerRefusal, { registry, what, secret }: CallSubject): Failure {
  const { status, headers } = refusal;
  const said = decode(envelope, refusal.body);
  const reason = said.ok ? said.value.error.message.replaceAll(secret, '[key]') : null;
  const code = said.ok ? said.value.error.code : null;
  const requestId =
    headers.get('x-request-id') ?? headers.get('request-id') ?? (said.ok ? said.value.request_id : null);
  const request = requestId === null ? {} : { requestId };

  if (status === 401) {
    return { kind: 'unauthorised', registry };
  }
  if (status === 402 || status === 403 || code === 'insufficient_quota') {
    return { kind: 'forbidden', registry, reason: reason ?? '', ...request };
  }
  if (status === 404 && reason !== null) {
    return { kind: 'not-found', registry, what };
  }
  if (status === 413) {
    return { kind: 'too-large', registry };
  }
  if (status === 429) {
    const retryAfterMs = retryAfter(headers);
    return { kind: 'rate-limited', registry, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
  }
  if (status >= 500) {
    return { kind: 'unavailable', registry, status, ...request };
  }
  if (reason === null) {
    return { kind: 'not-understood', registry, what: 'an answer of this protocol' };
  }
  return { kind: 'refused', registry, reason, ...(code === null ? {} : { code }), ...request };
}

/** A registry that asks to be left alone for longer than a day is not believed. */
const maxRest = 86_400_000;

/** How long a registry asks to be left alone, in milliseconds; null where it does not say. */
export function retryAfter(headers: Headers): number | null {
  const ms = restOf(headers);
  return ms >= 0 ? Math.min(ms, maxRest) : null;
}

/** NaN where no header tells. A date that has passed is no rest at all. */
function restOf(headers: Headers): number {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (ms >= 0) {
    return ms;
  }
  const value = headers.get('retry-after') ?? '';
  return /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Math.max(0, Date.parse(value) - Date.now());
}
