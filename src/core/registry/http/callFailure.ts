import { HTTPError, NetworkError, TimeoutError } from 'ky';
import type { Failure } from '../../failure/failure.ts';
import type { RegistrySettings, Timing } from '../settings.ts';
import { failureOfRefusal } from './answerFailure.ts';
import type { CallSubject } from './answers.ts';
import { AnswerError } from './pinnedFetch.ts';
import { withoutKey } from './withoutKey.ts';

/** What was asked, of whom and how long. `secret`, the key, is never in what is said of it. */
interface FailedCall {
  readonly settings: RegistrySettings;
  readonly timing: Timing;
  readonly what: CallSubject;
  readonly signal: AbortSignal | undefined;
  readonly secret: string;
}

/** Why a call failed; null for what is not an expected trouble, but a bug. */
export function callFailure(
  error: unknown,
  { settings, timing, what, signal, secret }: FailedCall,
): Failure | null {
  const registry = settings.label;
  if (signal?.aborted) {
    return { kind: 'cancelled' };
  }
  if (error instanceof AnswerError) {
    const { failure } = error;
    return failure.kind === 'foreign-origin'
      ? { ...failure, origin: withoutKey(failure.origin, secret) }
      : failure;
  }
  if (error instanceof TimeoutError) {
    return { kind: 'timed-out', registry, afterMs: timing.answer };
  }
  if (error instanceof HTTPError) {
    const { status, headers } = error.response;
    const body = parsed(error.data);
    return failureOfRefusal(
      { status, headers, body },
      { registry, kind: settings.kind, what, address: error.response.url || error.request.url, secret },
    );
  }
  if (error instanceof NetworkError) {
    return connectionFailure(settings, error.cause);
  }
  return null;
}

/** What became of a connection that broke, or never was. */
export function connectionFailure({ label: registry, baseURL }: RegistrySettings, cause: unknown): Failure {
  const code = systemCode(cause);
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return { kind: 'timed-out', registry, afterMs: 300_000 };
  }
  if (/^(?:Z_|ERR__ERROR_|ERR_BROTLI)/.test(code)) {
    return { kind: 'not-understood', registry, what: 'an answer that is compressed as it says' };
  }
  if (/^HPE_|^UND_ERR_(?:RES|HEADERS_OVERFLOW)|^ERR_ASSERTION$/.test(code)) {
    return { kind: 'not-understood', registry, what: 'an HTTP answer' };
  }
  return { kind: 'unreachable', registry, origin: new URL(baseURL).origin, cause: code };
}

/** Ky parses what says that it is JSON; some servers only send it. */
function parsed(body: unknown): unknown {
  try {
    return typeof body === 'string' ? JSON.parse(body) : body;
  } catch {
    return body;
  }
}

/** The innermost system code of a failed connection, such as ECONNREFUSED. */
function systemCode(error: unknown): string {
  let code = 'unknown';
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if ('code' in inner && typeof inner.code === 'string') {
      code = inner.code;
    } else if (inner.name === 'HTTPParserError') {
      code = 'HPE_UNKNOWN';
    }
  }
  return code;
}
