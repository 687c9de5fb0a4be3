import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestBytes } from '../../../../src/core/bundle/bundleFile.ts';
import { inspectBundle } from '../../../../src/core/published/inspectBundle.ts';
import { openVersion } from '../../../../src/core/published/versionStore.ts';
import { inspectTrust } from '../../../../src/core/trust/inspectTrust.ts';
import { trustSummary } from '../../../../src/core/trust/trustText.ts';
import { assertOk } from '../../../support/result.ts';
import type { MemoryEntry } from '../../../support/skill/memoryFolder.ts';
import { gitArchives, gitZip } from '../../../support/zip/gitArchives.ts';
import { packUpload, skillText } from '../../../support/zip/skillUpload.ts';

const key = { registryKey: 'openai', skillId: 's', version: '3' };
const manifest = skillText('pdf', 'Reads. Use for PDFs.').replace(
  'description:',
  'metadata:\n  version: "1.2"\ndescription:',
);

async function zipOf(files: Readonly<Record<string, MemoryEntry>>, topFolder = 'pdf'): Promise<Blob> {
  return (await packUpload(topFolder, files)).blob;
}

async function factsOf(zip: Blob) {
  const facts = await inspectBundle(key, zip);
  assert.ok(facts.ok, JSON.stringify(facts));
  return facts.value;
}

async function opened(zip: Blob, facts?: Awaited<ReturnType<typeof factsOf>>) {
  const version = await openVersion(facts ?? (await factsOf(zip)), zip);
  assertOk(version);
  return version.value;
}

describe('what is known of a downloaded version', () => {
  for (const archive of gitArchives.filter(({ title }) => !/backslash|empty/.test(title))) {
    it(`is what it holds although nobody may unpack it: ${archive.title}`, async () => {
      const zip = new Blob([gitZip(archive)]);
      const version = await opened(zip);
      const last = version.facts.files.at(-1)?.path ?? '';
      assert.ok((await version.read(last)).ok);
      assert.equal(version.facts.files.length, 1 + archive.files('').length);
      const report = await inspectTrust(
        (async function* () {
          for (const { path, isExecutable } of version.facts.files) {
            yield { path, isExecutable, content: new Uint8Array() };
          }
        })(),
      );
      assert.match(trustSummary(report), /^a Git repository/);
    });
  }

  it('is what it is a copy of, and what it holds', async () => {
    const zip = await zipOf({
      'SKILL.md': manifest,
      'run.sh': { content: '#!/bin/sh\n', isExecutable: true },
    });
    const { files, digest, ...facts } = await factsOf(zip);
    assert.deepEqual(facts, {
      ...key,
      name: 'pdf',
      description: 'Reads. Use for PDFs.',
      metadataVersion: '1.2',
      folderName: 'pdf',
      topFolder: 'pdf',
      zipBytes: zip.size,
      deletedAt: null,
      label: null,
    });
    assert.match(digest, /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(
      files.map(({ path, size, isExecutable }) => [path, size, isExecutable]),
      [
        ['SKILL.md', manifest.length, false],
        ['run.sh', 10, true],
      ],
    );
  });

  const names: readonly (readonly [
    what: string,
    text: string,
    topFolder: string,
    name: string | null,
    folder: string,
  ])[] = [
    ['the skill’s name before the folder’s', skillText('pdf', 'D.'), 'other', 'pdf', 'pdf'],
    [
      'the folder’s where the name would lead elsewhere',
      skillText('../pdf', 'D.'),
      'other',
      '../pdf',
      'other',
    ],
    ['the folder’s where there is no front matter', '# Nothing\n', 'other', null, 'other'],
  ];
  for (const [what, text, topFolder, name, folder] of names) {
    it(`names the folder to be made: ${what}`, async () => {
      const facts = await factsOf(await zipOf({ 'SKILL.md': text }, topFolder));
      assert.deepEqual([facts.name, facts.folderName], [name, folder]);
    });
  }

  it('is nothing where the registry sent no skill', async () => {
    for (const zip of [new Blob(['<html>']), new Blob([]), await zipOf({ 'README.md': 'x' })]) {
      const facts = await inspectBundle(key, zip);
      assert.ok(!facts.ok && facts.failure.kind === 'bad-archive');
    }
  });
});

describe('a file of a downloaded version', () => {
  it('is read as it was when it was downloaded', async () => {
    const version = await opened(await zipOf({ 'SKILL.md': manifest, 'a/b.txt': 'text' }));
    const content = await version.read('a/b.txt');
    assert.deepEqual(content.ok && Buffer.from(content.value).toString(), 'text');
    assert.equal(version.isDamaged(), false);
    await assert.rejects(async () => version.read('c.txt'), /no such file/);
  });

  const zips = {
    'another content': { 'SKILL.md': manifest, 'a.txt': 'changed' },
    'no such file': { 'SKILL.md': manifest },
  };
  for (const [what, files] of Object.entries(zips)) {
    it(`is refused where the copy has ${what}, and the copy called damaged`, async () => {
      const facts = await factsOf(await zipOf({ 'SKILL.md': manifest, 'a.txt': 'text' }));
      const version = await opened(await zipOf(files), facts);
      assert.ok((await version.read('SKILL.md')).ok);
      assert.equal(version.isDamaged(), false);
      const content = await version.read('a.txt');
      assert.ok(!content.ok && content.failure.kind === 'bad-archive' && content.failure.entry === 'a.txt');
      assert.equal(version.isDamaged(), true);
    });
  }

  it('is found by its whole path where the zip has no folder around everything', async () => {
    const facts = await factsOf(await zipOf({ 'SKILL.md': manifest }));
    const inFolder = await zipOf({ 'SKILL.md': manifest });
    const digest = digestBytes(Buffer.from(manifest));
    const files = [{ path: 'pdf/SKILL.md', size: manifest.length, isExecutable: false, digest }];
    const version = await opened(inFolder, { ...facts, topFolder: null, files });
    assert.ok((await version.read('pdf/SKILL.md')).ok);
  });

  it('cannot be read from what is no archive', async () => {
    const facts = await factsOf(await zipOf({ 'SKILL.md': manifest }));
    const version = await openVersion(facts, new Blob(['no zip']));
    assert.ok(!version.ok && version.failure.kind === 'bad-archive');
  });
});
