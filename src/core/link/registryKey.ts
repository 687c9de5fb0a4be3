import type { Registry, RegistryKind } from '../registry/contract.ts';
import { vendors } from '../registry/vendors.ts';
import { hostOf } from '../text/hostOf.ts';
import { plainText } from '../text/plainText.ts';

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

/** The reverse of `registryKey`; null for what it never makes, since the link file may come from anywhere. */
export function parseRegistryKey(key: string): RegistryIdentity | null {
  const [kind, ...parts] = key.split(' ');
  if (kind !== 'openai' && kind !== 'anthropic' && kind !== 'local') {
    return null;
  }
  const address = parts[0]?.includes('://') ? parts.shift() : undefined;
  if (address !== undefined && !URL.canParse(address)) {
    return null;
  }
  const fields = parts.map(part => /^(organization|project|workspace)=(.+)$/.exec(part));
  if (fields.includes(null)) {
    return null;
  }
  return {
    kind,
    ...(address === undefined ? {} : { baseURL: address }),
    ...Object.fromEntries(fields.flatMap(field => (field ? [[field[1], field[2]]] : []))),
  };
}

/** What people call a registry that is not set up here, by its key: the server's name, or the vendor's. */
export function registryKeyLabel(key: string): string {
  const identity = parseRegistryKey(key);
  if (identity === null) {
    return plainText(key, 100);
  }
  const names = { openai: 'OpenAI', anthropic: 'Anthropic', local: 'Local' };
  const name = identity.baseURL === undefined ? names[identity.kind] : hostOf(identity.baseURL);
  const scope = identity.project ?? identity.workspace ?? identity.organization;
  return plainText(scope === undefined ? name : `${name} (${scope})`, 100);
}

/** A registry to publish to. `key` names it in the link file: see `registryKey`. */
export interface PublishTarget {
  readonly registry: Registry;
  readonly key: string;
}
