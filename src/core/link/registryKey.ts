import type { Registry, RegistryKind } from '../registry/contract.ts';
import { vendors } from '../registry/vendors.ts';

/** What a connection says about the registry it leads to; the same for everybody on a team. */
export interface RegistryIdentity {
  readonly kind: RegistryKind;
  /** None for the vendor's own address. */
  readonly baseURL?: string;
  readonly organization?: string;
  readonly project?: string;
  readonly workspace?: string;
}

/**
 * What names a registry in the link file: the kind, the address where it is not the vendor's own, and the
 * organisation, project or workspace where the connection names one. Never a connection's label or local id,
 * which differ from machine to machine: the file is committed.
 *
 * `openai`, `openai project=proj_1`, `anthropic https://gateway.example.com/v1 workspace=wrkspc_1`, `local`.
 */
export function registryKey(identity: RegistryIdentity): string {
  if (identity.kind === 'local') {
    return 'local';
  }
  const parts: string[] = [identity.kind];
  const address = identity.baseURL === undefined ? null : addressOf(identity.baseURL);
  if (address !== null && !vendorAddresses.has(address)) {
    parts.push(address);
  }
  for (const field of ['organization', 'project', 'workspace'] as const) {
    if (identity[field]) {
      parts.push(`${field}=${identity[field]}`);
    }
  }
  return parts.join(' ');
}

const vendorAddresses: ReadonlySet<string> = new Set(
  Object.values(vendors).flatMap(({ addresses }) => addresses),
);

function addressOf(baseURL: string): string {
  try {
    const url = new URL(baseURL);
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
  } catch {
    return baseURL;
  }
}

/** A registry to publish to. `key` names it in the link file: see `registryKey`. */
export interface PublishTarget {
  readonly registry: Registry;
  readonly key: string;
}
