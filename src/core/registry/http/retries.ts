import { HTTPError, type Options } from 'ky';
import type { Timing } from '../settings.ts';

/** Statuses after which a read is asked again, besides a lost connection. 520 is a proxy's, 529 Anthropic's. */
const passing = [408, 429, 500, 502, 503, 504, 520, 529];

/** How reads are repeated: after a passing trouble, with growing pauses, unless the server asks for more patience. */
export function readRetries(timing: Timing): NonNullable<Options['retry']> {
  return {
    limit: timing.retries,
    methods: ['get'],
    statusCodes: passing,
    afterStatusCodes: [429, 503, 529],
    delay: attempt => timing.firstPause * 2 ** (attempt - 1),
    jitter: pause => pause * (0.5 + Math.random()),
    shouldRetry: ({ error }) => {
      if (!(error instanceof HTTPError)) {
        return undefined;
      }
      const { headers, status } = error.response;
      const wish = headers.get('x-should-retry');
      if (wish === 'false' || (retryAfter(headers) ?? 0) > timing.maxPause) {
        return false;
      }
      return wish === 'true' && !passing.includes(status) ? true : undefined;
    },
  };
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
