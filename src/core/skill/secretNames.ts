const exact: ReadonlySet<string> = new Set([
  '.env',
  '.netrc',
  '_netrc',
  '.npmrc',
  '.pypirc',
  '.pgpass',
  '.htpasswd',
  '.git-credentials',
  '.dockercfg',
  'id_rsa',
  'id_dsa',
  'id_ecdsa',
  'id_ed25519',
  'credentials',
  'credentials.json',
  'client_secret.json',
  'service-account.json',
  'service_account.json',
  'secrets.json',
  'secrets.yaml',
  'secrets.yml',
]);

/** `.env.example` and its like are meant to be shared. */
const template = /(?:example|sample|template|dist|schema)/;

/** True for a path whose name usually means credentials. What is inside is for the publish gate to look at. */
export function looksSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (template.test(name)) return false;
  return (
    exact.has(name) || name.startsWith('.env.') || /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)$/.test(name)
  );
}
