import { createSign, generateKeyPairSync } from 'node:crypto';

/** A certificate for localhost, 127.0.0.1 and other hosts that nobody vouches for, and its key, both as PEM. */
export function selfSigned(hosts: readonly string[] = []): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(objectId([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const name = sequence(set(sequence(objectId([0x55, 0x04, 0x03]), element(0x0c, Buffer.from('localhost')))));
  const names = sequence(
    ...['localhost', ...hosts].map(host => element(0x82, Buffer.from(host))),
    element(0x87, Buffer.from([127, 0, 0, 1])),
  );
  const alternatives = sequence(objectId([0x55, 0x1d, 0x11]), element(0x04, names));
  const authority = sequence(
    objectId([0x55, 0x1d, 0x13]),
    element(0x04, sequence(element(0x01, Buffer.from([0xff])))),
  );
  const facts = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(time('200101000000Z'), time('491231235959Z')),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, sequence(alternatives, authority)),
  );
  const signature = createSign('sha256').update(facts).sign(privateKey);
  const whole = sequence(facts, ecdsaWithSha256, element(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

/** An element of DER: its tag, its length, its content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function sequence(...items: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(items));
}

function set(...items: readonly Buffer[]): Buffer {
  return element(0x31, Buffer.concat(items));
}

function objectId(bytes: readonly number[]): Buffer {
  return element(0x06, Buffer.from(bytes));
}

function time(text: string): Buffer {
  return element(0x17, Buffer.from(text));
}
