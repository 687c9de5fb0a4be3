/** What the file's name alone says it is, as in "private key"; null for an ordinary name. `path` has `/`. */
export function credentialName(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return names.find(([pattern]) => pattern.test(name) || pattern.test(path.toLowerCase()))?.[1] ?? null;
}

const names: readonly (readonly [RegExp, string])[] = [
  // Templates such as .env.example are meant to be shared; their text is still scanned.
  [/^\.env(\.(?!(example|sample|template|dist|defaults?)$)[^/]+)?$/, 'environment file with settings'],
  [/^[^/]+\.env$/, 'environment file with settings'],
  [/^\.envrc$/, 'environment file with settings'],
  [/^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, 'private SSH key'],
  [/\.(pem|key|p12|pfx|ppk|jks|keystore|kdbx)$/, 'key or key store'],
  [/^\.(netrc|_netrc|pgpass|my\.cnf|htpasswd|git-credentials|pypirc|dockercfg|boto|s3cfg)$/, 'password file'],
  [/^_netrc$/, 'password file'],
  [/(^|\/)\.(aws|gcloud|azure)\/[^/]+$/, 'cloud credentials'],
  [/(^|\/)\.docker\/config\.json$/, 'registry credentials'],
  [/(^|\/)\.kube\/config$/, 'cluster credentials'],
  [/^(credentials|client_secrets?|service[-_]account)(\.[^/]+)?\.json$/, 'cloud credentials'],
  [/^(credentials|secrets?)\.(ya?ml|toml|ini|txt|env)$/, 'file of secrets'],
  [/^application_default_credentials\.json$/, 'cloud credentials'],
  [/\.(mobileprovision|ovpn|tfstate|tfvars)$/, 'file that usually holds credentials'],
];
