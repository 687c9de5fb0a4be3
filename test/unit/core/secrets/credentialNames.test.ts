import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { credentialName } from '../../../../src/core/secrets/credentialNames.ts';

describe('credentialName', () => {
  for (const path of [
    '.env',
    'config/.env.production',
    'prod.env',
    '.envrc',
    'keys/id_rsa',
    'id_ed25519',
    'server.pem',
    'certs/SERVER.KEY',
    'store.p12',
    'credentials.json',
    'client_secret.apps.json',
    'service-account.json',
    'secrets.yaml',
    'secrets.json',
    'client_secret_123.apps.googleusercontent.com.json',
    '.aws/credentials',
    '.docker/config.json',
    'home/.kube/config',
    '.netrc',
    '.git-credentials',
    'main.tfstate',
  ]) {
    it(`takes ${path} for a credential`, () => assert.notEqual(credentialName(path), null));
  }

  for (const path of [
    'SKILL.md',
    '.env.example',
    'config/prod.env.example',
    'server.example.pem',
    '.env.sample',
    'id_rsa.pub',
    'scripts/environment.py',
    'references/keys.md',
    'keyboard.json',
    'data/config.json',
    'docs/secrets.md',
    '.npmrc',
    'pem',
  ]) {
    it(`takes ${path} for an ordinary file`, () => assert.equal(credentialName(path), null));
  }
});
