import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, it } from 'node:test';
import { defaultOf, entryPath, parseEntries } from '../../../../src/server/store/entries.ts';
import { SkillPaths } from '../../../../src/server/store/layout.ts';
import { UlidSource } from '../../../../src/server/store/ulid.ts';

const ulid = new UlidSource(() => 1).next();
const paths = new SkillPaths('/skill');

describe('entries', () => {
  it('reads what it wrote', () => {
    const live = { number: 12, ulid, turn: 0 };
    const made = { number: 3, ulid, turn: 7 };
    const names = [live, made].map(version => basename(entryPath(paths, version)));
    assert.deepEqual(parseEntries([names[0]!], [names[1]!]), [made, live]);
  });

  it('sorts by number, not by name', () => {
    const names = [10, 9, 2, 100].map(number => `${number}-${ulid}.json`);
    assert.deepEqual(
      parseEntries(names, []).map(({ number }) => number),
      [2, 9, 10, 100],
    );
  });

  it('takes a version once that is renamed while the directories are listed', () => {
    const seen = parseEntries([`1-${ulid}.json`], [`4-1-${ulid}.json`, `9-1-${ulid}.json`]);
    assert.deepEqual(seen, [{ number: 1, ulid, turn: 9 }]);
  });

  it('passes over what is not ours', () => {
    const names = ['.DS_Store', `0-${ulid}.json`, `1-${ulid}.json.tmp`, '1-short.json', `x-${ulid}.json`];
    assert.deepEqual(parseEntries(names, ['Thumbs.db', `1-${ulid}.json`]), []);
  });
});

describe('defaultOf', () => {
  const version = (number: number, turn: number) => ({ number, ulid, turn });

  it('is the one whose turn was last', () => {
    assert.equal(defaultOf([version(1, 1), version(2, 3), version(3, 2), version(4, 0)])?.number, 2);
  });

  it('is the latest where none has had a turn', () => {
    assert.equal(defaultOf([version(1, 0), version(2, 0)])?.number, 2);
  });

  it('is nothing where nothing is', () => {
    assert.equal(defaultOf([]), null);
  });
});
