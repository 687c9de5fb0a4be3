import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  fromOpenaiPage,
  fromOpenaiSkill,
  fromOpenaiVersion,
  openaiObjects,
} from '../../../../../src/core/registry/openai/openaiWire.ts';
import { decode } from '../../../../../src/core/text/decode.ts';
import { success } from '../../../../../src/core/text/result.ts';
import { openaiSamples } from '../../../../support/registry/wireSamples.ts';
import { assertOk } from '../../../../support/result.ts';

function skillOf(changes: Readonly<Record<string, unknown>>, curated: readonly string[] = []) {
  const read = decode(openaiObjects.skill, { ...openaiSamples.skill, ...changes });
  assertOk(read);
  return fromOpenaiSkill(read.value, curated);
}

describe('a skill over OpenAI’s wire', () => {
  it('is told with times in milliseconds, and without what the vendor does not have', () => {
    assert.deepEqual(skillOf({}), {
      id: 'skill_1',
      name: 'tidy-notes',
      label: null,
      description: 'Tidies.',
      createdAt: 1_770_824_079_000,
      updatedAt: null,
      defaultVersion: '1',
      latestVersion: '2',
      isOwn: true,
    });
  });

  it('may lack what a compatible server leaves out', () => {
    const bare = { name: undefined, description: null, default_version: undefined, latest_version: null };
    const { name, description, defaultVersion, latestVersion } = skillOf(bare);
    assert.deepEqual([name, description, defaultVersion, latestVersion], [null, null, null, null]);
  });

  const owners: readonly (readonly [id: string, curated: readonly string[], isOwn: boolean])[] = [
    ['skill_1', [], true],
    ['skill_openai-', [], true],
    ['openai-spreadsheets', [], false],
    ['pdfs', ['pdfs'], false],
    ['skill_1', ['pdfs'], true],
  ];
  for (const [id, curated, isOwn] of owners) {
    it(`${isOwn ? 'is one’s own' : 'is the vendor’s'} as ${id}, with ${curated.length} curated ones`, () => {
      assert.equal(skillOf({ id }, curated).isOwn, isOwn);
    });
  }
});

describe('a version over OpenAI’s wire', () => {
  it('is named by its number, and of the skill that it says itself, so that a wrong one is noticed', () => {
    const read = decode(openaiObjects.version, {
      ...openaiSamples.version,
      version: 12,
      skill_id: 'skill_9',
    });
    assertOk(read);
    assert.deepEqual(fromOpenaiVersion(read.value, 'skill_1'), {
      key: '12',
      id: 'skillver_1',
      skillId: 'skill_9',
      name: 'tidy-notes',
      description: 'Tidies.',
      createdAt: 1_770_824_080_000,
    });
    const silent = decode(openaiObjects.version, { ...openaiSamples.version, skill_id: null });
    assertOk(silent);
    assert.equal(
      fromOpenaiVersion(silent.value, 'skill_1').skillId,
      'skill_1',
      'one that says none is of the one asked for',
    );
  });
});

describe('a page over OpenAI’s wire', () => {
  const items = [{ id: 'a' }, { id: 'b' }];
  const pages: readonly (readonly [
    string,
    typeof items,
    boolean | null,
    string | undefined,
    string | null,
  ])[] = [
    ['goes on after its last item', items, true, undefined, 'b'],
    ['goes on after another page', items, true, 'z', 'b'],
    ['is the last where the registry says so', items, false, undefined, null],
    ['is the last where the registry says nothing', items, null, undefined, null],
    ['is the last where it would come again', items, true, 'b', null],
    ['is the last where it is empty', [], true, 'b', null],
  ];
  for (const [what, data, has_more, cursor, next] of pages) {
    it(what, () => {
      const page = fromOpenaiPage({ data: data.map(success), has_more }, cursor, ({ id }) => id);
      assert.deepEqual(page, { items: data.map(({ id }) => id), next });
    });
  }
});
