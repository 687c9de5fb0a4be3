import { AnthropicRegistry } from './anthropic/anthropicRegistry.ts';
import type { Registry } from './contract.ts';
import type { Lookup } from './http/publicHost.ts';
import { OpenAIRegistry } from './openai/openaiRegistry.ts';
import { type Credentials, defaultTiming, type RegistrySettings, type Timing } from './settings.ts';

/** What a registry is reached with. `fetch` follows the proxy settings of whoever hands it in. */
export interface ConnectOptions {
  readonly settings: RegistrySettings;
  readonly credentials: Credentials;
  readonly fetch: typeof globalThis.fetch;
  readonly timing?: Partial<Timing>;
  /** Looks up the name of another host that content is said to lie at; without it, the name has to tell. */
  readonly lookup?: Lookup;
}

/** A client for a registry. Asks for nothing yet: a wrong address or a missing key is the first call's failure. */
export function connectRegistry({ settings, credentials, fetch, timing, lookup }: ConnectOptions): Registry {
  const connection = { settings, credentials, fetch, timing: { ...defaultTiming, ...timing }, lookup };
  return settings.kind === 'anthropic' ? new AnthropicRegistry(connection) : new OpenAIRegistry(connection);
}
