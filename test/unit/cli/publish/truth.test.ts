import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runInProcess } from '../../../support/process/runInProcess.ts';
import { tempFolder } from '../../../support/process/tempFolder.ts';
import { skillText, storedVersions, targetTo } from '../../../support/publish/publisher.ts';
import { Faults } from '../../../support/registry/faults.ts';
import { startTestRegistry } from '../../../support/registry/startTestRegistry.ts';

async function write(root: string, name: string, body: string): Promise<void> {
  await mkdir(join(root, name), { recursive: true });
  await writeFile(join(root, name, 'SKILL.md'), skillText(name, body));
}

describe('skillwright publish', () => {
  it('stops where one changed line of the link file leads into another skill, and names both', async () => {
    await using folder = await tempFolder();
    await using server = await startTestRegistry();
    await mkdir(join(folder.path, '.git'));
    await write(folder.path, 'payments-prod', 'One.');
    await write(folder.path, 'toy', 'One.');
    const run = (...words: readonly string[]) =>
      runInProcess(words, folder.path, { SKILLWRIGHT_KEY: server.token });
    const args = ['--registry', server.baseURL];
    const first = await run('publish', '.', ...args);
    assert.equal(first.code, 0, first.stderr);
    const path = join(folder.path, '.skillwright.json');
    const links = JSON.parse(await readFile(path, 'utf8'));
    const entryOf = (name: string) =>
      Object.values(links.skills[name].registries)[0] as { skillId: string; name: string };
    const { skillId } = entryOf('payments-prod');
    entryOf('toy').skillId = skillId;
    await writeFile(path, JSON.stringify(links));
    await write(folder.path, 'toy', 'Two.');
    const misled = await run('publish', 'toy', ...args);
    assert.equal(misled.code, 1);
    assert.ok(misled.stdout.includes(`leads to another skill, “payments-prod” (${skillId}), and says “toy”`));
    assert.match(misled.stderr, /“toy” was not published .*“payments-prod”/);
    const { registry } = targetTo(server);
    assert.equal((await storedVersions(registry, 'payments-prod')).length, 1);

    entryOf('toy').name = 'payments-prod';
    await writeFile(path, JSON.stringify(links));
    const shown = await run('publish', 'toy', ...args, '--dry-run');
    assert.ok(shown.stdout.includes(`v1 → v2 of “payments-prod” (${skillId})`), shown.stdout);
  });

  it('fails when --default did not move the default, and says what it is', async () => {
    const faults = new Faults();
    await using folder = await tempFolder();
    await using server = await startTestRegistry({ wrap: faults.wrap });
    await mkdir(join(folder.path, '.git'));
    await write(folder.path, 'kept', 'One.');
    const run = (...words: readonly string[]) =>
      runInProcess(words, folder.path, { SKILLWRIGHT_KEY: server.token });
    const args = ['publish', 'kept', '--registry', server.baseURL];
    assert.equal((await run(...args)).code, 0);
    await write(folder.path, 'kept', 'Two.');
    assert.equal((await run(...args)).code, 0);
    const { registry } = targetTo(server);
    const [version] = await storedVersions(registry, 'kept');
    const unmoved = await registry.getSkill(version?.skillId ?? '');
    assert.ok(unmoved.ok && unmoved.value.defaultVersion === '1');
    const wire = JSON.stringify({
      id: unmoved.value.id,
      object: 'skill',
      name: 'kept',
      description: 'd',
      created_at: 1,
      default_version: '1',
      latest_version: '2',
    });
    faults.arm(
      { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body: wire },
      { when: ({ method, path }) => method === 'POST' && /^\/v1\/skills\/[^/]+$/.test(path) },
    );
    const moved = await run(...args, '--default');
    assert.equal(moved.code, 1);
    assert.match(moved.stderr, /did not make v2 the default, though it did not refuse: it is v1/);
  });
});
