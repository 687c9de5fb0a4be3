import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { linkFile } from '../../../../src/disk/link/linkFile.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import {
  goOn,
  makePublisher,
  plan,
  publishOne,
  skillFolder,
  storedVersions,
  targetTo,
} from '../../../support/publish/publisher.ts';
import type { Attempt } from '../../../support/publish/publishRepeatedly.ts';
import { startTestRegistry, type TestRegistry } from '../../../support/registry/startTestRegistry.ts';
import { assertOk } from '../../../support/result.ts';

const script = resolve(import.meta.dirname, '../../../support/publish/publishRepeatedly.ts');
const times = 50;

async function publishRepeatedly(
  server: TestRegistry,
  links: string,
  who: string,
): Promise<readonly Attempt[]> {
  const args = [script, server.baseURL, server.token, links, who, `${times}`];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Attempt);
}

describe('two processes publish the same skill 50 times each at the same time', { concurrency: 1 }, () => {
  for (const [name, files] of [
    ['with one link file, as two windows', ['links.json', 'links.json']],
    ['with a link file each, as two colleagues', ['mine.json', 'theirs.json']],
  ] as const) {
    it(name, async t => {
      await using folder = await tempFolder();
      await using server = await startTestRegistry();
      const { registry } = targetTo(server);
      const first = skillFolder('contested', 'The first.');
      for (const file of new Set(files)) {
        await prepareLinks(server, join(folder.path, file), first);
      }
      const [mine, theirs] = await Promise.all([
        publishRepeatedly(server, join(folder.path, files[0]), 'a'),
        publishRepeatedly(server, join(folder.path, files[1]), 'b'),
      ]);
      const attempts = [...mine, ...theirs];
      const published = attempts.filter(({ kind }) => kind === 'published');
      const conflicts = attempts.filter(({ kind }) => kind === 'conflict');
      t.diagnostic(`${published.length} published, ${conflicts.length} conflicts`);
      assert.deepEqual(
        attempts.filter(({ kind }) => kind === 'other'),
        [],
      );
      assert.equal(published.length, 2 * times);
      assert.equal(new Set(published.map(({ version }) => version)).size, 2 * times);

      const skills = await registry.listSkills();
      assertOk(skills);
      const [skill, ...others] = skills.value.items;
      assert.ok(skill && others.length === 0);
      assert.equal(skill.latestVersion, `${2 * times + 1}`);
      for (const { version, known } of published) {
        assert.ok(
          known?.includes(`v${Number(version) - 1}`),
          `v${version} was published over an unknown one`,
        );
      }
      await using reader = await makePublisher();
      for (const { version, digest } of published) {
        const content = await reader.deps.published.read(registry, skill.id, version ?? '');
        assert.ok(content.ok && content.value.digest === digest, `v${version} has its own content`);
      }
    });
  }
});

/** Publishes the first version, or links to it when it is there. */
async function prepareLinks(
  server: TestRegistry,
  path: string,
  folder: ReturnType<typeof skillFolder>,
): Promise<void> {
  const place = { store: linkFile(path), folder: 'contested' };
  await using publisher = await makePublisher({ linkPlace: () => place });
  const target = targetTo(server);
  const [existing] = await storedVersions(target.registry, 'contested');
  if (!existing) {
    assert.equal((await publishOne(publisher, folder, target)).kind, 'published');
    return;
  }
  const decision = { kind: 'existing', skillId: existing.skillId } as const;
  const request = { skills: [{ folder, path: 'contested' }], targets: [target] };
  const linkDecisions = new Map([['contested → test', decision]]);
  const [outcome] = await goOn(publisher, await plan(publisher, { ...request, linkDecisions }));
  assert.equal(outcome?.kind, 'nothing-to-do');
}
