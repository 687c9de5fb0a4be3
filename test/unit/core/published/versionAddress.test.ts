import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatAddress, parseAddress, rootOf } from '../../../../src/core/published/versionAddress.ts';

const ref = { registryId: 'local', skillId: 'skill_1', version: '3' };
const root = '/Local/v3/pdf';

test("an address ends as the file's path would on a disk, and leads back to the version", () => {
  const address = formatAddress(ref, root, 'scripts/a b.sh');
  assert.equal(address.path, '/Local/v3/pdf/scripts/a b.sh');
  assert.deepEqual(parseAddress(address), { ref, root, path: 'scripts/a b.sh', next: null });
});

test("the skill's folder has an address, with or without a slash at the end", () => {
  const { query } = formatAddress(ref, root, '');
  for (const path of [root, `${root}/`]) {
    assert.deepEqual(parseAddress({ path, query }), { ref, root, path: '', next: null });
  }
});

test('what is above leads on to it', () => {
  const { query } = formatAddress(ref, root, '');
  const nextOf = (path: string) => parseAddress({ path, query })?.next;
  assert.deepEqual(['/', '/Local', '/Local/v3', '/Other', '/Local/v'].map(nextOf), [
    'Local',
    'v3',
    'pdf',
    undefined,
    undefined,
  ]);
});

test('what is no address of a version is null', () => {
  const { query } = formatAddress(ref, root, '');
  for (const path of ['', 'Local/v3/pdf', `${root}/../x`, `${root}/a//b`, `${root}/./a`]) {
    assert.equal(parseAddress({ path, query }), null, path);
  }
  const queries = [
    '',
    '[]',
    'null',
    '{"registry":"local"}',
    query.replace('"3"', '3'),
    query.replace(root, '/..'),
  ];
  for (const bad of queries) {
    assert.equal(parseAddress({ path: root, query: bad }), null, bad);
  }
});

test('names from anywhere make one folder each', () => {
  assert.equal(rootOf('My/Team', '..', 'a\\b', '', 'v3'), '/My-Team/-/a-b/-/v3');
});

test('whatever ids and labels are, an address leads back', () => {
  const text = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(text, text, text, text, (registryId, skillId, version, label) => {
      const any = { registryId, skillId, version };
      const place = rootOf(label, 'pdf');
      assert.deepEqual(parseAddress(formatAddress(any, place, 'SKILL.md'))?.ref, any);
    }),
  );
});
