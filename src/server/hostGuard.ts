import type { RequestListener } from 'node:http';

const ownHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses requests that call this machine by another name: a web page that had its own domain resolve to 127.0.0.1
 * (DNS rebinding) must not reach the registry. The port may differ, since editors forward ports.
 */
export function guardHost(listener: RequestListener): RequestListener {
  return (incoming, outgoing) => {
    if (ownHosts.test(incoming.headers.host ?? '')) {
      listener(incoming, outgoing);
      return;
    }
    const message = 'This registry answers to 127.0.0.1 and localhost only.';
    const error = { message, type: 'invalid_request_error', param: null, code: 'wrong_host' };
    outgoing.writeHead(421, { 'content-type': 'application/json', connection: 'close' });
    outgoing.end(JSON.stringify({ error }));
  };
}
