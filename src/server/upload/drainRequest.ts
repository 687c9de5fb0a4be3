import type { IncomingMessage } from 'node:http';

/** A refused upload is read on for so many bytes, because most clients listen only when they have sent all. */
export const politeBytes = 128 * 2 ** 20;

/** Reads what is left of a request, within `politeBytes`. Never fails. */
export async function drainRequest(request: IncomingMessage): Promise<void> {
  let rest = politeBytes;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      rest -= (chunk as Buffer).length;
      if (rest < 0) {
        return;
      }
    }
  } catch {
    // The client went away; the answer goes nowhere.
  }
}
