import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicPlace } from '../../../../../src/core/registry/http/publicHost.ts';
import { connectTo } from '../../../../support/registry/connectTo.ts';

const nobody = async () => [];

test('content may lie at a public name or address over https, and nowhere else', async () => {
  const isPublic = (address: string) => isPublicPlace(new URL(address), nobody);
  for (const address of [
    'https://storage.example.net/x',
    'https://1.1.1.1/x',
    'https://[2606:4700::1111]/x',
    'https://[2001:200::1]/x',
    'https://storage.example.net.:8443/x',
  ]) {
    assert.ok(await isPublic(address), address);
  }
  for (const address of [
    'http://storage.example.net/x',
    'ftp://storage.example.net/x',
    'data:application/zip;base64,UEsFBg==',
    'https://me:secret@storage.example.net/x',
    'https://localhost./x',
    'https://router/x',
    'https://2130706433/x',
    'https://0x7f.1/x',
    'https://127.1/x',
    'https://169.254.169.254/x',
    'https://100.64.0.1/x',
    'https://[::1]/x',
    'https://[::ffff:10.0.0.1]/x',
    'https://[::127.0.0.1]/x',
    'https://[64:ff9b::10.0.0.1]/x',
    'https://[fe80::1]/x',
    'https://[fd00::1]/x',
    'https://[2001::1]/x',
    'https://[2001:0:7f00:1::]/x',
    'https://[2001:db8::1]/x',
    'https://[2002:7f00:1::]/x',
    'https://[3fff::1]/x',
    'https://host.docker.internal/x',
    'https://nas.home.arpa/x',
    'https://x.onion/x',
  ]) {
    assert.ok(!(await isPublic(address)), address);
  }
});

test('a public name that leads to this machine or a private network is none', async () => {
  const leadsTo = (...addresses: readonly string[]) =>
    isPublicPlace(new URL('https://storage.example.net/x'), async () => addresses);
  assert.ok(await leadsTo('1.1.1.1', '2606:4700::1111'));
  for (const address of ['127.0.0.1', '10.1.2.3', '::1', 'FE80::1%eth0', '::ffff:127.0.0.1', '0.0.0.0']) {
    assert.ok(!(await leadsTo('1.1.1.1', address)), address);
  }
});

test('a name that cannot be looked up here, as behind a proxy, is taken for what it looks like', async () => {
  const lookup = async () => {
    throw Object.assign(new Error('x'), { code: 'ENOTFOUND' });
  };
  assert.ok(await isPublicPlace(new URL('https://storage.example.net/x'), lookup));
});

test('a download that is led to a name of a private address asks nobody there', async () => {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async input => {
    asked.push(String(input));
    return new Response(null, { status: 302, headers: { location: 'https://intern.example.net/x.zip' } });
  };
  const lookup = async () => ['192.168.1.7'];
  const registry = connectTo('https://api.example.com/v1', 'sk-test', {}, { retries: 0 }, fetch, lookup);
  const bundle = await registry.download('s', '1');
  assert.equal(bundle.ok ? 'a bundle' : bundle.failure.kind, 'foreign-origin');
  assert.equal(asked.length, 1);
});
