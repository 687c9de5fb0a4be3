import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { contentDigest, digestBytes } from '../../../../src/core/bundle/bundleFile.ts';

const file = (path: string, content = path, isExecutable = false) => ({
  path,
  isExecutable,
  digest: digestBytes(Buffer.from(content)),
});

test('the digest of a skill is that of its files, one line each, as documented', () => {
  const files = [file('b/run.sh', 'b', true), file('a.md', 'a')];
  const text = `a.md\0-\0${digestBytes(Buffer.from('a'))}\nb/run.sh\0x\0${digestBytes(Buffer.from('b'))}\n`;
  assert.equal(contentDigest(files), `sha256:${createHash('sha256').update(text).digest('hex')}`);
});

test('the order of the files does not matter', () => {
  const files = ['\uff5e', '😀', 'é', 'a/b', 'a', 'a-b', 'B'].map(path => file(path));
  assert.equal(contentDigest(files), contentDigest(files.toReversed()));
});

test('a path, a content or an executable bit makes another digest', () => {
  const digests = [
    [file('a.md', 'a'), file('b.md', 'b')],
    [file('a.md', 'b'), file('b.md', 'a')],
    [file('a.md', 'a'), file('c.md', 'b')],
    [file('a.md', 'a', true), file('b.md', 'b')],
    [file('a.md', 'a'), file('b.md', 'b', true)],
    [file('a.md', 'a')],
    [],
  ].map(contentDigest);
  assert.equal(new Set(digests).size, digests.length);
});
