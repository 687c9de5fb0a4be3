import { type ConnectOptions, connectRegistry } from '../../../src/core/registry/connect.ts';
import type { Registry } from '../../../src/core/registry/contract.ts';
import type { RegistrySettings, Timing } from '../../../src/core/registry/settings.ts';

/** Short pauses, so that no test sleeps; long limits, so that a busy machine fails none. */
const hastyTiming: Timing = {
  answer: 30_000,
  stall: 30_000,
  retries: 2,
  firstPause: 1,
  maxPause: 1_000,
};

/** A client for the registry at `baseURL`, called R. */
export function connectTo(
  baseURL: string,
  key: string | null,
  settings: Partial<RegistrySettings> = {},
  timing: Partial<Timing> = {},
  fetch: typeof globalThis.fetch = globalThis.fetch,
  lookup?: ConnectOptions['lookup'],
): Registry {
  return connectRegistry({
    settings: { id: 'r', label: 'R', kind: 'openai', baseURL, ...settings },
    credentials: { readKey: async () => key },
    fetch,
    timing: { ...hastyTiming, ...timing },
    ...(lookup === undefined ? {} : { lookup }),
  });
}
