import assert from 'node:assert/strict';
import { test } from 'node:test';
import { registryKey } from '../../../../src/core/link/registryKey.ts';
import { keyVariableFor, profileOf, vendors } from '../../../../src/core/registry/vendors.ts';
import { anthropicLimits, openaiLimits } from '../../../../src/core/skill/limits.ts';

test("a vendor's own address is one of those that lead to its registry, and none needs a place in the link file", () => {
  for (const kind of ['openai', 'anthropic'] as const) {
    const { baseURL, addresses } = vendors[kind];
    assert.ok(addresses.includes(baseURL));
    for (const address of addresses) {
      assert.equal(registryKey({ kind, baseURL: `${address}/` }), kind);
    }
  }
});

test('the registry on this machine is held to the rules of OpenAI', () => {
  assert.equal(profileOf('local'), profileOf('openai'));
  assert.notEqual(profileOf('anthropic'), profileOf('openai'));
});

test('a megabyte of a vendor is read both ways: a warning above 10⁶ bytes, an error above 2²⁰', () => {
  assert.deepEqual(openaiLimits.file, { megabytes: 25, strict: 25_000_000, generous: 26_214_400 });
  assert.deepEqual(anthropicLimits.total, { megabytes: 30, strict: 30_000_000, generous: 31_457_280 });
});

test("a vendor's key is looked for only for the vendor's own origin, whatever protocol another address speaks", () => {
  assert.equal(keyVariableFor('openai', 'https://api.openai.com/v1'), 'OPENAI_API_KEY');
  assert.equal(keyVariableFor('anthropic', 'https://api.anthropic.com/v1/'), 'ANTHROPIC_API_KEY');
  for (const address of [
    'https://skills.corp.example/v1',
    'http://api.openai.com/v1',
    'https://api.openai.com:8443/v1',
    'https://api.openai.com.example/v1',
  ]) {
    assert.equal(keyVariableFor('openai', address), 'SKILLWRIGHT_KEY', address);
    assert.equal(keyVariableFor('anthropic', address), 'SKILLWRIGHT_KEY', address);
  }
});
