import { baseName } from '../text/paths.ts';

/** What the file's name alone says it is, as in "private SSH key"; null for an ordinary name. `path` has `/`. */
export function credentialName(path: string): string | null {
  const lower = path.toLowerCase();
  const name = baseName(lower);
  const known = exactNames.get(name);
  if (known !== undefined) {
    return known;
  }
  if (template.test(name)) {
    return null;
  }
  const byName = names.find(([pattern]) => pattern.test(name));
  if (byName) {
    return byName[1];
  }
  const isHidden = lower.startsWith('.') || lower.includes('/.');
  return (isHidden && paths.find(([pattern]) => pattern.test(lower))?.[1]) || null;
}

/** `.env.example` and its like are meant to be shared; what they hold is still looked at. */
const template = /\.(example|sample|template|dist|defaults?|schema)(\.|$)/;

const exactNames: ReadonlyMap<string, string> = new Map([
  ['.env', 'environment file with settings'],
  ['.envrc', 'environment file with settings'],
  ['.netrc', 'password file'],
  ['_netrc', 'password file'],
  ['.pgpass', 'password file'],
  ['.my.cnf', 'password file'],
  ['.htpasswd', 'password file'],
  ['.git-credentials', 'password file'],
  ['.pypirc', 'password file'],
  ['.dockercfg', 'registry credentials'],
  ['.boto', 'cloud credentials'],
  ['.s3cfg', 'cloud credentials'],
  ['application_default_credentials.json', 'cloud credentials'],
]);

const names: readonly (readonly [RegExp, string])[] = [
  [/^\.env\.|\.env$/, 'environment file with settings'],
  [/^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, 'private SSH key'],
  [/\.(pem|key|p12|pfx|ppk|jks|keystore|kdbx)$/, 'key or key store'],
  [/^(credentials|client_secrets?|service[-_]account)([-_.].+)?\.json$/, 'cloud credentials'],
  [/^(credentials|secrets?)\.(json|ya?ml|toml|ini|txt)$/, 'file of secrets'],
  [/\.(mobileprovision|ovpn|tfstate|tfvars)$/, 'file that usually holds credentials'],
];

const paths: readonly (readonly [RegExp, string])[] = [
  [/(^|\/)\.(aws|gcloud|azure)\/[^/]+$/, 'cloud credentials'],
  [/(^|\/)\.docker\/config\.json$/, 'registry credentials'],
  [/(^|\/)\.kube\/config$/, 'cluster credentials'],
];
