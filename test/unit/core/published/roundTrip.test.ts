import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { compareFiles } from '../../../../src/core/bundle/compareFiles.ts';
import { digestFolder } from '../../../../src/core/bundle/digestFolder.ts';
import { selectFiles } from '../../../../src/core/bundle/select/selectFiles.ts';
import type { SkillFolder } from '../../../../src/core/bundle/select/skillFolder.ts';
import { downloadSkill } from '../../../../src/core/published/download.ts';
import { unpackBundle } from '../../../../src/disk/files/unpackBundle.ts';
import { diskFolder } from '../../../../src/disk/folder/diskFolder.ts';
import { VersionCache } from '../../../../src/disk/versions/versionCache.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { contractKinds, openSubject } from '../../../support/registry/contractSubject.ts';
import { assertOk } from '../../../support/result.ts';
import { generatedSkill } from '../../../support/skill/generatedSkill.ts';
import { memoryFolder } from '../../../support/skill/memoryFolder.ts';
import { packUpload, skillText } from '../../../support/zip/skillUpload.ts';

const manifest = skillText('round-trip', 'Comes back as it was. Use it to be sure.');

for (const kind of contractKinds) {
  test(`${kind.name}: whatever is published comes down as it was`, async () => {
    await using subject = await openSubject(kind);
    await using folder = await tempFolder();
    const { registry } = subject;
    const versions = new VersionCache({ directory: join(folder.path, 'cache'), keyOf: () => 'test' });
    const target = { registry, key: 'test' };
    await fc.assert(
      fc.asyncProperty(generatedSkill(manifest), async files => {
        const published = await registry.createSkill(await packUpload('round-trip', files));
        assert.ok(published.ok, JSON.stringify(published));
        const place = join(folder.path, randomUUID());
        const unpack = (archive: Blob) => unpackBundle(archive, place);
        const { version } = published.value;
        const done = await downloadSkill({ target, version, place: null }, { versions, unpack });
        assert.ok(done.ok, JSON.stringify(done));
        const before = await contentOf(memoryFolder('round-trip', files));
        const after = await contentOf(diskFolder(place));
        assert.deepEqual(compareFiles(before.files, after.files), {
          added: [],
          removed: [],
          changed: [],
          modeOnly: [],
        });
        assert.equal(done.value.content.digest, before.digest);
      }),
      { numRuns: 12 },
    );
  });
}

async function contentOf(folder: SkillFolder) {
  const selection = await selectFiles(folder);
  assertOk(selection);
  const content = await digestFolder(folder, selection.value);
  assertOk(content);
  return content.value;
}
