import type { Failure } from '../../failure/failure.ts';
import { failed, type Result, success } from '../../text/result.ts';
import type { RegistrySettings } from '../settings.ts';

/**
 * The address that a registry's calls start from. Plain http is allowed to this machine only, because a key travels
 * with every call.
 */
export function checkAddress({ label, baseURL }: RegistrySettings): Result<URL, Failure> {
  const url = URL.canParse(baseURL) ? new URL(baseURL) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    return failed({ kind: 'unreachable', registry: label, origin: baseURL, cause: 'ERR_INVALID_URL' });
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return failed({ kind: 'insecure-address', registry: label, address: url.origin });
  }
  return success(url);
}

/** An address as it was entered or pasted, up to and without `/skills`, which every call adds. */
export function enteredAddress(text: string): string {
  return text.trim().replace(/(?<=\/\/[^/?#]+(?:\/[^?#]*)?)\/skills\/*$/, '');
}

/** The address of a thing below the base; null for a name that would lead elsewhere, such as `..`, or is no text. */
export function addressOf(
  base: URL,
  path: readonly string[],
  query: ReadonlyMap<string, string>,
): URL | null {
  if (path.some(name => name === '' || name === '.' || name === '..' || !name.isWellFormed())) {
    return null;
  }
  const url = new URL(base);
  url.hash = '';
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`;
  for (const [name, value] of query) {
    url.searchParams.set(name, value);
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
