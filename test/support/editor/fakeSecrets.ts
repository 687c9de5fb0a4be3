/**
 * Credentials of the right shape that open nothing, put together at run time so that no scanner stumbles over this
 * repository. The same seed gives the same values.
 */
export function fakeSecrets(seed = 1) {
  const random = generator(seed);
  const text = (length: number, alphabet = letters + digits) =>
    Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('');
  const base64Lines = (count: number) => Array.from({ length: count }, () => text(64)).join('\n');
  const pem = (kind: string) =>
    `${dashes}BEGIN ${kind}PRIVATE ${'KEY'}${dashes}\n${base64Lines(6)}\n${dashes}END ${kind}PRIVATE ${'KEY'}${dashes}`;
  return {
    openai: ['sk', 'proj', text(74) + ['T3Blbk', 'FJ'].join('') + text(74)].join('-'),
    openaiShort: ['sk', text(48)].join('-'),
    anthropic: ['sk', 'ant', 'api03', `${text(93)}AA`].join('-'),
    awsId: ['AK', 'IA', text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')].join(''),
    awsSecret: text(40, `${letters + digits}+/`),
    github: ['ghp', text(36)].join('_'),
    githubFineGrained: ['github', 'pat', text(22), text(59)].join('_'),
    npm: ['npm', text(36)].join('_'),
    slack: ['xoxb', text(12, digits), text(24)].join('-'),
    rsaKey: pem('RSA '),
    pkcs8Key: pem(''),
    opensshKey: pem('OPENSSH '),
  };
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
const dashes = '-----';

/** A small linear congruential generator; quality does not matter here. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
