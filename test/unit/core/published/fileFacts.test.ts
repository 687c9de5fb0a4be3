import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestBytes } from '../../../../src/core/bundle/bundleFile.ts';
import { fileFactsText, formatFileFacts, parseFileFacts } from '../../../../src/core/published/fileFacts.ts';
import { isText } from '../../../../src/core/text/binary.ts';

const facts = { size: 12_345, digest: digestBytes(Buffer.from('x')), isExecutable: true };

test('what stands in for a binary file tells it from another', () => {
  assert.equal(
    fileFactsText(facts),
    [
      'Not shown as text.',
      '',
      'Size: 12 KB (12,345 bytes)',
      'SHA-256:',
      '  2d711642b726b04401627ca9fbac32f5',
      '  c8530fb1903cc4db02258717921a4881',
      'Executable: yes',
      '',
    ].join('\n'),
  );
});

test('facts survive in an address, and nothing else is taken for facts', () => {
  assert.deepEqual(parseFileFacts(formatFileFacts(facts)), facts);
  const bad = ['', 'null', '{}', '[1]', JSON.stringify({ ...facts, digest: 'sha256:<b>' })];
  for (const text of bad) {
    assert.equal(parseFileFacts(text), null, text);
  }
});

test('text is what has no NUL near its start and is not huge', () => {
  assert.equal(isText(Buffer.from('häßlich\n')), true);
  assert.equal(isText(new Uint8Array()), true);
  assert.equal(isText(Buffer.from('GIF89a\0')), false);
  assert.equal(isText(Buffer.alloc(3_000_000, 'x')), false);
});
