import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { startTestRegistry, type TestRegistry } from '../../support/registry/startTestRegistry.ts';
import { folderFiles, smallSkill } from '../../support/skill/skillFiles.ts';

let registry: TestRegistry;
let openai: OpenAI;
let anthropic: Anthropic;

before(async () => {
  registry = await startTestRegistry();
  openai = new OpenAI({ apiKey: registry.token, baseURL: registry.baseURL, maxRetries: 0 });
  anthropic = new Anthropic({ apiKey: registry.token, baseURL: registry.origin, maxRetries: 0 });
});
after(() => registry.dispose());

it('shows one skill to both vendors’ clients', async () => {
  const files = folderFiles('shared', smallSkill('shared'));
  const { id } = await openai.skills.create({ files });
  const version = await anthropic.skills.versions.create(id, { files });
  const seen = await openai.skills.retrieve(id);
  assert.deepEqual([seen.default_version, seen.latest_version], ['1', '2']);
  assert.equal((await anthropic.skills.retrieve(id)).latest_version_id, version.id);
});

it('passes the default on when Anthropic’s client deletes that version', async () => {
  const files = folderFiles('passed-on', smallSkill('passed-on'));
  const skill = await anthropic.skills.create({ files });
  await openai.skills.versions.create(skill.id, { files });
  await openai.skills.versions.create(skill.id, { files });
  await anthropic.skills.versions.delete(skill.latest_version_id, { skill_id: skill.id });
  assert.equal((await openai.skills.retrieve(skill.id)).default_version, '3');
});

it('keeps the name for Anthropic’s client that the first version had, whatever OpenAI’s client published', async () => {
  const { id } = await openai.skills.create({ files: folderFiles('one-name', smallSkill('one-name')) });
  await openai.skills.versions.create(id, { files: folderFiles('new-name', smallSkill('new-name')) });
  assert.equal((await anthropic.skills.retrieve(id)).display_name, 'one-name');
  await anthropic.skills.versions.create(id, { files: folderFiles('one-name', smallSkill('one-name')) });
});
