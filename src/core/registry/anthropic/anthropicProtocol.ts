import type { Failure } from '../../failure/failure.ts';
import type { Result } from '../../text/result.ts';
import { anthropicCapabilities, anthropicEarlierCapabilities } from '../capabilities.ts';
import type { Capabilities } from '../contract.ts';

/** What differs between Anthropic's protocols besides the names of fields. */
export interface AnthropicProtocol {
  readonly capabilities: Capabilities;
  /** The form field of a skill's display name. */
  readonly labelField: string;
  /** Versions come oldest first, and a skill that has some is not deleted. */
  readonly isEarlier: boolean;
  headers(key: string): Readonly<Record<string, string>>;
}

/** Since general availability; the version that takes the key as a bearer token. */
const current: AnthropicProtocol = {
  capabilities: anthropicCapabilities,
  labelField: 'display_name',
  isEarlier: false,
  headers: key => ({ 'anthropic-version': '2026-10-21', authorization: `Bearer ${key}` }),
};

/** Before it, behind a beta header; keys went in a header of their own. */
const earlier: AnthropicProtocol = {
  capabilities: anthropicEarlierCapabilities,
  labelField: 'display_title',
  isEarlier: true,
  headers: key => ({
    'anthropic-version': '2023-06-01',
    'anthropic-beta': 'skills-2025-10-02',
    'x-api-key': key,
  }),
};

/**
 * Which protocol a server speaks. The first read is asked in the present protocol; a server that refuses it, for
 * whatever reason but its own trouble, is asked once more in the earlier one. The first that is answered is kept for
 * the connection; as long as none is, each read is asked in both. Only reads settle it: nothing that changes
 * something is sent twice.
 */
export class ProtocolChoice {
  #settled: AnthropicProtocol | undefined;

  /** The present one as long as nothing was answered. */
  get protocol(): AnthropicProtocol {
    return this.#settled ?? current;
  }

  get isSettled(): boolean {
    return this.#settled !== undefined;
  }

  async read<T>(
    ask: (protocol: AnthropicProtocol) => Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> {
    if (this.#settled) {
      return ask(this.#settled);
    }
    const first = await ask(current);
    if (first.ok) {
      this.#settled ??= current;
      return first;
    }
    if (!mayBeEarlier(first.failure)) {
      return first;
    }
    const second = await ask(earlier);
    if (second.ok) {
      this.#settled ??= earlier;
    }
    return second.ok ? second : { ok: false, failure: plainer(first.failure, second.failure) };
  }
}

/** It answered in this protocol, but for one field: the other protocol is not what is wrong. */
function isField(what: string): boolean {
  return / as "(?!the answer"|data")/.test(what);
}

/** A refusal may only mean that the server does not know this protocol. */
function mayBeEarlier({ kind }: Failure): boolean {
  return [
    'unauthorised',
    'forbidden',
    'not-found',
    'wrong-address',
    'refused',
    'not-understood',
    'web-page',
  ].includes(kind);
}

/** What a server says in a protocol that it does not know is beside the point. */
function plainer(first: Failure, second: Failure): Failure {
  if (first.kind === 'not-understood' && isField(first.what)) {
    return first;
  }
  if (second.kind === 'refused' && /\banthropic-beta\b|\bskills-2025-10-02\b/.test(second.reason)) {
    return first;
  }
  const isBeside = ['refused', 'not-understood', 'web-page', 'wrong-address'].includes(first.kind);
  return isBeside && second.kind !== 'not-understood' && second.kind !== 'web-page' ? second : first;
}
