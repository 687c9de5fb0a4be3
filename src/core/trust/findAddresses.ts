import { lineCounter } from '../text/lines.ts';
import type { Address, TrustPlace } from './trustReport.ts';

/** `https://host…`, `https://[IPv6]…` and the like, `git@host:path`, and bare IPv4 addresses. */
const address =
  /\b([a-z][a-z0-9+.-]{1,15}):\/\/((?:[\w.:%-]{0,64}@)?\[[0-9a-f:.]{2,45}\]|[^\s"'`<>()[\]|\\^/?#,;]{1,253})|\b[\w.-]{1,64}@([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}):[\w~/]|(?<![\d.])((?:\d{1,3}\.){3}\d{1,3})(?![\d.])/gi;

/** Places that are listed for one host; a report is to be read. */
const maxPlaces = 20;

/** Collects the hosts that texts mention. */
export class AddressFinder {
  readonly #places = new Map<string, TrustPlace[]>();

  search(path: string, text: string): void {
    const lineOf = lineCounter(text);
    for (const match of text.matchAll(address)) {
      const host = hostOf(match);
      if (host === null) {
        continue;
      }
      const places = this.#places.get(host) ?? [];
      this.#places.set(host, places);
      const line = lineOf(match.index);
      const last = places.at(-1);
      const isKnown = last?.path === path && last.line === line;
      if (!isKnown && places.length < maxPlaces) {
        places.push({ path, line });
      }
    }
  }

  /** By host. */
  found(): readonly Address[] {
    return [...this.#places]
      .map(([host, places]) => ({ host, places }))
      .sort((left, right) => (left.host < right.host ? -1 : 1));
  }
}

function hostOf([, scheme, authority, viaSsh, ip]: RegExpMatchArray): string | null {
  if (scheme?.toLowerCase() === 'file') {
    return null;
  }
  if (ip !== undefined) {
    return ip.split('.').every(part => Number(part) <= 255) ? ip : null;
  }
  const host = (authority?.slice(authority.lastIndexOf('@') + 1) ?? viaSsh ?? '')
    .replace(/:\d*$/, '')
    .replace(/[.:*_~!]+$/, '')
    .toLowerCase();
  return host === '' ? null : host;
}
