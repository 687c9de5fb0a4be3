import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressOf, checkAddress, enteredAddress } from '../../../../../src/core/registry/http/address.ts';
import { anyText } from '../../../../support/anyText.ts';

const none = new Map<string, string>();

function check(baseURL: string) {
  return checkAddress({ id: 'r', label: 'R', kind: 'openai', baseURL });
}

test('https goes anywhere, plain http to this machine', () => {
  for (const address of [
    'https://api.openai.com/v1',
    'https://10.0.0.7:8443/skills/v1/',
    'http://localhost:8123/v1',
    'http://LOCALHOST/v1',
    'http://127.0.0.1:1/v1',
    'http://127.255.0.9/v1',
    'http://[::1]:8123/v1',
    // The URL standard reads these as 127.0.0.1.
    'http://2130706433/v1',
    'http://0x7f.1/v1',
  ]) {
    assert.ok(check(address).ok, address);
  }
  for (const address of [
    'http://10.0.0.7/v1',
    'http://192.168.0.1/v1',
    'http://localhost.evil.example/v1',
    'http://evil.example/localhost',
    'http://evil.example#127.0.0.1',
    'http://evil.example?127.0.0.1',
    'http://128.0.0.1/v1',
    'http://[::ffff:10.0.0.7]/v1',
  ]) {
    const checked = check(address);
    assert.equal(!checked.ok && checked.failure.kind, 'insecure-address', address);
  }
});

test('an address with a name and a password in it is none', () => {
  for (const address of ['https://user@api.example/v1', 'https://:key@api.example/v1']) {
    const checked = check(address);
    assert.equal(!checked.ok && checked.failure.kind, 'unreachable', address);
  }
});

test('the path is put below the base, with or without a slash at its end', () => {
  for (const base of ['https://a.example/v1', 'https://a.example/v1/', 'https://a.example/v1//']) {
    assert.equal(addressOf(new URL(base), ['skills', 's'], none)?.href, 'https://a.example/v1/skills/s');
  }
  assert.equal(addressOf(new URL('https://a.example'), ['skills'], none)?.href, 'https://a.example/skills');
});

test("the base's own query stays, its fragment goes, and values are escaped", () => {
  const url = addressOf(
    new URL('https://a.example/v1?api-version=1&x=a%20b#top'),
    ['skills'],
    new Map([['after', 'a&b=c#d']]),
  );
  assert.equal(url?.href, 'https://a.example/v1/skills?api-version=1&x=a+b&after=a%26b%3Dc%23d');
});

test('whatever an id is, it stays one step below its place', () => {
  const base = new URL('https://a.example/v1');
  const ids = fc.oneof(
    fc.string(),
    anyText(),
    fc.stringMatching(/^[./\\%?#:@a-z0-9]{1,12}$/),
    fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '..%2f',
      '../..',
      '//evil.example',
      '\\..\\',
      'ghcr.io/a/b:1@sha256:0',
    ),
  );
  fc.assert(
    fc.property(ids, ids, (first, second) => {
      fc.pre(first.isWellFormed() && second.isWellFormed());
      const url = addressOf(base, ['skills', first, 'versions', second], none);
      const leadsAway = [first, second].some(name => name === '' || name === '.' || name === '..');
      assert.equal(url === null, leadsAway);
      if (url === null) {
        return;
      }
      assert.equal(url.origin, base.origin);
      const steps = url.pathname.split('/');
      assert.equal(steps.length, 6, url.href);
      assert.deepEqual(steps.map(decodeURIComponent), ['', 'v1', 'skills', first, 'versions', second]);
      assert.equal(url.search + url.hash, '');
    }),
    { numRuns: 2000 },
  );
});

test('an address that was pasted with /skills at its end is taken without it', () => {
  for (const [entered, address] of [
    ['https://a.example/v1/skills', 'https://a.example/v1'],
    [' https://a.example/v1/skills/ ', 'https://a.example/v1'],
    ['https://a.example/skills', 'https://a.example'],
    ['https://a.example/v1', 'https://a.example/v1'],
    ['https://skills/v1', 'https://skills/v1'],
    ['https://a.example/my-skills', 'https://a.example/my-skills'],
    ['https://', 'https://'],
  ] as const) {
    assert.equal(enteredAddress(entered), address);
  }
});
