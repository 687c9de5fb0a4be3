import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  formatFacts,
  isFolderName,
  parseFacts,
  type VersionFacts,
} from '../../../../src/core/published/cachedVersion.ts';

const facts: VersionFacts = {
  registryKey: 'openai',
  skillId: 'skill_1',
  version: '3',
  name: 'pdf',
  description: 'Reads.',
  metadataVersion: '1.0.0',
  folderName: 'pdf',
  topFolder: 'pdf',
  zipBytes: 512,
  files: [{ path: 'SKILL.md', size: 3, isExecutable: false, digest: 'sha256:0' }],
  digest: 'sha256:1',
  deletedAt: null,
  label: null,
};

/** The text with a field replaced, or without it. */
function textWith(changes: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...JSON.parse(formatFacts(facts)), ...changes });
}

describe('what is kept beside a cached bundle', () => {
  test('comes back as it was', () => {
    const { format: _, ...back } = { format: 1, ...parseFacts(formatFacts(facts)) };
    assert.deepEqual(back, facts);
  });

  test('may lack what the manifest does not say', () => {
    for (const field of ['name', 'description', 'metadataVersion', 'topFolder']) {
      assert.notEqual(parseFacts(textWith({ [field]: null })), null, field);
    }
  });

  const damages: readonly (readonly [title: string, text: string])[] = [
    ['cut off', formatFacts(facts).slice(0, -1)],
    ['empty', ''],
    ['another kind of JSON', '[]'],
    ['null', 'null'],
    ['of another format', textWith({ format: 2 })],
    ['without a format', textWith({ format: undefined })],
    ['without files', textWith({ files: undefined })],
    ['with a file without a digest', textWith({ files: [{ path: 'a', size: 1, isExecutable: true }] })],
    ['with no file where one should be', textWith({ files: [null] })],
    ['with a size that is none', textWith({ zipBytes: '512' })],
    ['with a number for a name', textWith({ name: 7 })],
    ['with a text for a time', textWith({ deletedAt: 'yesterday' })],
    ...['registryKey', 'skillId', 'version', 'folderName', 'digest'].map(
      field => [`without ${field}`, textWith({ [field]: undefined })] as const,
    ),
  ];
  for (const [title, text] of damages) {
    test(`is not taken when it is ${title}`, () => assert.equal(parseFacts(text), null));
  }
});

test('a name can be a folder in an address, unless it leads elsewhere', () => {
  for (const name of ['pdf', 'é x', '...', '.hidden', 'a%2Fb']) {
    assert.equal(isFolderName(name), true, name);
  }
  for (const name of ['', '.', '..', 'a/b', 'a\\b', 'a\nb', '\0']) {
    assert.equal(isFolderName(name), false);
  }
});
