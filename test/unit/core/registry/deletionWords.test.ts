import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  anthropicCapabilities,
  anthropicEarlierCapabilities,
  openaiCapabilities,
} from '../../../../src/core/registry/capabilities.ts';
import type { Capabilities, RemoteVersion } from '../../../../src/core/registry/contract.ts';
import { deletionEffect } from '../../../../src/core/registry/deletion.ts';
import { deletionWords } from '../../../../src/core/registry/deletionWords.ts';

const version = (key: string): RemoteVersion => ({
  key,
  id: key,
  skillId: 's',
  name: null,
  description: null,
  createdAt: 0,
});

/** What is said of deleting `deleted` of so many versions, the first being the default and the last the latest. */
function words(capabilities: Capabilities, count: number, deleted: number): string {
  const versions = Array.from({ length: count }, (_, index) => version(String(count - index)));
  const skill = { defaultVersion: '1', latestVersion: String(count) };
  return deletionWords(deletionEffect(capabilities, skill, versions, version(String(deleted))));
}

test("each registry's rule is said before it is met", () => {
  assert.match(words(openaiCapabilities, 3, 2), /^The other versions stay/);
  assert.match(words(openaiCapabilities, 3, 1), /^As the default it cannot be deleted/);
  assert.match(words(openaiCapabilities, 1, 1), /the skill goes with it/);
  assert.match(words(anthropicCapabilities, 3, 3), /from then on v2 runs/);
  assert.match(words(anthropicCapabilities, 3, 1), /^The other versions stay/);
  assert.match(words(anthropicCapabilities, 1, 1), /cannot be deleted\. Delete the skill instead/);
  assert.match(words(anthropicEarlierCapabilities, 1, 1), /the skill stays, with nothing in it/);
});
