import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { failureSentences } from '../../../../src/core/failure/failureText.ts';
import { linkOf, parseLinkFile } from '../../../../src/core/link/linkFile.ts';
import type { PublishTarget } from '../../../../src/core/link/registryKey.ts';
import { downloadSkill } from '../../../../src/core/published/download.ts';
import type { RegistryKind, RemoteVersion } from '../../../../src/core/registry/contract.ts';
import { unpackBundle } from '../../../../src/disk/files/unpackBundle.ts';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { VersionCache } from '../../../../src/disk/versions/versionCache.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import {
  makePublisher,
  type Publisher,
  plan,
  publishOne,
  skillFolder,
  skillText,
  storedVersions,
  targetsOf,
  targetTo,
} from '../../../support/publish/publisher.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';

describe('downloading a version', () => {
  let server: TestRegistry;
  before(async () => {
    server = await startTestRegistry();
  });
  after(() => server.dispose());

  const bring = (
    publisher: Publisher,
    target: PublishTarget,
    version: RemoteVersion,
    root: string,
    backup?: string,
    isChangeAccepted = false,
  ) => {
    const versions = new VersionCache({ directory: join(root, 'cache'), keyOf: () => target.key });
    return downloadSkill(
      { target, version, place: { store: publisher.links, folder: 'down' }, isChangeAccepted },
      {
        versions,
        unpack: (archive, signal) =>
          unpackBundle(archive, join(root, 'down'), {
            ...(backup === undefined ? {} : { backup }),
            ...(signal === undefined ? {} : { signal }),
          }),
      },
    );
  };

  for (const wire of ['openai', 'anthropic'] as const satisfies RegistryKind[]) {
    it(`brings it down as a folder that can be published back, over ${wire}'s wire`, async () => {
      await using author = await makePublisher();
      await using reader = await makePublisher();
      await using folder = await tempFolder();
      const target = targetTo(server, wire);
      const name = `down-${wire.slice(0, 2)}`;
      const source = skillFolder(name, 'One.', { 'notes/größe.md': 'Ω', 'b.txt': '' });
      source.entries.set('run.sh', { content: '#!/bin/sh\n', isExecutable: true });
      assert.equal((await publishOne(author, source, target)).kind, 'published');
      const [version] = await storedVersions(target.registry, name);
      assert.ok(version);

      const downloaded = await bring(reader, target, version, folder.path);
      assert.ok(downloaded.ok && downloaded.value.afterwards === null);
      const root = join(folder.path, 'down');
      assert.equal(await readFile(join(root, 'notes/größe.md'), 'utf8'), 'Ω');
      assert.ok((await diskFolder(root).facts('run.sh')).isExecutable);
      const links = parseLinkFile(reader.links.text);
      assertOk(links);
      assert.equal(linkOf(links.value, 'down', target.key)?.version, version.key);

      // The folder has another name than the skill, which is a problem of its own.
      const request = { skills: [{ folder: diskFolder(root), path: 'down' }], targets: [target] };
      const same = await plan(reader, request);
      assert.equal(targetsOf(same)[0]?.action.kind, 'nothing-changed');
      await writeFile(join(root, 'SKILL.md'), skillText(name, 'Two.'));
      const changed = await plan(reader, request);
      assert.equal(targetsOf(changed)[0]?.action.kind, 'new-version');
      await changed.dispose();
    });
  }

  it('writes nothing where the registry hands out something else than was published, until a person wants it', async () => {
    await using publisher = await makePublisher();
    await using folder = await tempFolder();
    const target = targetTo(server);
    await publishOne(publisher, skillFolder('exchanged'), target);
    const [version] = await storedVersions(target.registry, 'exchanged');
    assert.ok(version);
    // What the team remembers of the same version, after somebody got at the registry.
    publisher.links.text = publisher.links.text.replaceAll(
      /sha256:[0-9a-f]{64}/g,
      `sha256:${'0'.repeat(64)}`,
    );
    const links = publisher.links.text;
    const refused = await bring(publisher, target, version, folder.path);
    assert.ok(!refused.ok);
    assert.match(
      failureSentences(refused.failure),
      /hands out other files for v1 of exchanged than were published as it\. Nothing was written\./,
    );
    assert.ok(!(await readdir(folder.path)).includes('down'));
    assert.equal(publisher.links.text, links);
    const accepted = await bring(publisher, target, version, folder.path, undefined, true);
    assertOk(accepted);
  });

  it('leaves a folder that is in the way alone, or moves it to its backup', async () => {
    await using publisher = await makePublisher();
    await using folder = await tempFolder();
    const target = targetTo(server);
    await publishOne(publisher, skillFolder('in-the-way'), target);
    const [version] = await storedVersions(target.registry, 'in-the-way');
    assert.ok(version);
    assert.ok((await bring(publisher, target, version, folder.path)).ok);
    const links = publisher.links.text;
    await writeFile(join(folder.path, 'down', 'mine.md'), 'Mine.');

    const refused = await bring(publisher, target, version, folder.path);
    assert.ok(!refused.ok && refused.failure.kind === 'already-exists');
    assert.equal(await readFile(join(folder.path, 'down', 'mine.md'), 'utf8'), 'Mine.');
    assert.equal(publisher.links.text, links);

    const replaced = await bring(publisher, target, version, folder.path, join(folder.path, 'backup'));
    assertOk(replaced);
    assert.deepEqual(await readdir(join(folder.path, 'down')), ['SKILL.md']);
    assert.equal(await readFile(join(folder.path, 'backup', 'mine.md'), 'utf8'), 'Mine.');
  });

  it('leaves nothing behind when the version is gone, and no link', async () => {
    await using publisher = await makePublisher();
    await using folder = await tempFolder();
    const target = targetTo(server);
    const outcome = await publishOne(publisher, skillFolder('soon-gone'), target);
    const [version] = await storedVersions(target.registry, 'soon-gone');
    assert.ok(version && outcome.kind === 'published');
    await target.registry.deleteSkill(outcome.skillId);
    const links = publisher.links.text;
    const downloaded = await bring(publisher, target, version, folder.path);
    assert.ok(!downloaded.ok && downloaded.failure.kind === 'not-found');
    assert.equal((await readdir(folder.path)).includes('down'), false);
    assert.equal(publisher.links.text, links);
  });

  it('says when only the link could not be written', async () => {
    await using publisher = await makePublisher();
    await using folder = await tempFolder();
    const target = targetTo(server);
    await publishOne(publisher, skillFolder('unlinkable'), target);
    const [version] = await storedVersions(target.registry, 'unlinkable');
    assert.ok(version);
    publisher.links.text = '<<<<<<< HEAD';
    const downloaded = await bring(publisher, target, version, folder.path);
    assert.ok(downloaded.ok && downloaded.value.afterwards?.kind === 'malformed-file');
    assert.deepEqual(await readdir(join(folder.path, 'down')), ['SKILL.md']);
  });
});
