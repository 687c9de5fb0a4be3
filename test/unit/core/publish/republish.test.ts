import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { describeFailure } from '../../../../src/core/failure/failureText.ts';
import { type Republication, republish } from '../../../../src/core/publish/republish.ts';
import { downloadedContents } from '../../../../src/core/published/downloadedContents.ts';
import { inspectBundle } from '../../../../src/core/published/inspectBundle.ts';
import type { OpenVersion } from '../../../../src/core/published/versionStore.ts';
import { openVersion } from '../../../../src/core/published/versionStore.ts';
import { success } from '../../../../src/core/text/result.ts';
import { tempFiles } from '../../../../src/disk/files/tempFiles.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { contractKinds, openSubject } from '../../../support/registry/contractSubject.ts';
import { assertOk } from '../../../support/result.ts';
import { gitArchives, gitZip } from '../../../support/zip/gitArchives.ts';
import { packUpload, skillText } from '../../../support/zip/skillUpload.ts';

async function openUpload(blob: Blob): Promise<OpenVersion> {
  const facts = await inspectBundle({ registryKey: 'k', skillId: 's', version: '1' }, blob);
  assertOk(facts);
  const opened = await openVersion(facts.value, blob);
  assertOk(opened);
  return opened.value;
}

/** A registry of each kind with a skill of two versions, of which the first is at hand. */
async function setUp(kind: (typeof contractKinds)[number]) {
  const subject = await openSubject(kind);
  const folder = await tempFolder();
  const { registry } = subject;
  const first = await packUpload('pdf', {
    'SKILL.md': skillText('pdf', 'Reads. Use for PDFs.'),
    'run.sh': { content: '#!/bin/sh\n', isExecutable: true },
  });
  const created = await registry.createSkill(first);
  assertOk(created);
  const skillId = created.value.skill.id;
  const second = await packUpload('pdf', { 'SKILL.md': skillText('pdf', 'Writes. Use for PDFs.') });
  assert.ok((await registry.createVersion(skillId, second)).ok);
  const version = await openUpload(first.blob);
  const files = tempFiles(folder.path);
  const deps = { published: downloadedContents(files), tempFiles: files, wait: async () => undefined };
  const digestOf = async (id: string, key: string) => {
    const content = await deps.published.read(registry, id, key);
    return content.ok ? content.value.digest : content.failure.kind;
  };
  return {
    subject,
    skillId,
    version,
    digestOf,
    publish: (as: Republication['as'], patience = 0) =>
      republish({ registry, version, as }, deps, { patience }),
    count: async () => {
      const versions = await registry.listVersions(skillId);
      return versions.ok ? versions.value.items.length : -1;
    },
    [Symbol.asyncDispose]: async () => {
      await subject[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

for (const kind of contractKinds) {
  test(`${kind.name}: an older version's content becomes the newest version`, async () => {
    await using it = await setUp(kind);
    const done = await it.publish({ kind: 'new-version', skillId: it.skillId, makeDefault: true });
    assert.ok(done.kind === 'stored');
    assert.equal(await it.digestOf(it.skillId, done.stored.version.key), it.version.facts.digest);
    const skill = await it.subject.registry.getSkill(it.skillId);
    assertOk(skill);
    assert.equal(skill.value.latestVersion, done.stored.version.key);
    const active = kind.capabilities.active === 'pointer' ? done.stored.version.key : null;
    assert.equal(skill.value.defaultVersion, active);
  });

  test(`${kind.name}: a version becomes a skill of its own, with its label`, async () => {
    await using it = await setUp(kind);
    const done = await it.publish({ kind: 'new-skill', label: 'My PDFs' });
    assert.ok(done.kind === 'stored');
    assert.notEqual(done.stored.skillId, it.skillId);
    assert.equal(await it.digestOf(done.stored.skillId, done.stored.version.key), it.version.facts.digest);
    const skill = await it.subject.registry.getSkill(done.stored.skillId);
    assert.equal(skill.ok && skill.value.label, kind.capabilities.hasLabel ? 'My PDFs' : null);
  });

  test(`${kind.name}: when the answer is lost, it is published once all the same`, async () => {
    await using it = await setUp(kind);
    loseAnswers(it.subject.intercept, change => {
      it.subject.intercept = change;
    });
    const done = await it.publish({ kind: 'new-version', skillId: it.skillId, makeDefault: false });
    assert.ok(done.kind === 'stored');
    assert.equal(done.wasReconciled, true);
    assert.equal(await it.count(), 3);
  });
}

/** Cuts the connection after the registry has stored an upload, once. */
function loseAnswers(
  usual: (request: IncomingMessage, response: ServerResponse) => boolean,
  change: (intercept: typeof usual) => void,
): void {
  change((request, response) => {
    if (request.method === 'POST') {
      change(usual);
      response.end = () => {
        response.destroy();
        return response;
      };
      response.write = () => true;
    }
    return false;
  });
}

test('files at the root of a zip are put into a folder', async () => {
  const [kind] = contractKinds;
  assert.ok(kind);
  await using it = await setUp(kind);
  const bare: OpenVersion = {
    ...it.version,
    facts: { ...it.version.facts, topFolder: null, folderName: 'pdf' },
    archive: new Blob(['not what is sent']),
    read: async path =>
      success(path === 'SKILL.md' ? Buffer.from(skillText('pdf', 'Bare. Use it.')) : Buffer.from('x')),
  };
  await using folder = await tempFolder();
  const files = tempFiles(folder.path);
  const facts = {
    ...bare.facts,
    files: [
      {
        path: 'SKILL.md',
        size: Buffer.byteLength(skillText('pdf', 'Bare. Use it.')),
        isExecutable: false,
        digest: '',
      },
    ],
  };
  const deps = { published: downloadedContents(files), tempFiles: files, wait: async () => undefined };
  const done = await republish(
    { registry: it.subject.registry, version: { ...bare, facts }, as: { kind: 'new-skill', label: null } },
    deps,
  );
  assert.ok(done.kind === 'stored');
  assert.equal(done.stored.version.description, 'Bare. Use it.');
});

test('a version that holds a Git repository is not published once more', async () => {
  const [archive] = gitArchives;
  assert.ok(archive);
  const version = await openUpload(new Blob([gitZip(archive)]));
  await using subject = await openSubject(contractKinds[0] as (typeof contractKinds)[number]);
  await using folder = await tempFolder();
  const files = tempFiles(folder.path);
  const deps = { published: downloadedContents(files), tempFiles: files, wait: async () => undefined };
  const as = { kind: 'new-skill', label: null } as const;
  const done = await republish({ registry: subject.registry, version, as }, deps, {});
  assert.ok(done.kind === 'failed');
  assert.match(describeFailure(done.failure).message, /belongs to a Git repository/);
  const page = await subject.registry.listSkills({ limit: 10 });
  assert.deepEqual(page.ok && page.value.items, []);
});
