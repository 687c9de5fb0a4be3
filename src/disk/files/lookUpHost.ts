import { lookup } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** A name that takes longer than this is a proxy's to look up, in milliseconds. */
const maxWait = 2_000;

/** Every address that this machine knows of a host's name. Rejects where it knows none, or does not in time. */
export async function lookUpHost(hostname: string): Promise<readonly string[]> {
  const late = new AbortController();
  const tooLate = pause(maxWait, undefined, { signal: late.signal, ref: false }).then(() => {
    throw new Error('The name was not looked up in time.');
  });
  // Nobody waits for it any more once the other was first.
  tooLate.catch(() => undefined);
  try {
    const found = await Promise.race([lookup(hostname, { all: true }), tooLate]);
    return found.map(({ address }) => address);
  } finally {
    late.abort();
  }
}
