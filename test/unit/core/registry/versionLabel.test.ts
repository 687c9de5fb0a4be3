import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import { nextVersionWords, versionLabel, versionWords } from '../../../../src/core/registry/versionLabel.ts';

const createdAt = Date.UTC(2026, 10, 21, 9, 5, 59);

test('a counted version is called by its number', () => {
  assert.equal(versionLabel({ key: '12', createdAt }), 'v12');
});

test('a version with an opaque id, or a time stamp for one, is called by its second, with the zone', () => {
  assert.equal(versionLabel({ key: 'skver_01AbC', createdAt }, 'UTC'), '2026-11-21 09:05:59 UTC');
  assert.equal(versionLabel({ key: '1759178010641129', createdAt }, 'UTC'), '2026-11-21 09:05:59 UTC');
});

describe('what versions are called', () => {
  it('is their number where the registry counts', () => {
    assert.equal(versionWords('12', 0), 'v12');
    assert.equal(nextVersionWords('pointer', '12'), 'v13');
    assert.equal(nextVersionWords('pointer', null), 'v1');
  });

  it('is their second where it does not, and nothing is promised for the next', () => {
    assert.match(versionWords('skver_01', Date.UTC(2026, 10, 21, 12)), /^2026-11-2\d \d\d:\d\d:\d\d \S+$/);
    assert.equal(
      versionWords('skver_01', '2026-11-21T12:00:00.000Z'),
      versionWords('x', Date.UTC(2026, 10, 21, 12)),
    );
    assert.equal(nextVersionWords('latest', 'skver_01'), 'new version');
    assert.equal(nextVersionWords('latest', null), 'first version');
    assert.equal(nextVersionWords('pointer', 'sha256:ab'), 'new version');
  });
});

test('two versions of one minute have names that tell them apart, and a name says its zone', () => {
  const [one, other] = [1_000, 7_000].map(later =>
    versionLabel({ key: 'skver_01', createdAt: createdAt - later }, 'UTC'),
  );
  assert.notEqual(one, other);
  assert.equal(versionLabel({ key: 'x', createdAt }, 'Asia/Kolkata'), '2026-11-21 14:35:59 GMT+5:30');
});

test('a version whose time is none, as in a link file that somebody changed, is called by its id', () => {
  assert.equal(versionWords('skver_01', 'yesterday'), 'skver_01');
  assert.equal(versionWords('skver_01', ''), 'skver_01');
  assert.equal(versionLabel({ key: 'skver_\n01', createdAt: Number.NaN }), 'skver_ 01');
});
