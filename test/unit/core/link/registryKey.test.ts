import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import {
  parseRegistryKey,
  type RegistryIdentity,
  registryKey,
  registryKeyLabel,
} from '../../../../src/core/link/registryKey.ts';

describe('registryKey', () => {
  it('is short for the vendors themselves, however their address is written', () => {
    assert.equal(registryKey({ kind: 'openai' }), 'openai');
    assert.equal(registryKey({ kind: 'openai', baseURL: 'https://API.openai.com/v1/' }), 'openai');
    assert.equal(registryKey({ kind: 'anthropic', baseURL: 'https://api.anthropic.com' }), 'anthropic');
    assert.equal(registryKey({ kind: 'anthropic', baseURL: 'https://api.anthropic.com/v1' }), 'anthropic');
  });

  it('tells accounts and gateways apart', () => {
    const keys = [
      registryKey({ kind: 'openai' }),
      registryKey({ kind: 'openai', project: 'proj_1' }),
      registryKey({ kind: 'openai', organization: 'org_1', project: 'proj_1' }),
      registryKey({ kind: 'openai', baseURL: 'https://gateway.example.com/v1' }),
      registryKey({ kind: 'openai', baseURL: 'https://gateway.example.com/eu/v1' }),
      registryKey({ kind: 'anthropic', baseURL: 'https://gateway.example.com/v1' }),
      registryKey({ kind: 'anthropic', workspace: 'wrkspc_1' }),
    ];
    assert.equal(new Set(keys).size, keys.length);
    assert.equal(keys[3], 'openai https://gateway.example.com/v1');
    assert.equal(keys[6], 'anthropic workspace=wrkspc_1');
  });

  it('is the same for the embedded registry on any port, and never holds a password of an address', () => {
    assert.equal(registryKey({ kind: 'local', baseURL: 'http://127.0.0.1:4711/v1' }), 'local');
    assert.equal(registryKey({ kind: 'local', baseURL: 'http://127.0.0.1:80/v1' }), 'local');
    const key = registryKey({ kind: 'openai', baseURL: 'https://me:pass@gateway.example.com/v1?key=1' });
    assert.equal(key, 'openai https://gateway.example.com/v1');
  });
});

test('a key of the link file is read back as the registry that it names, and as nothing else', () => {
  const identities: readonly RegistryIdentity[] = [
    { kind: 'local' },
    { kind: 'openai' },
    { kind: 'openai', project: 'proj_1' },
    { kind: 'anthropic', baseURL: 'https://gateway.example.com/v1', workspace: 'wrkspc_1' },
  ];
  for (const identity of identities) {
    assert.deepEqual(parseRegistryKey(registryKey(identity)), identity);
  }
  for (const key of ['', 'gopher', 'openai http://', 'openai project=', 'openai proj_1', 'openai x=y']) {
    assert.equal(parseRegistryKey(key), null, key);
  }
});

test('a registry that is not set up is called by its server, or by its vendor', () => {
  assert.equal(registryKeyLabel('openai https://skills.corp.example/v1'), 'skills.corp.example');
  assert.equal(registryKeyLabel('openai project=proj_1'), 'OpenAI (proj_1)');
  assert.equal(registryKeyLabel('anthropic'), 'Anthropic');
  assert.equal(registryKeyLabel('nonsense $(x)'), 'nonsense $ (x)');
});
