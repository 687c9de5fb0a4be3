import { versionLabel } from '../registry/versionLabel.ts';

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
