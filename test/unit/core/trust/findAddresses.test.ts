import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AddressFinder } from '../../../../src/core/trust/findAddresses.ts';

/** The hosts that a text mentions, each with the lines. */
function hostsIn(text: string): readonly string[] {
  const finder = new AddressFinder();
  finder.search('a.md', text);
  return finder.found().map(({ host, places }) => `${host} ${places.map(({ line }) => line).join()}`);
}

describe('addresses', () => {
  for (const [text, host] of [
    ['https://example.com', 'example.com'],
    ['HTTP://EXAMPLE.COM/Path', 'example.com'],
    ['https://example.com:8443/x', 'example.com'],
    ['https://user:secret@example.com/x', 'example.com'],
    ['https://a@b@example.com/x', 'example.com'],
    ['see https://example.com.', 'example.com'],
    ['**https://example.com**', 'example.com'],
    ['<https://example.com>', 'example.com'],
    ['[x](https://example.com)', 'example.com'],
    ['"https://example.com"', 'example.com'],
    ['https://example.com?q=1', 'example.com'],
    ['https://example.com#top', 'example.com'],
    ['https://example.com, and more', 'example.com'],
    ['ftp://files.example.com/a', 'files.example.com'],
    ['git+ssh://git@example.com/a.git', 'example.com'],
    ['s3://bucket/key', 'bucket'],
    ['wss://feed.example.com', 'feed.example.com'],
    ['http://localhost:3000/', 'localhost'],
    ['http://127.0.0.1:3000/', '127.0.0.1'],
    ['https://bücher.example/', 'bücher.example'],
    ['git@github.com:owner/repository.git', 'github.com'],
    ['deploy@build.example.com:/srv/app', 'build.example.com'],
    ['deploy@build.example.com:~/app', 'build.example.com'],
    ['ping 8.8.8.8', '8.8.8.8'],
    ['255.255.255.255', '255.255.255.255'],
    ['(10.0.0.1)', '10.0.0.1'],
  ] as const) {
    it(`are seen in ${text}`, () => assert.deepEqual(hostsIn(text), [`${host} 1`]));
  }

  for (const text of [
    'file:///etc/passwd',
    'FILE://server/share',
    'mailto:me@example.com',
    'me@example.com',
    'me@example.com: hello',
    'example.com',
    'version 1.2.3',
    'version 1.2.3.4.5',
    '256.1.1.1',
    '1.1.1.1.',
    'https://',
    'https:///path',
    'a://',
    'since 12:30: at once',
  ]) {
    it(`are not seen in ${JSON.stringify(text)}`, () => assert.deepEqual(hostsIn(text), []));
  }

  it('are listed by host, each line once', () => {
    assert.deepEqual(
      hostsIn('https://b.org https://b.org/2\n\nhttps://a.org\nhttps://b.org\r\nhttps://c.org'),
      ['a.org 3', 'b.org 1,4', 'c.org 5'],
    );
  });

  it('are gathered over several files', () => {
    const finder = new AddressFinder();
    finder.search('a.md', '\nhttps://a.org');
    finder.search('b/c.sh', 'https://a.org');
    assert.deepEqual(finder.found(), [
      {
        host: 'a.org',
        places: [
          { path: 'a.md', line: 2 },
          { path: 'b/c.sh', line: 1 },
        ],
      },
    ]);
  });

  it('have at most twenty places each', () => {
    assert.deepEqual(hostsIn('https://a.org\n'.repeat(30)), [
      `a.org ${Array.from({ length: 20 }, (_, i) => i + 1).join()}`,
    ]);
  });
});
