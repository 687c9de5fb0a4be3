import type { RemoteVersion } from './contract.ts';

/**
 * What people call a version: `v3` where the registry counts, else the minute of its creation, as Anthropic's ids
 * say nothing to a reader. `zone` is an IANA time zone; the machine's own by default.
 */
export function versionLabel(version: Pick<RemoteVersion, 'key' | 'createdAt'>, zone?: string): string {
  return isCounted(version.key) ? `v${version.key}` : minuteOf(version.createdAt, zone);
}

/** Registries that count start at 1; a microsecond time stamp is no count. */
function isCounted(key: string): boolean {
  return /^[1-9]\d{0,8}$/.test(key);
}

function minuteOf(time: number, zone: string | undefined): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'short',
    ...(zone ? { timeZone: zone } : {}),
  });
  return parts.format(time);
}

/** What the version after `latest` will be called, as far as can be known; `latest` null: the first one. */
export function nextVersionWords(active: 'pointer' | 'latest', latest: string | null): string {
  if (active === 'latest') {
    return latest === null ? 'first version' : 'new version';
  }
  if (latest === null) {
    return 'v1';
  }
  return /^[1-9]\d{0,8}$/.test(latest) ? `v${Number(latest) + 1}` : 'new version';
}

/** What the version is called whose key and time a link or a registry tells. `createdAt` in ms or ISO 8601. */
export function versionWords(key: string, createdAt: number | string): string {
  return versionLabel({ key, createdAt: new Date(createdAt).getTime() });
}
