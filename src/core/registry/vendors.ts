import type { Profile } from '../skill/problem.ts';
import type { RegistryKind } from './contract.ts';

/** Who hosts a registry, and whose protocol others speak. */
export type Vendor = Exclude<RegistryKind, 'local'>;

/** What is true of a vendor for everybody; its limits stand in skill/limits.ts, which the rules read too. */
export interface VendorFacts {
  readonly name: string;
  /** What a new connection gets. */
  readonly baseURL: string;
  /** Everything that leads to the same registry, without a slash at the end. */
  readonly addresses: readonly string[];
  /** The environment variable in which the vendor's own tools look for a key. */
  readonly keyVariable: string;
  /** Where a key is made. */
  readonly keyPage: string;
  /** What a key has to be allowed to, and whose it has to be: completes "It needs …". */
  readonly keyNeeds: string;
  /** The rules that uploads are held to, besides `spec`. */
  readonly profile: Profile;
}

export const vendors: Readonly<Record<Vendor, VendorFacts>> = {
  openai: {
    name: 'OpenAI',
    baseURL: 'https://api.openai.com/v1',
    addresses: ['https://api.openai.com/v1'],
    keyVariable: 'OPENAI_API_KEY',
    keyPage: 'https://platform.openai.com/api-keys',
    keyNeeds: 'all permissions, or to read and write skills; make it in the project of the skills',
    profile: 'openai',
  },
  anthropic: {
    name: 'Anthropic',
    baseURL: 'https://api.anthropic.com',
    addresses: ['https://api.anthropic.com', 'https://api.anthropic.com/v1'],
    keyVariable: 'ANTHROPIC_API_KEY',
    keyPage: 'https://platform.claude.com/settings/keys',
    keyNeeds: 'to belong to the workspace that is to have the skills',
    profile: 'anthropic',
  },
};

/** The rules for a kind of registry, before it is connected to; the embedded one keeps to OpenAI's. */
export function profileOf(kind: RegistryKind): Profile {
  return vendors[kind === 'local' ? 'openai' : kind].profile;
}

/** The environment variable with the key for an address that is no vendor's. */
export const ownKeyVariable = 'SKILLWRIGHT_KEY';

/**
 * The environment variable that holds the key for an address: a vendor's own key is sent to the vendor's own origin and
 * nowhere else. `baseURL` is a valid one.
 */
export function keyVariableFor(kind: Vendor, baseURL: string): string {
  const { baseURL: own, keyVariable } = vendors[kind];
  return new URL(baseURL).origin === new URL(own).origin ? keyVariable : ownKeyVariable;
}
