import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  anthropicObjects,
  fromAnthropicPage,
  fromAnthropicSkill,
  fromAnthropicVersion,
} from '../../../../../src/core/registry/anthropic/anthropicWire.ts';
import { decode } from '../../../../../src/core/text/decode.ts';
import { success } from '../../../../../src/core/text/result.ts';
import { anthropicSamples, earlierSamples } from '../../../../support/registry/wireSamples.ts';
import { assertOk } from '../../../../support/result.ts';

type Json = Readonly<Record<string, unknown>>;

function skillOf(sample: Json, known: ReadonlyMap<string, string> = new Map()) {
  const read = decode(anthropicObjects.skill, sample);
  assertOk(read);
  return fromAnthropicSkill(read.value, version => {
    const name = known.get(version);
    return name === undefined ? undefined : { name, description: 'Tidies.' };
  });
}

function versionOf(sample: Json) {
  const read = decode(anthropicObjects.version, sample);
  assertOk(read);
  return fromAnthropicVersion(read.value, 'skill_01');
}

describe('a skill over Anthropic’s wire', () => {
  const facts = {
    id: 'skill_01',
    label: 'Tidy notes',
    createdAt: Date.parse('2026-11-01T10:00:00Z'),
    updatedAt: Date.parse('2026-11-02T10:00:00Z'),
    defaultVersion: null,
    isOwn: true,
  };
  const protocols = [
    ['the present protocol', anthropicSamples.skill, 'skver_01'],
    ['the earlier one', earlierSamples.skill, '1759178010641129'],
  ] as const;
  for (const [protocol, sample, latestVersion] of protocols) {
    it(`is the same in ${protocol}, its name known only from a version`, () => {
      const unnamed = { ...facts, name: null, description: null, latestVersion };
      assert.deepEqual(skillOf(sample), unnamed);
      const named = { ...unnamed, name: 'tidy-notes', description: 'Tidies.' };
      assert.deepEqual(skillOf(sample, new Map([[latestVersion, 'tidy-notes']])), named);
    });
  }

  it('may have no version, and then no name', () => {
    const skill = skillOf({ ...earlierSamples.skill, latest_version: null }, new Map([['null', 'wrong']]));
    assert.deepEqual([skill.latestVersion, skill.name], [null, null]);
  });

  for (const [source, isOwn] of [
    ['custom', true],
    ['anthropic', false],
    [{ type: 'custom' }, true],
    [{ type: 'anthropic' }, false],
    [{ type: 'something new' }, false],
  ] as const) {
    it(`is ${isOwn ? 'one’s own' : 'not to be changed'} where its source is ${JSON.stringify(source)}`, () => {
      assert.equal(skillOf({ ...anthropicSamples.skill, source }).isOwn, isOwn);
    });
  }

  it('is not understood without a source', () => {
    for (const source of [undefined, null, 1, {}, { type: 1 }]) {
      assert.equal(decode(anthropicObjects.skill, { ...anthropicSamples.skill, source }).ok, false);
    }
  });
});

describe('a version over Anthropic’s wire', () => {
  it('is asked for by its id, or in the earlier protocol by its time', () => {
    assert.equal(versionOf(anthropicSamples.version).key, 'skver_01');
    const earlier = versionOf(earlierSamples.version);
    assert.deepEqual([earlier.key, earlier.id], ['1759178010641129', 'skillver_01']);
  });
});

describe('a page over Anthropic’s wire', () => {
  const pages: readonly (readonly [string, string | null, string | undefined, string | null])[] = [
    ['goes on where the registry says', 'next', undefined, 'next'],
    ['goes on after another page', 'next', 'before', 'next'],
    ['is the last where nothing follows', null, 'before', null],
    ['is the last where what follows has no name', '', undefined, null],
    ['is the last where it would come again', 'same', 'same', null],
  ];
  for (const [what, next_page, cursor, next] of pages) {
    it(what, () =>
      assert.deepEqual(fromAnthropicPage({ data: [success(1)], next_page }, cursor, String), {
        items: ['1'],
        next,
      }),
    );
  }
});
