import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { SkillFolder } from '../../../../../src/core/bundle/select/skillFolder.ts';
import { findSecrets } from '../../../../../src/core/publish/plan/findSecrets.ts';
import { inspectSkill } from '../../../../../src/core/publish/plan/inspectSkill.ts';
import { secretlintScanner } from '../../../../../src/core/secrets/secretlintScanner.ts';
import { fakeSecrets } from '../../../../support/editor/fakeSecrets.ts';
import { skillText } from '../../../../support/publish/publisher.ts';
import { assertOk } from '../../../../support/result.ts';
import { type MemoryEntry, memoryFolder } from '../../../../support/skill/memoryFolder.ts';

async function look(entries: Readonly<Record<string, MemoryEntry>>, allowed: readonly string[] = []) {
  const folder = memoryFolder('looked', { 'SKILL.md': skillText('looked'), ...entries });
  const inspection = await inspectSkill({ folder, path: 'looked' });
  assertOk(inspection);
  const digests = inspection.value.files
    .filter(({ path }) => allowed.includes(path))
    .map(({ path, digest }) => [path, digest] as const);
  const found = await findSecrets(folder, inspection.value, new Map(digests), secretlintScanner());
  return { folder, found };
}

describe('findSecrets', () => {
  const { github } = fakeSecrets();

  it('looks into what goes into the bundle, and nowhere else', async () => {
    const { found } = await look({
      'a.md': github,
      '.gitignore': 'private/\n',
      'private/b.md': github,
    });
    assert.deepEqual(found.ok && found.value.map(({ path }) => path), ['a.md']);
  });

  it('passes over a file that is allowed as it is', async () => {
    const { found } = await look({ 'a.md': github, 'b.md': github }, ['a.md']);
    assert.deepEqual(found.ok && found.value.map(({ path }) => path), ['b.md']);
  });

  it('finds a key in a large text, and reads no further than the start of a large binary file', async () => {
    const text = `${'words and more words\n'.repeat(30_000)}${github}\n`;
    const binary = Buffer.alloc(1_000_000, 7);
    binary[10] = 0;
    const folder = memoryFolder('looked', {
      'SKILL.md': skillText('looked'),
      'large.txt': text,
      'large.bin': binary,
    });
    const inspection = await inspectSkill({ folder, path: 'looked' });
    assertOk(inspection);
    const taken = new Map<string, number>();
    const watched: SkillFolder = {
      ...folder,
      stream: async function* (path) {
        for await (const chunk of folder.stream(path)) {
          taken.set(path, (taken.get(path) ?? 0) + chunk.length);
          yield chunk;
        }
      },
    };
    const found = await findSecrets(watched, inspection.value, new Map(), secretlintScanner());
    assert.deepEqual(found.ok && found.value, [{ path: 'large.txt', line: 30_001, what: 'GitHub token' }]);
    assert.equal(taken.get('large.txt'), text.length);
    assert.ok((taken.get('large.bin') ?? 0) < 100_000);
  });

  it('judges a file of over 32 MB by its name, without reading it', async () => {
    const folder = memoryFolder('looked', { 'SKILL.md': skillText('looked'), 'a.md': github, 'b.pem': 'b' });
    const inspection = await inspectSkill({ folder, path: 'looked' });
    assertOk(inspection);
    const { value } = inspection;
    const findingsAt = async (size: number) => {
      const selection = { ...value.selection, files: value.selection.files.map(file => ({ ...file, size })) };
      folder.reads.length = 0;
      const found = await findSecrets(folder, { ...value, selection }, new Map(), secretlintScanner());
      return [found.ok && found.value.map(({ path }) => path), folder.reads.length];
    };
    assert.deepEqual(await findingsAt(32 * 2 ** 20), [['a.md', 'b.pem'], 3]);
    assert.deepEqual(await findingsAt(32 * 2 ** 20 + 1), [['b.pem'], 0]);
  });

  it('names a file that cannot be read', async () => {
    const folder = memoryFolder('looked', { 'SKILL.md': skillText('looked'), 'a.md': 'a' });
    const inspection = await inspectSkill({ folder, path: 'looked' });
    assertOk(inspection);
    folder.entries.set('a.md', { error: 'EACCES' });
    const found = await findSecrets(folder, inspection.value, new Map(), secretlintScanner());
    assert.deepEqual(!found.ok && found.failure, { kind: 'unreadable', path: 'a.md', cause: 'EACCES' });
  });
});
