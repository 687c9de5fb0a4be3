import { plainText } from '../text/plainText.ts';
import type { RemoteVersion } from './contract.ts';

/**
 * What people call a version: `v3` where the registry counts, else the second of its creation with the zone that it is
 * told in, as Anthropic's ids say nothing to a reader, and a log may be read elsewhere. Where the time is none, as in a
 * link file that somebody changed, the id. `zone` is an IANA time zone; the machine's own by default.
 */
export function versionLabel(version: Pick<RemoteVersion, 'key' | 'createdAt'>, zone?: string): string {
  const { key, createdAt } = version;
  const counted = countedLabel(key);
  if (counted !== null) {
    return counted;
  }
  return Number.isNaN(new Date(createdAt).getTime()) ? plainText(key) : momentOf(createdAt, zone);
}

/**
 * `v3` where the registry counts, else null: other keys say nothing to a reader. Registries that count start at 1; a
 * microsecond time stamp is no count.
 */
export function countedLabel(key: string): string | null {
  return /^[1-9]\d{0,8}$/.test(key) ? `v${key}` : null;
}

/** `2026-11-21 09:05:59 UTC`. */
function momentOf(time: number, zone: string | undefined): string {
  const timeZone = zone ? { timeZone: zone } : {};
  const parts = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', ...timeZone });
  const named = new Intl.DateTimeFormat('en', { timeZoneName: 'short', ...timeZone }).formatToParts(time);
  const name = named.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${parts.format(time)} ${name}`.trimEnd();
}

/** What the version after `latest` will be called, as far as can be known; `latest` null: the first one. */
export function nextVersionWords(active: 'pointer' | 'latest', latest: string | null): string {
  if (active === 'latest') {
    return latest === null ? 'first version' : 'new version';
  }
  if (latest === null) {
    return 'v1';
  }
  return countedLabel(latest) === null ? 'new version' : `v${Number(latest) + 1}`;
}

/** What the version is called whose key and time a link or a registry tells. `createdAt` in ms or ISO 8601. */
export function versionWords(key: string, createdAt: number | string): string {
  return versionLabel({ key, createdAt: new Date(createdAt).getTime() });
}
