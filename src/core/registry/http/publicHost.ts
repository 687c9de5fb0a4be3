/** The addresses of a name, as texts such as `10.0.0.1` or `fd00::1`. Rejects where it is not known. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/**
 * Whether content may be fetched from there: https, at a name or an address of the public network. A name is looked up,
 * too; one that cannot be, as behind a proxy that does that, is taken for what it looks like.
 */
export async function isPublicPlace(
  { protocol, hostname, username, password }: URL,
  lookup: Lookup,
): Promise<boolean> {
  const host = hostname.replace(/\.$/, '').toLowerCase();
  if (protocol !== 'https:' || username !== '' || password !== '' || !isPublicHost(host)) {
    return false;
  }
  const addresses = isAddress(host) ? [] : await lookup(host).catch(() => []);
  return addresses.every(address => isPublicAddress(address.toLowerCase()));
}

function isPublicHost(host: string): boolean {
  if (isAddress(host)) {
    return isPublicAddress(host.replace(/^\[|\]$/g, ''));
  }
  return host.includes('.') && !localNames.test(host);
}

/** Names that are somebody's own network, or nobody's. */
const localNames = /\.(localhost|local|internal|lan|home|corp|intranet|private|test|invalid|onion|arpa)$/;

function isAddress(host: string): boolean {
  return host.startsWith('[') || isIpv4(host);
}

function isIpv4(text: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(text);
}

function isPublicAddress(address: string): boolean {
  return isIpv4(address) ? isPublicIpv4(address) : isPublicIpv6(address);
}

/**
 * Of IPv6 only global unicast, 2000::/3, and none of what carries an IPv4 address (2001::/32, 2002::/16), serves
 * protocols (2001::/23) or is for documents (2001:db8::/32, 3fff::/20).
 */
function isPublicIpv6(address: string): boolean {
  const [first = '', second = ''] = address.split(':');
  if (!/^[23][0-9a-f]{3}$/.test(first) || first === '2002' || first === '3fff') {
    return false;
  }
  const next = Number.parseInt(second || '0', 16);
  return first !== '2001' || (next >= 0x200 && next !== 0xdb8);
}

function isPublicIpv4(address: string): boolean {
  const [a = 0, b = 0, c = 0] = address.split('.').map(Number);
  const isReserved =
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && (b === 168 || (b === 0 && c <= 2))) ||
    (a === 198 && (b === 18 || b === 19));
  return !isReserved;
}
