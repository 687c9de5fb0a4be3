import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TempFiles } from '../../../../../src/core/bundle/tempFiles.ts';
import type { Failure } from '../../../../../src/core/failure/failure.ts';
import { planPublish } from '../../../../../src/core/publish/plan/planPublish.ts';
import type { PublishDeps } from '../../../../../src/core/publish/plan/request.ts';
import { openaiCapabilities } from '../../../../../src/core/registry/capabilities.ts';
import type { Registry } from '../../../../../src/core/registry/contract.ts';
import { failed, success } from '../../../../../src/core/text/result.ts';
import {
  makePublisher,
  type Publisher,
  plan,
  skillFolder,
  targetsOf,
} from '../../../../support/publish/publisher.ts';
import { scriptedRegistry } from '../../../../support/publish/targetJob.ts';
import type { MemoryFolder } from '../../../../support/skill/memoryFolder.ts';

/** A registry without a skill. */
const empty = scriptedRegistry({ listSkills: async () => success({ items: [], next: null }) });

async function review(publisher: Publisher, folder: MemoryFolder, registry: Registry = empty) {
  const request = { skills: [{ folder, path: 'skills/mine' }], targets: [{ registry, key: 'openai' }] };
  const planned = await plan(publisher, request);
  const [skill] = planned.skills;
  const [target] = targetsOf(planned);
  assert.ok(skill && target);
  return { skill, target, planned };
}

describe('a rehearsal', () => {
  it('says what a review says, and makes no bundle for it', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('mine', 'Hi.', { 'a.md': 'four '.repeat(1_000) });
    const request = {
      skills: [{ folder, path: 'skills/mine' }],
      targets: [{ registry: empty, key: 'openai' }],
    };
    const rehearsed = await plan(publisher, { ...request, isRehearsal: true });
    assert.deepEqual(await publisher.leftovers(), []);
    const reviewed = await plan(publisher, request);
    const told = ({ skills }: typeof reviewed) => skills.map(({ bundle: _, ...skill }) => skill);
    assert.deepEqual(told(rehearsed), told(reviewed));
    assert.equal(rehearsed.skills[0]?.bundle, null);
    await reviewed.dispose();
  });
});

describe('what a review shows of a skill', () => {
  it('is which of many files of that name is damaged', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('mine', 'Hi.', { '.gitignore': 'x\n'.repeat(40_000) });
    const { skill } = await review(publisher, folder);
    assert.equal(skill.refusal?.kind === 'malformed-file' && skill.refusal.path, 'skills/mine/.gitignore');
  });

  it('is its manifest, and how much is sent', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('mine', 'Hi.', { 'a.md': 'four', 'bin/b.txt': 'sixsix' });
    const text = (folder.entries.get('SKILL.md') as string).replace(
      '---\n\n',
      'metadata:\n  version: "1.2"\n---\n\n',
    );
    folder.entries.set('SKILL.md', text);
    const { skill, planned } = await review(publisher, folder);
    assert.deepEqual(
      [skill.name, skill.description, skill.metadataVersion],
      ['mine', 'Greets people by name. Use when somebody arrives.', '1.2'],
    );
    assert.equal(skill.totalBytes, text.length + 4 + 6);
    assert.deepEqual(
      skill.files.map(({ path }) => path),
      ['SKILL.md', 'a.md', 'bin/b.txt'],
    );
    assert.ok(skill.bundle && skill.zipBytes === skill.bundle.size && skill.zipBytes > 0);
    assert.ok(skill.tokens > 10 && skill.tokens < text.length);
    await planned.dispose();
    assert.deepEqual(await publisher.leftovers(), []);
  });

  it('is called as its folder where the manifest cannot be read', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('mine');
    folder.entries.set('SKILL.md', '# No front matter\n');
    const { skill, planned } = await review(publisher, folder);
    assert.deepEqual([skill.name, skill.description, skill.metadataVersion], ['mine', null, null]);
    await planned.dispose();
  });
});

describe('a skill that cannot be prepared is refused everywhere, and leaves nothing behind,', () => {
  const full: Failure = { kind: 'disk-full', path: '/tmp' };
  const cases: readonly (readonly [
    string,
    Partial<PublishDeps>,
    (folder: MemoryFolder) => void,
    Failure['kind'],
  ])[] = [
    [
      'when there is no room for its bundle',
      { tempFiles: { store: async () => failed(full) } },
      () => undefined,
      'disk-full',
    ],
    [
      'when a file cannot be read any more as its secrets are looked for',
      {
        secretScanner: async () => ({
          scan: async () => {
            throw Object.assign(new Error(), { code: 'EACCES' });
          },
        }),
      },
      () => undefined,
      'unreadable',
    ],
    [
      'when a file cannot be read at all',
      {},
      folder => folder.entries.set('a.md', { error: 'EACCES' }),
      'unreadable',
    ],
    [
      'when it holds a link that leads out of it',
      {},
      folder => folder.entries.set('up', { link: '../../etc' }),
      'refused-paths',
    ],
    ['when it has no SKILL.md', {}, folder => folder.entries.delete('SKILL.md'), 'no-manifest'],
  ];
  for (const [what, deps, spoil, kind] of cases) {
    it(what, async () => {
      await using publisher = await makePublisher(deps);
      const folder = skillFolder('mine', 'Hi.', { 'a.md': 'a' });
      spoil(folder);
      const { skill } = await review(publisher, folder);
      assert.equal(skill.refusal?.kind, kind);
      assert.deepEqual([skill.bundle, skill.zipBytes], [null, null]);
      assert.deepEqual(await publisher.leftovers(), []);
    });
  }

  it('when it changes between the look at it and the packing', async () => {
    const folder = skillFolder('mine', 'Hi.', { 'a.md': 'a' });
    // The scanner comes between the two.
    const secretScanner = async () => ({
      scan: async () => {
        folder.entries.set('a.md', 'b');
        return [];
      },
    });
    await using publisher = await makePublisher({ secretScanner });
    const { skill } = await review(publisher, folder);
    assert.deepEqual(skill.refusal, { kind: 'changed-meanwhile', path: 'skills/mine' });
    assert.equal(skill.bundle, null);
    assert.deepEqual(await publisher.leftovers(), []);
  });

  it('when a file goes between the look at it and the packing, naming it from where the skill is', async () => {
    const folder = skillFolder('mine', 'Hi.', { 'a.md': 'a' });
    const secretScanner = async () => ({
      scan: async () => {
        folder.entries.delete('a.md');
        return [];
      },
    });
    await using publisher = await makePublisher({ secretScanner });
    const { skill } = await review(publisher, folder);
    assert.deepEqual(skill.refusal, { kind: 'changed-meanwhile', path: 'skills/mine/a.md' });
    assert.deepEqual(await publisher.leftovers(), []);
  });

  it('when the review is given up, even where its bundle has just been written', async () => {
    await using usual = await makePublisher();
    const controller = new AbortController();
    let stored = 0;
    const tempFiles: TempFiles = {
      store: async source => {
        const file = await usual.deps.tempFiles.store(source);
        stored++;
        controller.abort();
        return file;
      },
    };
    const skills = [{ folder: skillFolder('mine'), path: 'skills/mine' }];
    const request = { skills, targets: [{ registry: empty, key: 'openai' }] };
    const deps = { ...usual.deps, tempFiles };
    const planned = await planPublish(request, deps, { signal: controller.signal });
    assert.deepEqual(planned, failed({ kind: 'cancelled' }));
    assert.equal(stored, 1);
    assert.deepEqual(await usual.leftovers(), []);
  });
});

describe('a registry that takes no bundle of this size', () => {
  const limited = (zipBytes: number) => ({
    ...empty,
    capabilities: { ...openaiCapabilities, limits: { ...openaiCapabilities.limits, zipBytes } },
  });

  it('refuses one byte too many in the review, and takes what fits exactly', async () => {
    await using publisher = await makePublisher();
    const folder = skillFolder('mine');
    const { skill, planned } = await review(publisher, folder);
    const size = skill.zipBytes;
    assert.ok(size !== null);
    await planned.dispose();

    const fits = await review(publisher, folder, limited(size));
    assert.equal(fits.target.action.kind, 'create');
    await fits.planned.dispose();
    const exceeds = await review(publisher, folder, limited(size - 1));
    assert.deepEqual(exceeds.target.action, {
      kind: 'impossible',
      failure: { kind: 'too-large', registry: 'Team', size, limit: size - 1 },
    });
    await exceeds.planned.dispose();
  });
});
