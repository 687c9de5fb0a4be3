/** The host of an address, with its port where it has one; the address itself when it is none. */
export function hostOf(address: string): string {
  // Not `URL.parse`: Node 20, which the command line runs on, lacks it.
  return URL.canParse(address) ? new URL(address).host : address;
}
