import type { RegistryKind } from './contract.ts';

/** How to reach one registry, as the person set it up. Holds no key. */
export interface RegistrySettings {
  /** Stable; keys the stored secret and the link file's entries. */
  readonly id: string;
  /** What the person calls it. */
  readonly label: string;
  readonly kind: RegistryKind;
  /** Up to, and without, `/skills`, for example `https://api.openai.com/v1`; `/v1` is added for Anthropic. */
  readonly baseURL: string;
  /** Sent as `OpenAI-Organization` and `OpenAI-Project`. */
  readonly organization?: string;
  readonly project?: string;
  /** Sent as `anthropic-workspace-id`. */
  readonly workspace?: string;
  /** Ids of skills by the registry's vendor, such as `openai-spreadsheets`, that the person added by id. */
  readonly curatedSkills?: readonly string[];
}

/** The keys of registries. */
export interface Credentials {
  /** The key that was entered for this registry at this origin, or null. Never one entered for another origin. */
  readKey(registryId: string, origin: string): Promise<string | null>;
}

/** How long to wait, in milliseconds, and how often to ask again. */
export interface Timing {
  /** For the whole answer to a read, a change or a deletion; per attempt. */
  readonly answer: number;
  /** For any sign of life while a bundle travels, and for the answer to an upload after its last byte. */
  readonly stall: number;
  /** How often a read is asked again. Changes never are. */
  readonly retries: number;
  /** The first pause; doubled for each further retry, and varied by up to a half. */
  readonly firstPause: number;
  /** A registry that asks for a longer pause is not waited for. */
  readonly maxPause: number;
}

export const defaultTiming: Timing = {
  answer: 30_000,
  stall: 120_000,
  retries: 2,
  firstPause: 500,
  maxPause: 15_000,
};
