import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatAddress, parseAddress } from '../../../../src/core/published/versionAddress.ts';

const version = { registryId: 'local', skillId: 'skill_1', version: '3' };

test("an address ends as the file's path would on a disk", () => {
  const address = { ...version, folderName: 'pdf', path: 'scripts/a b.sh' };
  assert.equal(formatAddress(address), '/local/skill_1/3/pdf/scripts/a b.sh');
  assert.deepEqual(parseAddress('/local/skill_1/3/pdf/scripts/a b.sh'), address);
});

test("the skill's folder and the level above it have addresses, with or without a slash at the end", () => {
  assert.deepEqual(parseAddress('/local/skill_1/3/pdf/'), { ...version, folderName: 'pdf', path: '' });
  assert.deepEqual(parseAddress('/local/skill_1/3'), { ...version, folderName: '', path: '' });
});

test('ids of any characters keep to their level', () => {
  const ids = { registryId: 'r', skillId: 'ghcr.io/team/skills:pdf@sha256', version: '..' };
  const address = formatAddress({ ...ids, folderName: 'pdf', path: 'SKILL.md' });
  assert.equal(address, '/r/ghcr.io%2Fteam%2Fskills%3Apdf%40sha256/%2E%2E/pdf/SKILL.md');
  assert.deepEqual(parseAddress(address), { ...ids, folderName: 'pdf', path: 'SKILL.md' });
});

test('what is no address of a version is null', () => {
  for (const address of ['', '/', '/local', '/local/skill_1', 'local/skill_1/3', '/a/b/%E0%A4%A/x']) {
    assert.equal(parseAddress(address), null, address);
  }
  for (const path of ['../x', 'a/../b', 'a//b', './a']) {
    assert.equal(parseAddress(`/local/skill_1/3/pdf/${path}`), null, path);
  }
});

test('whatever the ids are, an address leads back to them', () => {
  const id = fc.string({ minLength: 1, unit: 'grapheme' });
  fc.assert(
    fc.property(id, id, id, (registryId, skillId, key) => {
      const address = { registryId, skillId, version: key, folderName: 'pdf', path: 'SKILL.md' };
      assert.deepEqual(parseAddress(formatAddress(address)), address);
    }),
  );
});
