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
