import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyMeant, metadataKeys, productKeys, specKeys } from '../../../../src/core/skill/knownKeys.ts';

describe('the known keys', () => {
  it('are each of one kind only', () => {
    const all = [...specKeys, ...metadataKeys, ...productKeys.map(({ key }) => key)];
    assert.deepEqual(all, [...new Set(all)]);
  });

  it('of the specification are its six', () => {
    assert.deepEqual([...specKeys].sort(), [
      'allowed-tools',
      'compatibility',
      'description',
      'license',
      'metadata',
      'name',
    ]);
  });

  it('of products say who reads them and what they do, in a sentence', () => {
    for (const { key, products, does, values } of productKeys) {
      assert.ok(products.length > 0, key);
      assert.match(does, /^[A-Z`].*\.$/, key);
      assert.ok(values === undefined || values.length > 0, key);
    }
  });
});

describe('keyMeant', () => {
  for (const [key, meant] of [
    ['Name', 'name'],
    ['NAME', 'name'],
    ['nmae', 'name'],
    ['nam', null],
    ['naem', 'name'],
    ['title', 'name'],
    ['desc', 'description'],
    ['summary', 'description'],
    ['Description', 'description'],
    ['decription', 'description'],
    ['descripion', 'description'],
    ['descripiton', 'description'],
    ['descrption_', 'description'],
    ['licence', 'license'],
    ['licenses', 'license'],
    ['lisense', 'license'],
    ['license_', 'license'],
    ['compatability', 'compatibility'],
    ['compatible', null],
    ['requirements', 'compatibility'],
    ['meta', 'metadata'],
    ['meta-data', 'metadata'],
    ['metaData', 'metadata'],
    ['meta data', 'metadata'],
    ['tools', 'allowed-tools'],
    ['allowed_tools', 'allowed-tools'],
    ['allowedTools', 'allowed-tools'],
    ['allowed tools', 'allowed-tools'],
    ['alowed-tools', 'allowed-tools'],
    ['allowed-tool', 'allowed-tools'],
    ['argument_hint', 'argument-hint'],
    ['userInvokable', 'user-invocable'],
    ['user-invokeable', 'user-invocable'],
    ['When-To-Use', 'when_to_use'],
    ['team', null],
    ['owner', null],
    ['x', null],
    ['', null],
    ['-', null],
    ['constructor', null],
    ['__proto__', null],
    ['日本語', null],
  ] as const) {
    it(`of ${JSON.stringify(key)} is ${meant ?? 'nothing'}`, () => assert.equal(keyMeant(key), meant));
  }

  it('of every key that is written otherwise is that key', () => {
    for (const key of [...specKeys, ...productKeys.map(known => known.key)]) {
      // `when_to_use` is known to more people.
      if (key === 'whenToUse') {
        continue;
      }
      for (const other of [key.toUpperCase(), key.replaceAll('-', '_'), key.replaceAll(/[-_]/g, '')]) {
        assert.equal(keyMeant(other), key, other);
      }
    }
  });
});
